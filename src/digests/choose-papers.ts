// Which papers of an edition somebody is sent, and why each: `docs/digest.md` says the same in words, with examples.

import { isWithin } from '../follows/follow-kinds.ts'
import type { Day } from '../papers/calendar.ts'
import type { PaperId } from '../papers/paper.ts'
import { holds, soughtOf, termsOfPaper } from '../papers/paper-terms.ts'
import type { Taste } from './subscription.ts'

/** What is looked at of a paper. */
export interface Offered {
  id: PaperId
  title: string
  abstract: string
  categories: string[]
  keywords: string[]
  withdrawn: boolean
}

export type Why = { kind: 'category'; name: string } | { kind: 'keyword'; word: string } | { kind: 'rank' }

export interface Chosen {
  id: PaperId
  /** In the edition, 1 for the first. */
  rank: number
}

/** As many papers are in a digest; the rest of the edition is a link. */
export const MOST_PAPERS = 20

/**
 * The first of `edition`, which is in its order, that fit the taste; none that they had before, none that was
 * withdrawn.
 */
export function choosePapers(edition: readonly Offered[], taste: Taste, had: ReadonlySet<PaperId>): Chosen[] {
  return edition
    .map((paper, at) => ({ paper, rank: at + 1 }))
    .filter(({ paper }) => !had.has(paper.id) && !paper.withdrawn && whyFor(paper, taste) !== null)
    .slice(0, MOST_PAPERS)
    .map(({ paper, rank }) => ({ id: paper.id, rank }))
}

/** What editions that became due at once are chosen from. */
interface OfferedEditions {
  day: Day
  papers: readonly Offered[]
  /** Closed ones of the days before, the newest first. */
  earlier: readonly { day: Day; papers: readonly Offered[] }[]
}

export interface ChosenEdition {
  day: Day
  papers: Chosen[]
}

/**
 * Of earlier editions only what came since the last that they were sent: who is new begins with the newest. Several share
 * the places, by rank. `isNextEmpty`: nothing new comes until the next time; then the newest is kept for it, so that
 * neither is cut down to half while a day stays empty.
 */
export function chooseFromEditions(
  { day, papers, earlier }: OfferedEditions,
  taste: Taste,
  { had = new Set(), last }: { had: ReadonlySet<PaperId> | undefined; last: Day | undefined },
  isNextEmpty: boolean,
): ChosenEdition {
  const missed = last === undefined ? [] : earlier.filter((edition) => edition.day > last)
  const [newestMissed] = missed
  const before = isNextEmpty ? chooseShared(missed, taste, had) : []
  if (newestMissed && before.length > 0) return { day: newestMissed.day, papers: before }
  return { day, papers: chooseShared([{ papers }, ...missed], taste, had) }
}

function chooseShared(
  editions: readonly { papers: readonly Offered[] }[],
  taste: Taste,
  had: ReadonlySet<PaperId>,
): Chosen[] {
  const chosen: Chosen[] = []
  for (const { papers } of editions) {
    const known = new Set([...had, ...chosen.map(({ id }) => id)])
    chosen.push(...choosePapers(papers, taste, known))
  }
  return chosen.sort((one, other) => one.rank - other.rank).slice(0, MOST_PAPERS)
}

/** Null where it doesn't fit the taste. Without a taste everything fits, by its rank. */
export function whyFor(paper: Offered, { categories, keywords }: Taste): Why | null {
  if (categories.length === 0 && keywords.length === 0) return { kind: 'rank' }
  const word = keywords.find((keyword) => holds(termsOfPaper(paper), soughtOf(keyword)))
  if (word !== undefined) return { kind: 'keyword', word }
  const name = categories.find((category) => paper.categories.some((one) => isWithin(one, category)))
  return name === undefined ? null : { kind: 'category', name }
}
