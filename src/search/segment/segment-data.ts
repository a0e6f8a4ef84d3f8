// What a segment consists of: arrays over documents, terms and postings, as they stand in memory and in the file.
// A segment has at most 65,536 documents, so that a document's number fits two bytes.

import type { StringTable } from './string-table.ts'

export const MAX_DOCUMENTS = 65_536

/** A document without a day of publication. */
export const NO_DAY = -(2 ** 31)

/**
 * Between the parts of a document's token list. A token is its term's forward number + 1, so 0 is free. The parts in
 * order: title, abstract, joined terms of the title, joined terms of the abstract, then one part an author.
 */
export const END_OF_PART = 0

export const partOf = { title: 0, abstract: 1, joinedTitle: 2, joinedAbstract: 3, firstAuthor: 4 } as const

/** Which field the terms of a part count for: 0 title, 1 abstract, 2 authors. */
export function fieldOfPart(part: number): number {
  if (part === partOf.title || part === partOf.joinedTitle) return 0
  return part < partOf.firstAuthor ? 1 : 2
}

export interface SegmentData {
  /** By document. */
  ids: StringTable
  /** Documents in the order of their ids' bytes. */
  idOrder: Uint16Array
  /** Change numbers of the store. */
  seqs: Float64Array
  /** Days since 1970-01-01 or `NO_DAY`. */
  days: Int32Array
  /** A bit each: `traits` of search-document.ts. */
  traits: Uint16Array
  /** Categories of document d: categoryNumbers[categoryOffsets[d] .. categoryOffsets[d + 1]], primary first. */
  categories: StringTable
  categoryNumbers: Uint16Array
  categoryOffsets: Uint32Array
  /** Average weighted length of the documents when the segment was made. */
  averageLength: number
  /** Terms by field and document, cut at the type's largest number. */
  titleLengths: Uint8Array
  abstractLengths: Uint16Array
  authorLengths: Uint16Array

  /** Sorted. */
  terms: StringTable
  /** Postings of term t: [postingOffsets[t] .. postingOffsets[t + 1]], by document. */
  postingOffsets: Uint32Array
  postingDocuments: Uint16Array
  /** Occurrences by field in one byte: `occurrences.ts`. */
  postingOccurrences: Uint8Array
  /** By term: the largest tf'/K of its postings, K with the average length of this segment (`averageLength`). */
  largestImpacts: Float32Array
  /** By term: occurrences in all its postings, counted as the postings count them. */
  termOccurrences: Uint32Array

  /** Each document's tokens in order as varints; see `END_OF_PART`. */
  tokens: Uint8Array
  tokenOffsets: Uint32Array
  /** By term: its number in `tokens`. Frequent terms came first, so most take one or two bytes. */
  forwardNumbers: Uint32Array

  /** Words of titles as written (folded, not stemmed), sorted, and how many titles have them. */
  words: StringTable
  wordCounts: Uint32Array
  /** Names of authors as written, sorted by their folded form, and how many papers each has. */
  names: StringTable
  nameCounts: Uint32Array
  /** The same names in the order of their last words. */
  namesByLast: Uint32Array

  /** Vectors by document: a bit a dimension; half a byte a dimension; the scale of those. */
  bits: Uint8Array
  codes: Uint8Array
  scales: Float32Array
  /** 0 in a segment without vectors. */
  dimensions: number
}

/** What finds a document by its id. */
export type IdColumns = Pick<SegmentData, 'ids' | 'idOrder'>

export const documentsOf = ({ seqs }: Pick<SegmentData, 'seqs'>): number => seqs.length
