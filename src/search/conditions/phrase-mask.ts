// Phrases: the documents that hold all terms are read token by token.

import type { Field } from '../query/query.ts'
import { partOf, type SegmentData } from '../segment/segment-data.ts'
import { documentFrequency, termAt } from '../segment/segment-view.ts'
import { readTokens } from '../segment/tokens.ts'

/** Sets 1 where the terms stand at adjacent places, in order, within one field. */
export function phraseMask(
  data: SegmentData,
  terms: readonly string[],
  field: Field | undefined,
  mask: Uint8Array,
): void {
  const ranks = terms.map((term) => termAt(data, term))
  if (ranks.includes(-1)) return
  const matcher = new PhraseMatcher(ranks.map((rank) => data.forwardNumbers[rank] ?? 0))
  for (const document of documentsWithAll(data, ranks)) {
    if (matcher.standsIn(data, document, field)) mask[document] = 1
  }
}

/** The rarest term's documents, thinned out by the others. */
function documentsWithAll(data: SegmentData, ranks: readonly number[]): number[] {
  const rarestFirst = [...new Set(ranks)].sort(
    (a, b) => documentFrequency(data, a) - documentFrequency(data, b),
  )
  const counts = new Uint16Array(data.seqs.length)
  rarestFirst.forEach((rank, step) => {
    const end = data.postingOffsets[rank + 1] ?? 0
    for (let at = data.postingOffsets[rank] ?? 0; at < end; at++) {
      const document = data.postingDocuments[at] ?? 0
      if (counts[document] === step) counts[document] = step + 1
    }
  })
  const found: number[] = []
  counts.forEach((count, document) => {
    if (count === rarestFirst.length) found.push(document)
  })
  return found
}

/** Knuth–Morris–Pratt over tokens: a phrase that repeats itself (“state of the state”) is found everywhere. */
class PhraseMatcher {
  readonly #pattern: readonly number[]
  readonly #fallback: readonly number[]
  #matched = 0
  #part = 0
  #found = false
  #field: Field | undefined

  constructor(pattern: readonly number[]) {
    this.#pattern = pattern
    this.#fallback = fallbackOf(pattern)
  }

  standsIn(data: SegmentData, document: number, field: Field | undefined): boolean {
    this.#matched = 0
    this.#part = 0
    this.#found = false
    this.#field = field
    readTokens(data, document, this)
    return this.#found
  }

  token(number: number): void {
    if (!mayHold(this.#part, this.#field)) return
    while (this.#matched > 0 && this.#pattern[this.#matched] !== number) {
      this.#matched = this.#fallback[this.#matched - 1] ?? 0
    }
    if (this.#pattern[this.#matched] === number) this.#matched++
    if (this.#matched < this.#pattern.length) return
    this.#found = true
    this.#matched = 0
  }

  endPart(): void {
    this.#matched = 0
    this.#part++
  }
}

/** Joined terms have no places, so no phrase runs through them. */
function mayHold(part: number, field: Field | undefined): boolean {
  if (part === partOf.title) return field === undefined || field === 'title'
  if (part === partOf.abstract) return field === undefined || field === 'abstract'
  return part >= partOf.firstAuthor && (field === undefined || field === 'author')
}

/** By length of a match: the longest shorter one that it ends with. */
function fallbackOf(pattern: readonly number[]): number[] {
  const fallback = [0]
  let length = 0
  for (let at = 1; at < pattern.length; at++) {
    while (length > 0 && pattern[at] !== pattern[length]) length = fallback[length - 1] ?? 0
    if (pattern[at] === pattern[length]) length++
    fallback.push(length)
  }
  return fallback
}
