// What the best papers speak of beyond the query's own words ranks the others (pseudo-relevance feedback, after Rocchio):
//
//   new(d) = score(d) + share · spoken(d) / largest spoken
//   spoken(d) = Σ over the telling terms of  weight · saturation(tf', K)
//
// A term's weight is what the best documents would get for it in BM25F, each counting by its own score. Only what was
// found already is ranked anew: a second search with these terms found as good a first page, for several milliseconds.

import { idf, saturation } from '../lexical/bm25.ts'
import { byScore, type Scored } from '../lexical/top-documents.ts'
import { documentTerms } from '../segment/document-terms.ts'
import { documentsOf } from '../segment/segment-data.ts'
import { documentFrequency, type SegmentView, termOf } from '../segment/segment-view.ts'
import { placeOf, type Snapshot, statisticsOf } from '../segment/snapshot.ts'
import { TermCounter } from '../segment/term-counter.ts'

export const feedback = {
  /** The best that are listened to, the first most: each by (its score / the first's score) to this power. */
  documents: 8,
  steepness: 4,
  /** Terms taken from them. */
  terms: 25,
  /** Terms that more than this share of all documents have tell nothing, nor do those that only one has. */
  commonest: 0.1,
  /** The first so many are ranked anew. */
  depth: 200,
  /** From .2 to .4 it makes little difference. */
  share: 0.3,
} as const

/** Terms that are looked up in all segments: the heaviest by the numbers of the segments they were met in. */
const lookedUp = 50

/** `ranked` best first; `asked`: the query's own terms, which have had their say. */
export function withFeedback(
  snapshot: Snapshot,
  ranked: readonly Scored[],
  asked: ReadonlySet<string>,
): Scored[] {
  const best = ranked.slice(0, feedback.depth)
  const terms = tellingTerms(snapshot, best.slice(0, feedback.documents), asked)
  const spoken = spokenScores(snapshot, best, terms)
  const largest = Math.max(0, ...spoken)
  if (largest === 0) return [...ranked]
  const moved = best.map(({ document, score }, at) => ({
    document,
    score: score + (feedback.share * (spoken[at] ?? 0)) / largest,
  }))
  // Scores only grew, so the rest still follows.
  return [...moved.sort(byScore), ...ranked.slice(best.length)]
}

interface TellingTerm {
  term: string
  weight: number
}

function tellingTerms(
  snapshot: Snapshot,
  best: readonly Scored[],
  asked: ReadonlySet<string>,
): TellingTerm[] {
  return promisingTerms(snapshot, best)
    .filter(({ term }) => !asked.has(term))
    .slice(0, lookedUp)
    .map(({ term, part }) => ({ term, weight: part * tellingWeight(snapshot, term) }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1))
    .slice(0, feedback.terms)
}

interface PromisingTerm {
  term: string
  /** What BM25F makes of the term's occurrences in the best documents, without its idf. */
  part: number
  /** The same with its idf in their segments: a segment is large enough to tell what is worth looking up. */
  promise: number
}

function promisingTerms(snapshot: Snapshot, best: readonly Scored[]): PromisingTerm[] {
  const first = best[0]?.score ?? 0
  const gathered = new Map<string, PromisingTerm>()
  for (const { document: number, score } of best) {
    const trust = first > 0 ? (score / first) ** feedback.steepness : 1
    const { view, document } = placeOf(snapshot, number)
    const K = view.norms[document] ?? 1
    const documents = documentsOf(view.data)
    documentTerms(view.data, document).forEach((occurrences, rank) => {
      const term = termOf(view.data, rank)
      const known = gathered.get(term)
      const found = known ?? { term, part: 0, promise: 0 }
      const part = trust * saturation(occurrences, K)
      found.part += part
      found.promise += part * idf(documents, documentFrequency(view.data, rank))
      if (!known) gathered.set(term, found)
    })
  }
  return [...gathered.values()].sort((a, b) =>
    a.promise > b.promise ? -1 : a.promise < b.promise || a.term > b.term ? 1 : -1,
  )
}

/** Its idf, or 0 for a term that tells nothing. */
function tellingWeight(snapshot: Snapshot, term: string): number {
  const { df } = statisticsOf(snapshot, term)
  const isTelling = df > 1 && df <= snapshot.counted * feedback.commonest && !/^(\d+|.)$/u.test(term)
  return isTelling ? idf(snapshot.counted, df) : 0
}

/** By place in `best`. */
function spokenScores(snapshot: Snapshot, best: readonly Scored[], terms: readonly TellingTerm[]): number[] {
  const names = terms.map(({ term }) => term)
  const weights = Float64Array.from(terms, ({ weight }) => weight)
  const counters = new Map<SegmentView, TermCounter>()
  return best.map(({ document: number }) => {
    const { view, document } = placeOf(snapshot, number)
    const counter = counters.get(view) ?? new TermCounter(view.data, names)
    counters.set(view, counter)
    const occurrences = counter.in(document)
    const K = view.norms[document] ?? 1
    let sum = 0
    for (let at = 0; at < weights.length; at++)
      sum += (weights[at] ?? 0) * saturation(occurrences[at] ?? 0, K)
    return sum
  })
}
