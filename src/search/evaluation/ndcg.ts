// How good a ranking is, by the judgements of a test collection.

/** Grade by document id; 0 and below are judged, but not relevant. */
export type Judgements = ReadonlyMap<string, number>

export interface Relevance {
  /** Queries with a relevant document: the others say nothing about a ranking. */
  queries: number
  /** 0 to 1, means over those queries. */
  'ndcg@10': number
  'recall@100': number
}

/** Means over all queries that have a relevant document; a query without a ranking counts as one with an empty answer. */
export function relevanceOf(
  rankings: ReadonlyMap<string, readonly string[]>,
  judged: ReadonlyMap<string, Judgements>,
): Relevance {
  let [queries, gains, recalls] = [0, 0, 0]
  for (const [query, judgements] of judged) {
    if (!isAnswerable(judgements)) continue
    const ranking = rankings.get(query) ?? []
    queries++
    gains += ndcg(ranking, judgements, 10)
    recalls += recall(ranking, judgements, 100)
  }
  const mean = (sum: number) => (queries === 0 ? 0 : sum / queries)
  return { queries, 'ndcg@10': mean(gains), 'recall@100': mean(recalls) }
}

export const isAnswerable = (judged: Judgements): boolean => [...judged.values()].some((grade) => grade > 0)

/**
 * Normalised discounted cumulative gain: Σ grade / log2(rank + 1) over the first `depth`, divided by that of the best
 * possible order of all judged documents; 0 where none is relevant.
 */
export function ndcg(ranking: readonly string[], judged: Judgements, depth: number): number {
  const best = [...judged.values()].filter((grade) => grade > 0).sort((a, b) => b - a)
  const ideal = discounted(best.slice(0, depth))
  const gains = ranking.slice(0, depth).map((id) => Math.max(0, judged.get(id) ?? 0))
  return ideal === 0 ? 0 : discounted(gains) / ideal
}

/** The share of the relevant documents that stand among the first `depth`; 0 where none is relevant. */
export function recall(ranking: readonly string[], judged: Judgements, depth: number): number {
  const relevant = [...judged.values()].filter((grade) => grade > 0).length
  const found = ranking.slice(0, depth).filter((id) => (judged.get(id) ?? 0) > 0).length
  return relevant === 0 ? 0 : found / relevant
}

const discounted = (gains: readonly number[]): number =>
  gains.reduce((sum, gain, at) => sum + gain / Math.log2(at + 2), 0)
