// Lengths of documents as BM25F weighs them.

import { bm25, lengthNorm } from '../lexical/bm25.ts'
import type { SegmentData } from './segment-data.ts'

type Lengths = Pick<SegmentData, 'titleLengths' | 'abstractLengths' | 'authorLengths'>

function weightedLength(data: Lengths, document: number): number {
  return (
    (data.titleLengths[document] ?? 0) * bm25.titleWeight +
    (data.abstractLengths[document] ?? 0) +
    (data.authorLengths[document] ?? 0) * bm25.authorWeight
  )
}

/** Sum over all documents, deleted ones too: they leave when segments are merged. */
export function totalLength(data: Lengths): number {
  let sum = 0
  for (let document = 0; document < data.titleLengths.length; document++)
    sum += weightedLength(data, document)
  return sum
}

/** K of BM25 by document. */
export function lengthNorms(data: Lengths, averageLength: number): Float64Array {
  const norms = new Float64Array(data.titleLengths.length)
  for (let document = 0; document < norms.length; document++) {
    norms[document] = lengthNorm(weightedLength(data, document), averageLength)
  }
  return norms
}
