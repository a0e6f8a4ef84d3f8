// What the best papers speak of beyond the query's own words ranks the others (pseudo-relevance feedback, after Rocchio):
//
//   new(d) = score(d) + share · spoken(d) / largest spoken
//   spoken(d) = Σ over the telling terms of  weight · saturation(tf', K)
//
// A term's weight is what the best documents would get for it in BM25F, each counting by its own score. Only what was
// found already is ranked anew: a second search with these terms found as good a first page, for several milliseconds.

import { idf, saturation } from '../lexical/bm25.ts'
import { byScore, type Scored } from '../lexical/top-documents.ts'
import { documentTerms, occurrencesIn } from '../segment/document-terms.ts'
import { weightedOccurrences } from '../segment/occurrences.ts'
import { documentsOf } from '../segment/segment-data.ts'
import { documentFrequency, type SegmentView, termAt } from '../segment/segment-view.ts'
import { type Place, placeOf, type Snapshot, statisticsOf } from '../segment/snapshot.ts'
import { stringAt } from '../segment/string-table.ts'

export const feedback = {
  /** The best that are listened to, the first most: each by (its score / the first's score) to this power. */
  documents: 5,
  steepness: 4,
  /** Terms taken from them. */
  terms: 20,
  /** Terms that more than this share of all documents have tell nothing, nor do those that only one has. */
  commonest: 0.1,
  /** The first so many are ranked anew. */
  depth: 200,
  /** From .2 to .4 it makes little difference. */
  share: 0.3,
} as const

/** Terms of one document that are looked up in all segments: the heaviest by its own segment's numbers. */
const lookedUp = 30

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
  const first = best[0]?.score ?? 0
  const parts = new Map<string, number>()
  for (const { document, score } of best) {
    const trust = first > 0 ? (score / first) ** feedback.steepness : 1
    for (const { term, part } of heaviestTerms(placeOf(snapshot, document))) {
      if (!asked.has(term)) parts.set(term, (parts.get(term) ?? 0) + trust * part)
    }
  }
  return Array.from(parts, ([term, part]) => ({ term, weight: part * tellingWeight(snapshot, term) }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1))
    .slice(0, feedback.terms)
}

/** Its idf, or 0 for a term that tells nothing. */
function tellingWeight(snapshot: Snapshot, term: string): number {
  const { df } = statisticsOf(snapshot, term)
  const isTelling = df > 1 && df <= snapshot.counted * feedback.commonest && !/^(\d+|.)$/u.test(term)
  return isTelling ? idf(snapshot.counted, df) : 0
}

/** `part`: what BM25F makes of the term's occurrences, without its idf. */
function heaviestTerms({ view, document }: Place): { term: string; part: number }[] {
  const { data, norms } = view
  const documents = documentsOf(data)
  return Array.from(documentTerms(data, document), ([rank, occurrences]) => {
    const part = saturation(occurrences, norms[document] ?? 1)
    return { rank, part, weight: part * idf(documents, documentFrequency(data, rank)) }
  })
    .sort((a, b) => b.weight - a.weight || a.rank - b.rank)
    .slice(0, lookedUp)
    .map(({ rank, part }) => ({ term: stringAt(data.terms, rank), part }))
}

/** By place in `best`. */
function spokenScores(snapshot: Snapshot, best: readonly Scored[], terms: readonly TellingTerm[]): number[] {
  const ranksByView = new Map<SegmentView, number[]>()
  return best.map(({ document: number }) => {
    const { view, document } = placeOf(snapshot, number)
    const ranks = ranksByView.get(view) ?? terms.map(({ term }) => termAt(view.data, term))
    ranksByView.set(view, ranks)
    return terms.reduce((sum, { weight }, at) => {
      const rank = ranks[at] ?? -1
      const occurrences = rank < 0 ? 0 : (weightedOccurrences[occurrencesIn(view.data, rank, document)] ?? 0)
      return sum + weight * saturation(occurrences, view.norms[document] ?? 1)
    }, 0)
  })
}
