// What the database tells while somebody waits: what doesn't come in time is named, and the rest is told without it.

import { setTimeout as sleep } from 'node:timers/promises'

export type Asks<T> = { [Part in keyof T]: () => Promise<T[Part]> }

export interface InTime<T> {
  known: Partial<T>
  /** Parts that failed or did not come, and why. */
  missing: Map<keyof T & string, unknown>
}

/** All together, and each of them: Prometheus waits for ten seconds. */
const PATIENCE_MS = 5_000
const PART_PATIENCE_MS = 2_000
/** Also for what is asked when the time is over: it may be known already. */
const LEAST_MS = 100

/** Asks one after the other: the pages need connections, too. */
export async function inTime<T extends object>(asks: Asks<T>): Promise<InTime<T>> {
  const began = performance.now()
  const known: Partial<T> = {}
  const missing: InTime<T>['missing'] = new Map()
  for (const part of Object.keys(asks) as (keyof T & string)[]) {
    const left = PATIENCE_MS - (performance.now() - began)
    try {
      known[part] = await within(asks[part](), Math.max(LEAST_MS, Math.min(left, PART_PATIENCE_MS)))
    } catch (error) {
      missing.set(part, error)
    }
  }
  return { known, missing }
}

async function within<T>(answer: Promise<T>, ms: number): Promise<T> {
  const over = new AbortController()
  const late = sleep(ms, undefined, { signal: over.signal, ref: false }).then(() => {
    throw new Error('It did not come in time.')
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    over.abort()
  }
}
