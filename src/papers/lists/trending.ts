// What is trending, by a published formula: `docs/ranking.md` says the same in words, with examples.

import { addDays, type Day, startOfDay } from '../calendar.ts'
import type { PaperId } from '../paper.ts'
import { compareText } from '../text/compare-text.ts'

/** A vote is worth half as much after this many milliseconds. */
const HALF_LIFE_MS = 48 * 3_600_000

/** Papers in an edition of this many days, the newest edition's included, may trend. */
const TRENDING_DAYS = 30

/** Votes that count as cast at one moment (milliseconds UTC). */
export interface Cast {
  at: number
  votes: number
}

export interface Candidate {
  paperId: PaperId
  /** Entry into the earliest edition of the window. */
  enteredAt: number
  casts: readonly Cast[]
}

/** First day of the window that ends with the newest edition. */
export function trendingSince(newestEdition: Day): Day {
  return addDays(newestEdition, 1 - TRENDING_DAYS)
}

/** When a paper entered an edition; noon UTC of its day where no time was recorded. */
export function entryMoment(day: Day, enteredAt: number | null): number {
  return enteredAt ?? startOfDay(day) + 12 * 3_600_000
}

/** The score of docs/ranking.md: the sum over all votes of 2^(−age / 48 h). The order needs its logarithm only. */
export function trendingScore(casts: readonly Cast[], now: number): number {
  return 2 ** (heat(casts) - now / HALF_LIFE_MS)
}

/** Hottest first; papers without a vote after all that have one; ties by the newest entry, then by id. */
export function rankTrending<C extends Candidate>(candidates: readonly C[]): C[] {
  return candidates
    .map((candidate) => ({ candidate, heat: heat(candidate.casts) }))
    .sort((a, b) => hotterFirst(a.heat, b.heat) || newerFirst(a.candidate, b.candidate))
    .map(({ candidate }) => candidate)
}

/**
 * The binary logarithm of the score, without the part that is common to all papers at one moment. Leaving
 * `now` out makes plain that time alone never changes the order, and keeps old votes from underflowing to 0.
 * −Infinity without votes.
 */
function heat(casts: readonly Cast[]): number {
  const counted = casts.filter(({ votes }) => votes > 0)
  if (counted.length === 0) return Number.NEGATIVE_INFINITY
  const newest = Math.max(...counted.map(({ at }) => at))
  const sum = counted.reduce((total, { at, votes }) => total + votes * 2 ** ((at - newest) / HALF_LIFE_MS), 0)
  return Math.log2(sum) + newest / HALF_LIFE_MS
}

// Not a subtraction: −Infinity minus itself is not a number.
function hotterFirst(a: number, b: number): number {
  if (a === b) return 0
  return a > b ? -1 : 1
}

function newerFirst(a: Candidate, b: Candidate): number {
  return b.enteredAt - a.enteredAt || compareText(a.paperId, b.paperId)
}
