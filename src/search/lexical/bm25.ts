// The ranking of the word half: BM25F. The occurrences of a term are first added up over the fields by weight and then
// saturated once, so a word in title and abstract counts more than in one of them, but not twice (Robertson, Zaragoza &
// Taylor 2004). Engine and exhaustive reference share these functions: their scores are equal to the last bit.
//
//   score(document) = Σ over query terms of  queryTermWeight(qtf) · idf · burstiness · saturation(tf', K)
//   tf'  = titleWeight · tf(title) + tf(abstract) + authorWeight · tf(authors)
//   K    = lengthNorm(dl, average dl), with dl weighted like tf'
//   qtf  = Σ over the term's places in the query of occurrenceWeight(place)
//
// In long questions idf · burstiness is raised to a power, see query-length.ts.

/**
 * Tuned on three public test collections of abstracts (aerodynamics, computing, library science); each stands in the
 * middle of a range over which their mean nDCG@10 moves by less than .005.
 */
export const bm25 = {
  /** How soon repeating a word stops to help. */
  k1: 1,
  /** How much long texts are held back: 0 not at all, 1 in proportion. */
  b: 0.65,
  /** A word in a title is worth this many in the abstract. */
  titleWeight: 3,
  authorWeight: 1,
  /** As k1, for words repeated in the query: questions of several sentences repeat what they are about. */
  k3: 7,
  /** Share of the residual idf: all of it gains nothing more, and costs queries of three words a little. */
  residualIdf: 0.5,
  /** At the word of this number a query's word weighs half: a long question says first what it is about. */
  halfway: 50,
  /** A joined term of the query ("pretrain" for "pre-training") beside its parts, which are asked for as well. */
  joinedWeight: 0.5,
} as const

/** Most occurrences that are counted, by field: the index keeps the three numbers of a posting in one byte. */
export const countedOccurrences = { abstract: 31, title: 3, author: 1 } as const

/** Weight of a term that `df` of `documents` contain; above 0 even where all do. */
export function idf(documents: number, df: number): number {
  return Math.log(1 + (documents - df + 0.5) / (df + 0.5))
}

/**
 * 1 and more: how much oftener a term is repeated within a text than chance would (residual idf, Church & Gale
 * 1995). Words that a text is about come back in it; words of mere phrasing ("obtain", "various") are as rare, but
 * stand alone. `occurrences` counted as `countedOccurrences` says, over all documents and fields.
 */
export function burstiness(documents: number, df: number, occurrences: number): number {
  if (df <= 0 || documents <= 0) return 1
  // Were `occurrences` strewn at random, this many documents would have the term.
  const expected = documents * -Math.expm1(-occurrences / documents)
  return 1 + bm25.residualIdf * Math.max(0, Math.log(expected / df))
}

/** Grows with `weightedTf` from 0 towards k1 + 1. `K` as of `lengthNorm`. */
export function saturation(weightedTf: number, K: number): number {
  return (weightedTf * (bm25.k1 + 1)) / (weightedTf + K)
}

/** The K at which `saturation` of `weightedTf` is `part`; smaller ones give more. */
export function normOfSaturation(weightedTf: number, part: number): number {
  return part > 0 ? (weightedTf * (bm25.k1 + 1)) / part - weightedTf : Number.POSITIVE_INFINITY
}

/** K of BM25: k1 for a document of average length, more for longer ones. Lengths weighted as tf' is. */
export function lengthNorm(dl: number, averageDl: number): number {
  return bm25.k1 * (1 - bm25.b + (averageDl > 0 ? (bm25.b * dl) / averageDl : bm25.b))
}

/** What one occurrence in the query counts; `place` from 0 among all its words, stop words too. */
export function occurrenceWeight(place: number): number {
  return bm25.halfway / (bm25.halfway + place)
}

/** Weight of a term that the query has `qtf` times: 1 for once. */
export function queryTermWeight(qtf: number): number {
  return (qtf * (bm25.k3 + 1)) / (qtf + bm25.k3)
}
