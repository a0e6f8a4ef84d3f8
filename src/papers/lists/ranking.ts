// The order of a day, a week and a month. `docs/ranking.md` says the same in words, with examples.

import type { Day } from '../calendar.ts'
import type { PaperId } from '../paper.ts'
import { compareText } from '../text/compare-text.ts'

/** What ranks a paper on one day's list. */
export interface Standing {
  paperId: PaperId
  day: Day
  votes: number
  comments: number
  /** Position in the recorded list, 0 for the first. */
  place: number | null
  /** Milliseconds UTC. */
  enteredAt: number | null
}

/** The order of one day: votes descending; ties by recorded place, time of entry, id. Unknown comes after known. */
export function rankDay<S extends Standing>(standings: readonly S[]): S[] {
  return standings.toSorted((a, b) => b.votes - a.votes || inTies(a, b))
}

/**
 * The order of a week or a month: each paper once, with the larger votes and comments of its days; votes
 * descending, ties by the earlier day, then as within that day. The paper keeps the place of its first day.
 */
export function rankPeriod<S extends Standing>(standings: readonly S[]): S[] {
  const byPaper = new Map<PaperId, S>()
  for (const standing of standings.toSorted(byDay)) {
    const first = byPaper.get(standing.paperId)
    byPaper.set(standing.paperId, first ? withLarger(first, standing) : standing)
  }
  return [...byPaper.values()].sort((a, b) => b.votes - a.votes || byDay(a, b) || inTies(a, b))
}

function inTies(a: Standing, b: Standing): number {
  return (
    knownFirst(a.place, b.place) || knownFirst(a.enteredAt, b.enteredAt) || compareText(a.paperId, b.paperId)
  )
}

function knownFirst(a: number | null, b: number | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  return a - b
}

function byDay(a: Standing, b: Standing): number {
  return compareText(a.day, b.day)
}

function withLarger<S extends Standing>(first: S, later: S): S {
  return {
    ...first,
    votes: Math.max(first.votes, later.votes),
    comments: Math.max(first.comments, later.comments),
  }
}
