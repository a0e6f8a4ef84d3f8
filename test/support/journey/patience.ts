// The patience that people and their programs have with a site that doesn't answer for a moment: they try again.

import { setTimeout as sleep } from 'node:timers/promises'
import type { TimedError } from '../../../bench/soak/downtimes.ts'

/** What nobody can tell apart from a site that is gone for a moment: whether it was done is not known. */
export class NoAnswer extends Error {}

/** Of a proxy whose nodes are away, and of a node whose database is. */
export const away: ReadonlySet<number> = new Set([502, 503, 504])

export interface Patience {
  /** Told of each answer that didn't come. */
  note(error: TimedError): void
  /** Milliseconds after which they give up; a minute where nothing is said. */
  lastsMs?: number
}

/** Does it until it is answered. `again`: it may be done already. */
export async function patiently<T>(
  { note, lastsMs = 60_000 }: Patience,
  attempt: (again: boolean) => Promise<T>,
): Promise<T> {
  const until = Date.now() + lastsMs
  for (let again = false; ; again = true) {
    const from = Date.now()
    try {
      return await attempt(again)
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error
      note({ from, to: Date.now(), what: error.message })
      if (Date.now() > until) throw new Error(`Given up: ${error.message}`, { cause: error })
      await sleep(MOMENT_MS * (0.5 + Math.random()))
    }
  }
}

const MOMENT_MS = 800

/** Asks as a program does. @throws NoAnswer */
export async function answered(address: string | URL | Request, init?: RequestInit): Promise<Response> {
  const what = `${init?.method ?? 'GET'} ${address instanceof Request ? address.url : address}`
  const answer = await fetch(address, init).catch((error) => {
    throw new NoAnswer(`${what}: ${error.cause ?? error}`)
  })
  if (away.has(answer.status)) throw new NoAnswer(`${what} answered ${answer.status}`)
  return answer
}
