// What a measurement hands back besides what it prints: lines of the one table that `npm run bench` makes of a round.

export type Row = Measured | Missing

export interface Measured {
  what: string
  figure: Figure
  /** At least so many a second, so good a score; at most so many milliseconds or megabytes. Absent where nothing is asked for. */
  asked?: number
  peer?: Peer
}

/** Another program, or the least that must be done, measured in the same run. */
export interface Peer {
  name: string
  figure: Figure
}

export interface Missing {
  what: string
  /** A phrase: what is not here. */
  why: string
}

export type Figure = Rate | Times | Score | Memory

interface Rate {
  perSecond: number
}

/** Milliseconds. */
interface Times {
  median: number
  /** Absent for what happens once. */
  p95?: number
}

interface Memory {
  megabytes: number
}

interface Score {
  score: number
}

export const noPostgres = 'TEST_DATABASE_URL is not set'

/** Of milliseconds in any order. */
export function timesOf(took: readonly number[]): Times {
  const sorted = took.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN
  return { median: at(0.5), p95: at(0.95) }
}

/** Prints why a measurement can't be made here, and is its only row. */
export function skipped(what: string, why: string): Row[] {
  console.log(`Skipped: ${why}.`)
  return [{ what, why }]
}
