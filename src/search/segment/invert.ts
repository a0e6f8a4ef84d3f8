// Postings in order of documents become postings in order of terms, and terms get their sorted order.

import { bm25 } from '../lexical/bm25.ts'
import type { DocumentWriter } from './document-writer.ts'
import { lengthNorms } from './lengths.ts'
import { countedInAll, weightedOccurrences } from './occurrences.ts'
import type { SegmentData } from './segment-data.ts'
import { sortByBytes, stringTable } from './string-table.ts'

type Inverted = Pick<
  SegmentData,
  | 'terms'
  | 'postingOffsets'
  | 'postingDocuments'
  | 'postingOccurrences'
  | 'largestImpacts'
  | 'termOccurrences'
  | 'forwardNumbers'
>

/** A counting sort by term: stable, so documents stay in order within each. */
export function invert(writer: DocumentWriter, averageLength: number): Inverted {
  const { sorted, order, rankOf } = sortedTerms(writer.terms)
  const postingTerms = writer.postingTerms.view()
  const postingOffsets = offsetsByRank(postingTerms, rankOf)
  const next = postingOffsets.slice(0, -1)
  const postingDocuments = new Uint16Array(postingTerms.length)
  const postingOccurrences = new Uint8Array(postingTerms.length)
  const occurrences = writer.postingOccurrences.view()
  const starts = writer.postingStarts.view()
  for (let document = 0; document < writer.documents; document++) {
    const end = starts[document + 1] ?? postingTerms.length
    for (let at = starts[document] ?? 0; at < end; at++) {
      const rank = rankOf[postingTerms[at] ?? 0] ?? 0
      const to = next[rank] ?? 0
      next[rank] = to + 1
      postingDocuments[to] = document
      postingOccurrences[to] = occurrences[at] ?? 0
    }
  }
  const postings = { postingOffsets, postingDocuments, postingOccurrences }
  return {
    terms: stringTable(sorted),
    forwardNumbers: order,
    ...postings,
    largestImpacts: largestImpacts(postings, lengthNormsOf(writer, averageLength)),
    termOccurrences: termOccurrences(postings),
  }
}

interface SortedTerms {
  sorted: string[]
  /** By rank: the number that the term had in the writer. */
  order: Uint32Array
  rankOf: Uint32Array
}

function sortedTerms(terms: readonly string[]): SortedTerms {
  const numbers = new Map(terms.map((term, number) => [term, number]))
  const sorted = sortByBytes([...terms])
  const order = Uint32Array.from(sorted, (term) => numbers.get(term) ?? 0)
  const rankOf = new Uint32Array(terms.length)
  order.forEach((number, rank) => {
    rankOf[number] = rank
  })
  return { sorted, order, rankOf }
}

function offsetsByRank(postingTerms: Uint32Array, rankOf: Uint32Array): Uint32Array {
  const offsets = new Uint32Array(rankOf.length + 1)
  for (const term of postingTerms) {
    const behind = (rankOf[term] ?? 0) + 1
    offsets[behind] = (offsets[behind] ?? 0) + 1
  }
  for (let rank = 1; rank < offsets.length; rank++) {
    offsets[rank] = (offsets[rank] ?? 0) + (offsets[rank - 1] ?? 0)
  }
  return offsets
}

function lengthNormsOf(writer: DocumentWriter, averageLength: number): Float64Array {
  const lengths = {
    titleLengths: writer.titleLengths.view(),
    abstractLengths: writer.abstractLengths.view(),
    authorLengths: writer.authorLengths.view(),
  }
  return lengthNorms(lengths, averageLength)
}

type Postings = Pick<SegmentData, 'postingOffsets' | 'postingDocuments' | 'postingOccurrences'>

function termOccurrences({ postingOffsets, postingOccurrences }: Postings): Uint32Array {
  const sums = new Uint32Array(postingOffsets.length - 1)
  for (let term = 0; term < sums.length; term++) {
    let sum = 0
    const end = postingOffsets[term + 1] ?? 0
    for (let at = postingOffsets[term] ?? 0; at < end; at++)
      sum += countedInAll[postingOccurrences[at] ?? 0] ?? 0
    sums[term] = sum
  }
  return sums
}

/** Rounded up to the next float, so that a bound computed from it is never too small. */
function largestImpacts(postings: Postings, norms: Float64Array): Float32Array {
  const { postingOffsets, postingDocuments, postingOccurrences } = postings
  const largest = new Float32Array(postingOffsets.length - 1)
  for (let term = 0; term < largest.length; term++) {
    let most = 0
    const end = postingOffsets[term + 1] ?? 0
    for (let at = postingOffsets[term] ?? 0; at < end; at++) {
      const weighted = weightedOccurrences[postingOccurrences[at] ?? 0] ?? 0
      most = Math.max(most, weighted / (norms[postingDocuments[at] ?? 0] ?? bm25.k1))
    }
    largest[term] = most * ROUND_UP
  }
  return largest
}

/** More than half a unit in the last place of a 32-bit float. */
const ROUND_UP = 1 + 2 ** -22
