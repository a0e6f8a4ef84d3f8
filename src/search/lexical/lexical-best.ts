// The word half: the best documents by BM25F, and those again by how near the words stand to each other and, beside
// the meaning's half, by how many of them are there.

import type { SegmentView } from '../segment/segment-view.ts'
import { placeOf, type Snapshot } from '../segment/snapshot.ts'
import { TokenMatcher } from './matching-tokens.ts'
import { type Mask, type Sums, topDocuments, type WeightedTerm } from './max-score.ts'
import { proximity, proximityScorer } from './proximity.ts'
import { coverage, coveragePower, rarityPower } from './query-length.ts'
import type { RankingTerms } from './ranking-terms.ts'
import { byScore, type Scored } from './top-documents.ts'
import { weighTerms } from './weigh-terms.ts'

/** Length of the list. */
const BEST = 1_000
/** So many of the best are looked at again: looking at all of them finds the same, see docs/decisions. */
const RESCORED = 200

interface LexicalSearch {
  masks: readonly Mask[]
  room: Sums
  /** Whether documents that have more of the query's words come first, see query-length.ts. */
  wantsAll: boolean
}

/** Best first, at most `BEST`. */
export function lexicalBest(
  snapshot: Snapshot,
  terms: RankingTerms,
  { masks, room, wantsAll }: LexicalSearch,
): Scored[] {
  const count = terms.terms.length
  const weighted = weighTerms(snapshot, terms.terms, rarityPower(count))
  const best = topDocuments(snapshot.views, weighted, masks, { limit: BEST, room })
  if (count < 2) return best
  const power = wantsAll ? coveragePower(count) : 0
  const looked = lookedAt(snapshot, best.slice(0, RESCORED), terms, weighted)
  const least = Math.min(...looked.map(({ covered }) => covered))
  const rescored = looked
    .map(({ document, score, covered }) => ({
      document,
      score: least > 0 ? score * (covered / least) ** power : score,
    }))
    .sort(byScore)
  // Scores only grew, so the rest still follows.
  return [...rescored, ...best.slice(RESCORED)]
}

interface LookedAt extends Scored {
  /** What coverage says. */
  covered: number
}

/** With what nearness adds to their scores. */
function lookedAt(
  snapshot: Snapshot,
  best: readonly Scored[],
  { runs }: RankingTerms,
  weighted: readonly WeightedTerm[],
): LookedAt[] {
  const weights = weighted.map(({ weight }) => weight)
  const nearness = proximityScorer(runs, weights)
  const terms = weighted.slice(0, proximity.terms).map(({ term }) => term)
  const matchers = new Map<SegmentView, TokenMatcher>()
  return best.map(({ document: number, score }) => {
    const { view, document } = placeOf(snapshot, number)
    const matcher = matchers.get(view) ?? new TokenMatcher(view, terms)
    matchers.set(view, matcher)
    const matches = matcher.in(document)
    const near = nearness?.(matches, view.norms[document] ?? 1) ?? 0
    return { document: number, score: score + near, covered: coverage(weights, matches.held) }
  })
}
