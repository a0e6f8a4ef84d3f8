// How often a term stands in the fields of a document, in one byte of its posting.

import { bm25, countedOccurrences } from '../lexical/bm25.ts'

const TITLE_SHIFT = 5
const AUTHOR_SHIFT = 7

/** Counts above what a byte holds are cut: see `countedOccurrences`. */
export function packOccurrences(title: number, abstract: number, author: number): number {
  return (
    Math.min(abstract, countedOccurrences.abstract) |
    (Math.min(title, countedOccurrences.title) << TITLE_SHIFT) |
    (Math.min(author, countedOccurrences.author) << AUTHOR_SHIFT)
  )
}

/** Which bits of the byte tell of a field. */
export const fieldBits = {
  abstract: countedOccurrences.abstract,
  title: countedOccurrences.title << TITLE_SHIFT,
  author: countedOccurrences.author << AUTHOR_SHIFT,
} as const

/** By byte: the weighted number of occurrences, tf' of BM25F. */
export const weightedOccurrences: Float64Array = Float64Array.from(
  { length: 256 },
  (_, byte) =>
    (byte & fieldBits.abstract) +
    ((byte & fieldBits.title) >> TITLE_SHIFT) * bm25.titleWeight +
    (byte >> AUTHOR_SHIFT) * bm25.authorWeight,
)

/** By byte: all occurrences, whatever the field. */
export const countedInAll: Uint8Array = Uint8Array.from(
  { length: 256 },
  (_, byte) =>
    (byte & fieldBits.abstract) + ((byte & fieldBits.title) >> TITLE_SHIFT) + (byte >> AUTHOR_SHIFT),
)
