// How often some terms stand in documents, from the documents' tokens: to look two dozen terms up in the postings of each
// of two hundred documents takes five times as long.

import { packOccurrences, weightedOccurrences } from './occurrences.ts'
import { fieldOfPart, type SegmentData } from './segment-data.ts'
import { SoughtTokens } from './sought-tokens.ts'

/** Reads documents of one segment. */
export class TermCounter {
  readonly #sought: SoughtTokens
  /** Occurrences in title, abstract and authors, by term. */
  readonly #counts: Uint32Array
  readonly #weighted: Float64Array

  constructor(data: SegmentData, terms: readonly string[]) {
    this.#sought = new SoughtTokens(data, terms)
    this.#counts = new Uint32Array(3 * terms.length)
    this.#weighted = new Float64Array(terms.length)
  }

  /** tf' of BM25F by term, as postings have it. Reused from document to document. */
  in(document: number): Float64Array {
    const [counts, weighted] = [this.#counts.fill(0), this.#weighted]
    const { length, terms, parts } = this.#sought.in(document)
    for (let at = 0; at < length; at++) {
      const count = 3 * (terms[at] ?? 0) + fieldOfPart(parts[at] ?? 0)
      counts[count] = (counts[count] ?? 0) + 1
    }
    for (let term = 0; term < weighted.length; term++) {
      const [title, abstract, author] = [counts[3 * term], counts[3 * term + 1], counts[3 * term + 2]]
      weighted[term] = weightedOccurrences[packOccurrences(title ?? 0, abstract ?? 0, author ?? 0)] ?? 0
    }
    return weighted
  }
}
