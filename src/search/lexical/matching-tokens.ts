// Where the query's terms stand in a document: what ranking by nearness looks at.

import { partOf } from '../segment/segment-data.ts'
import type { SegmentView } from '../segment/segment-view.ts'
import { SoughtTokens } from '../segment/sought-tokens.ts'

/** Parallel arrays, by position; reused from document to document: `length` says how much of them counts. */
export interface MatchingTokens {
  length: number
  positions: number[]
  /** Places in the list of the query's terms. */
  terms: number[]
  /** By term: 1 where the document has it, joined ones too. */
  held: Uint8Array
}

/** Reads documents of one segment. */
export class TokenMatcher {
  readonly #sought: SoughtTokens
  readonly #held: Uint8Array

  constructor({ data }: SegmentView, terms: readonly string[]) {
    this.#sought = new SoughtTokens(data, terms)
    this.#held = new Uint8Array(terms.length)
  }

  /** The tokens of the document that are terms of the query; joined terms have no place among them. */
  in(document: number): MatchingTokens {
    const found = this.#sought.in(document)
    const { positions, terms, parts } = found
    const held = this.#held.fill(0)
    let count = 0
    for (let at = 0; at < found.length; at++) {
      held[terms[at] ?? 0] = 1
      if (parts[at] === partOf.joinedTitle || parts[at] === partOf.joinedAbstract) continue
      positions[count] = positions[at] ?? 0
      terms[count++] = terms[at] ?? 0
    }
    return { length: count, positions, terms, held }
  }
}
