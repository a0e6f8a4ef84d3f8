// Phrases: the documents that may hold one are read token by token.

import type { Field } from '../query/query.ts'
import { fieldBits } from '../segment/occurrences.ts'
import { documentsOf, END_OF_PART, partOf, type SegmentData } from '../segment/segment-data.ts'
import { documentFrequency, termAt } from '../segment/segment-view.ts'
import { VarintList } from '../segment/varint.ts'

/** Sets 1 where the terms stand at adjacent places, in order, within one field. */
export function phraseMask(
  data: SegmentData,
  terms: readonly string[],
  field: Field | undefined,
  mask: Uint8Array,
): void {
  const ranks = ranksOf(data, terms)
  if (ranks === null) return
  const reader = new PhraseReader(data, ranks, field)
  const counts = candidates(data, rarestTwo(data, ranks), field)
  for (let document = 0; document < counts.length; document++) {
    if (counts[document] === STEPS && reader.standsIn(document)) mask[document] = 1
  }
}

/**
 * 1 where the two rarest of the terms stand: what has to be read to find the phrase. `known`: of other phrases, which
 * may share a mask, so it is only to be read.
 */
export function phraseCandidates(
  data: SegmentData,
  terms: readonly string[],
  field: Field | undefined,
  known: Map<string, Uint8Array>,
): Uint8Array {
  const ranks = ranksOf(data, terms)
  if (ranks === null) return new Uint8Array(documentsOf(data))
  const two = rarestTwo(data, ranks)
  const key = `${two} ${field}`
  const mask = known.get(key) ?? standingTwice(candidates(data, two, field))
  known.set(key, mask)
  return mask
}

/** How many documents have to be read at most. */
export function mostCandidates(data: SegmentData, terms: readonly string[]): number {
  const ranks = ranksOf(data, terms) ?? []
  return ranks.length === 0 ? 0 : Math.min(...ranks.map((rank) => documentFrequency(data, rank)))
}

/** Null where a term is in no document. */
function ranksOf(data: SegmentData, terms: readonly string[]): number[] | null {
  const ranks = terms.map((term) => termAt(data, term))
  return ranks.includes(-1) ? null : ranks
}

/** Further terms of a phrase are more frequent: reading a document costs less than walking through their postings. */
const STEPS = 2
const ANY_FIELD = 0xff

function standingTwice(counts: Uint8Array): Uint8Array {
  for (let document = 0; document < counts.length; document++)
    counts[document] = counts[document] === STEPS ? 1 : 0
  return counts
}

/** The same one twice where there is no other. */
function rarestTwo(data: SegmentData, ranks: readonly number[]): [number, number] {
  const [first = -1, second = first] = [...new Set(ranks)].sort(
    (a, b) => documentFrequency(data, a) - documentFrequency(data, b),
  )
  return [first, second]
}

/** By document: `STEPS` where both terms stand. */
function candidates(data: SegmentData, two: readonly [number, number], field: Field | undefined): Uint8Array {
  const bits = field ? fieldBits[field] : ANY_FIELD
  const { postingOffsets, postingDocuments, postingOccurrences } = data
  const counts = new Uint8Array(data.seqs.length)
  for (const [step, rank] of two.entries()) {
    const end = postingOffsets[rank + 1] ?? 0
    for (let at = postingOffsets[rank] ?? 0; at < end; at++) {
      const document = postingDocuments[at] ?? 0
      if (counts[document] === step && ((postingOccurrences[at] ?? 0) & bits) !== 0)
        counts[document] = step + 1
    }
  }
  return counts
}

/** In a list of varints, a phrase is a run of bytes that begins where a number begins. */
class PhraseReader {
  readonly #data: SegmentData
  readonly #pattern: Uint8Array
  readonly #isSearched: (part: number) => boolean
  /** No part behind it is searched. */
  readonly #lastPart: number

  constructor(data: SegmentData, ranks: readonly number[], field: Field | undefined) {
    this.#data = data
    const list = new VarintList()
    // As they stand in a document's tokens.
    for (const rank of ranks) list.push((data.forwardNumbers[rank] ?? 0) + 1)
    this.#pattern = list.toBytes()
    this.#isSearched = (part) => mayHold(part, field)
    this.#lastPart = field === 'title' || field === 'abstract' ? partOf[field] : Number.POSITIVE_INFINITY
  }

  /** Compares bytes, without making numbers of them: a phrase of frequent words reads millions. */
  standsIn(document: number): boolean {
    const { tokens, tokenOffsets } = this.#data
    const pattern = this.#pattern
    const first = pattern[0]
    const end = tokenOffsets[document + 1] ?? 0
    let part = 0
    let isSearched = this.#isSearched(part)
    for (let at = tokenOffsets[document] ?? 0; at < end; at++) {
      const byte = tokens[at]
      if (byte === END_OF_PART) {
        if (part === this.#lastPart) return false
        isSearched = this.#isSearched(++part)
      } else if (byte === first && isSearched && (tokens[at - 1] ?? 0) <= LAST_BYTE) {
        // It ends within its part: the byte that ends one is in no number.
        let length = 1
        while (length < pattern.length && tokens[at + length] === pattern[length]) length++
        if (length === pattern.length) return true
      }
    }
    return false
  }
}

/** Larger bytes are followed by further ones of the same number. */
const LAST_BYTE = 0x7f

/** Joined terms have no places, so no phrase runs through them. */
function mayHold(part: number, field: Field | undefined): boolean {
  if (part === partOf.title) return field === undefined || field === 'title'
  if (part === partOf.abstract) return field === undefined || field === 'abstract'
  return part >= partOf.firstAuthor && (field === undefined || field === 'author')
}
