// Papers whose titles hold what was typed: all words but the last, and a word that the last one may become.

import type { SegmentData } from '../segment/segment-data.ts'
import { documentFrequency, idAt, type SegmentView, termAt } from '../segment/segment-view.ts'
import type { Snapshot } from '../segment/snapshot.ts'
import { MOST_TERMS, TitleMatcher } from './title-matcher.ts'
import { type Budget, eachTitleWith } from './title-tokens.ts'

/** Some 1 ms. Newer segments come first: titles of older ones are not looked at where this doesn't suffice. */
const MOST_STEPS = 60_000
/** Reading a title takes as long as so many postings: it stands anywhere in memory. */
const READING = 20

export interface TypedTerms {
  /** Terms of the finished words, in order. */
  all: readonly string[]
  /** Terms of which one has to occur as well. */
  oneOf: readonly string[]
}

interface FoundTitle {
  view: SegmentView
  document: number
  begins: boolean
  length: number
}

/** Ids: titles that begin as typed first, then short ones (the more of them was typed), then new ones. */
export function titlesWith({ views }: Snapshot, typed: TypedTerms, most: number): string[] {
  const best: FoundTitle[] = []
  const budget = { left: MOST_STEPS }
  for (const view of views.toReversed()) searchSegment(view, typed, { best, most, budget })
  return best.map(({ view, document }) => idAt(view.data, document))
}

interface Search {
  /** Best first, at most `most`. */
  best: FoundTitle[]
  most: number
  budget: Budget
}

function searchSegment(view: SegmentView, typed: TypedTerms, search: Search): void {
  const { budget } = search
  const { data, alive } = view
  const all = typed.all.slice(0, MOST_TERMS).map((term) => termAt(data, term))
  const oneOf = typed.oneOf.map((term) => termAt(data, term)).filter((rank) => rank >= 0)
  if (budget.left <= 0 || all.includes(-1) || oneOf.length === 0) return
  const matcher = new TitleMatcher(data, all, oneOf)
  for (const rank of sources(data, all, oneOf)) {
    eachTitleWith(data, rank, budget, (document) => {
      if (alive?.[document] === 0) return true
      budget.left -= READING
      const match = matcher.match(document)
      if (match) keepBest(search, { view, document, ...match })
      return true
    })
  }
}

/** The terms whose postings are walked: the rarest of those that have to occur, or all of which one has to. */
function sources(data: SegmentData, all: readonly number[], oneOf: readonly number[]): readonly number[] {
  const frequency = (rank: number) => documentFrequency(data, rank)
  const rarest = all.toSorted((a, b) => frequency(a) - frequency(b))[0]
  const ofLast = oneOf.reduce((sum, rank) => sum + frequency(rank), 0)
  return rarest !== undefined && frequency(rarest) < ofLast ? [rarest] : oneOf
}

function keepBest({ best, most }: Search, found: FoundTitle): void {
  const last = best.at(-1)
  if (best.length === most && last && byFit(last, found) <= 0) return
  // A title with two of the words is met twice.
  if (best.some(({ view, document }) => view === found.view && document === found.document)) return
  const at = best.findIndex((other) => byFit(found, other) < 0)
  best.splice(at < 0 ? best.length : at, 0, found)
  if (best.length > most) best.pop()
}

const byFit = (a: FoundTitle, b: FoundTitle): number =>
  Number(b.begins) - Number(a.begins) || a.length - b.length || dayOf(b) - dayOf(a)

const dayOf = ({ view, document }: FoundTitle): number => view.data.days[document] ?? 0
