// The ranking of the word half: BM25F. The occurrences of a term are first added up over the fields by weight and then
// saturated once, so a word in title and abstract counts more than in one of them, but not twice (Robertson, Zaragoza &
// Taylor 2004). Engine and exhaustive reference share these functions: their scores are equal to the last bit.
//
//   score(document) = Σ over query terms of  queryTermWeight(qtf) · idf(N, df) · saturation(tf', K)
//   tf' = titleWeight · tf(title) + tf(abstract) + authorWeight · tf(authors)
//   K   = lengthNorm(dl, average dl), with dl weighted like tf'

/** Tuned on three public test collections of abstracts (aerodynamics, computing, library science). */
export const bm25 = {
  /** How soon repeating a word stops to help. */
  k1: 1.2,
  /** How much long texts are held back: 0 not at all, 1 in proportion. */
  b: 0.75,
  /** A word in a title is worth this many in the abstract. */
  titleWeight: 3,
  authorWeight: 1,
  /** As k1, for words repeated in the query: questions of several sentences repeat what they are about. */
  k3: 7,
} as const

/** Most occurrences that are counted, by field: the index keeps the three numbers of a posting in one byte. */
export const countedOccurrences = { abstract: 31, title: 3, author: 1 } as const

/** Weight of a term that `df` of `documents` contain; above 0 even where all do. */
export function idf(documents: number, df: number): number {
  return Math.log(1 + (documents - df + 0.5) / (df + 0.5))
}

/** Grows with `weightedTf` from 0 towards k1 + 1. `K` as of `lengthNorm`. */
export function saturation(weightedTf: number, K: number): number {
  return (weightedTf * (bm25.k1 + 1)) / (weightedTf + K)
}

/** K of BM25: k1 for a document of average length, more for longer ones. Lengths weighted as tf' is. */
export function lengthNorm(dl: number, averageDl: number): number {
  return bm25.k1 * (1 - bm25.b + (averageDl > 0 ? (bm25.b * dl) / averageDl : bm25.b))
}

/** Weight of a term that the query has `qtf` times: 1 for once. */
export function queryTermWeight(qtf: number): number {
  return (qtf * (bm25.k3 + 1)) / (qtf + bm25.k3)
}
