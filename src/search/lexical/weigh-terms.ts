// The weights of a query's terms in an index.

import { type Snapshot, statisticsOf } from '../segment/snapshot.ts'
import { burstiness, idf, queryTermWeight } from './bm25.ts'
import type { WeightedTerm } from './max-score.ts'
import type { RankingTerm } from './ranking-terms.ts'

/** `power`: what a term's rarity is raised to, see query-length.ts. */
export function weighTerms(snapshot: Snapshot, terms: readonly RankingTerm[], power = 1): WeightedTerm[] {
  return terms.map(({ term, qtf }) => {
    const { df, occurrences } = statisticsOf(snapshot, term)
    const rarity = idf(snapshot.counted, df) * burstiness(snapshot.counted, df, occurrences)
    return { term, weight: queryTermWeight(qtf) * rarity ** power }
  })
}
