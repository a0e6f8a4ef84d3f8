// The word half: the best documents by BM25F, and those again by how near the words stand to each other.

import type { SegmentView } from '../segment/segment-view.ts'
import { placeOf, type Snapshot } from '../segment/snapshot.ts'
import { TokenMatcher } from './matching-tokens.ts'
import { type Mask, type Sums, topDocuments, type WeightedTerm } from './max-score.ts'
import { proximity, proximityScorer } from './proximity.ts'
import type { RankingTerms } from './ranking-terms.ts'
import { byScore, type Scored } from './top-documents.ts'
import { weighTerms } from './weigh-terms.ts'

/** Length of the list. */
const BEST = 1_000
/** So many of the best are looked at again: looking at all of them finds the same, see docs/decisions. */
const RESCORED = 200

/** Best first, at most `BEST`. */
export function lexicalBest(
  snapshot: Snapshot,
  terms: RankingTerms,
  masks: readonly Mask[],
  room: Sums,
): Scored[] {
  const weighted = weighTerms(snapshot, terms.terms)
  const best = topDocuments(snapshot.views, weighted, masks, { limit: BEST, room })
  return withNearness(snapshot, best, terms, weighted)
}

function withNearness(
  snapshot: Snapshot,
  best: readonly Scored[],
  { runs }: RankingTerms,
  weighted: readonly WeightedTerm[],
): Scored[] {
  const nearness = proximityScorer(
    runs,
    weighted.map(({ weight }) => weight),
  )
  if (!nearness) return [...best]
  const terms = weighted.slice(0, proximity.terms).map(({ term }) => term)
  const matchers = new Map<SegmentView, TokenMatcher>()
  const nearer = best
    .slice(0, RESCORED)
    .map(({ document: number, score }) => {
      const { view, document } = placeOf(snapshot, number)
      const matcher = matchers.get(view) ?? new TokenMatcher(view, terms)
      matchers.set(view, matcher)
      return { document: number, score: score + nearness(matcher.in(document), view.norms[document] ?? 1) }
    })
    .sort(byScore)
  // Scores only grew, so the rest still follows.
  return [...nearer, ...best.slice(RESCORED)]
}
