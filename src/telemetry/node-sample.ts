// What a node counted in a minute. Versions of the program may differ between nodes: what one of them doesn't tell is 0.

import { BOUNDS } from './histogram-tally.ts'

/** Numbers that a sample holds, each 0 where it is not told. */
const numbers = [
  'startedAt',
  'seconds',
  'requests',
  'errors',
  'limited',
  'jobsDone',
  'jobsFailed',
  'mailsSent',
  'keptHits',
  'keptMisses',
  'memory',
  'cpu',
  'delay',
  'missing',
  'behind',
] as const

/**
 * `startedAt`: when the process began, milliseconds UTC. `seconds`: how long it counted. `errors`: answers with a status from
 * 500 on; `limited`: with 429. `memory` of the process in bytes, `cpu` in seconds of processors. `delay` of the event loop
 * that 99 of 100 timers stayed below, in seconds. `missing`: changes that the search doesn’t show yet; `behind`: since how many
 * seconds.
 */
type Numbers = Record<(typeof numbers)[number], number>

export interface SampleContent extends Numbers {
  version: string
  /** Whether it takes jobs. */
  works: boolean
  /** How many requests took at most as long as each of `BOUNDS`. */
  upTo: number[]
}

export interface NodeSample extends SampleContent {
  node: string
  /** Beginning of the minute, milliseconds UTC. */
  at: number
}

export const SAMPLE_MS = 60_000

/** Null for what is none. Thousands are read for a page: a library for schemas takes ten times as long. */
export function parseSample(node: string, at: number, content: string): NodeSample | null {
  const told = readObject(content)
  if (!told) return null
  const { version = '', works = false, upTo = [] } = told
  if (typeof version !== 'string' || typeof works !== 'boolean') return null
  if (!Array.isArray(upTo) || !upTo.every(Number.isFinite)) return null
  const sample = { node, at, version, works, upTo } as NodeSample
  for (const name of numbers) {
    const value = told[name] ?? 0
    if (typeof value !== 'number' || !Number.isFinite(value)) return null
    sample[name] = value
  }
  return sample
}

function readObject(content: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(content)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

/** What several samples of a time counted together; of what isn't a count, the worst. */
export function together(
  samples: readonly NodeSample[],
): Omit<SampleContent, 'version' | 'startedAt' | 'works'> {
  const sum = (of: (sample: NodeSample) => number) => samples.reduce((total, sample) => total + of(sample), 0)
  const most = (of: (sample: NodeSample) => number) =>
    samples.reduce((high, sample) => Math.max(high, of(sample)), 0)
  return {
    seconds: most(({ seconds }) => seconds),
    requests: sum(({ requests }) => requests),
    errors: sum(({ errors }) => errors),
    limited: sum(({ limited }) => limited),
    upTo: BOUNDS.map((_, place) => sum(({ upTo }) => upTo[place] ?? 0)),
    jobsDone: sum(({ jobsDone }) => jobsDone),
    jobsFailed: sum(({ jobsFailed }) => jobsFailed),
    mailsSent: sum(({ mailsSent }) => mailsSent),
    keptHits: sum(({ keptHits }) => keptHits),
    keptMisses: sum(({ keptMisses }) => keptMisses),
    memory: most(({ memory }) => memory),
    cpu: sum(({ cpu }) => cpu),
    delay: most(({ delay }) => delay),
    missing: most(({ missing }) => missing),
    behind: most(({ behind }) => behind),
  }
}
