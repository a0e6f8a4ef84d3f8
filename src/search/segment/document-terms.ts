// From a document to its terms, the way opposite to postings.

import { bm25 } from '../lexical/bm25.ts'
import { partOf, type SegmentData } from './segment-data.ts'
import { readTokens } from './tokens.ts'

/** The terms of title and abstract by rank, with their occurrences weighted as BM25F does; authors are left out. */
export function documentTerms(data: SegmentData, document: number): Map<number, number> {
  const ranks = ranksOf(data)
  const terms = new Map<number, number>()
  let part = 0
  readTokens(data, document, {
    token(number) {
      if (part > partOf.abstract) return
      const rank = ranks[number] ?? 0
      terms.set(rank, (terms.get(rank) ?? 0) + (part === partOf.title ? bm25.titleWeight : 1))
    },
    endPart() {
      part++
    },
  })
  return terms
}

/** The byte of a term's posting for a document (`occurrences.ts`); 0 where the document hasn't the term. */
export function occurrencesIn(data: SegmentData, rank: number, document: number): number {
  const { postingOffsets, postingDocuments, postingOccurrences } = data
  let [low, high] = [postingOffsets[rank] ?? 0, (postingOffsets[rank + 1] ?? 0) - 1]
  while (low <= high) {
    const middle = (low + high) >>> 1
    const found = postingDocuments[middle] ?? 0
    if (found === document) return postingOccurrences[middle] ?? 0
    if (found < document) low = middle + 1
    else high = middle - 1
  }
  return 0
}

/** Ranks by forward number, made when first asked for: some 4 bytes a term, where reading all of them takes a millisecond. */
const ranksByNumber = new WeakMap<Uint32Array, Uint32Array>()

function ranksOf({ forwardNumbers }: SegmentData): Uint32Array {
  const known = ranksByNumber.get(forwardNumbers)
  if (known) return known
  const ranks = new Uint32Array(forwardNumbers.length)
  forwardNumbers.forEach((number, rank) => {
    ranks[number] = rank
  })
  ranksByNumber.set(forwardNumbers, ranks)
  return ranks
}
