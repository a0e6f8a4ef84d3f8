// Where the query's terms stand in a document: what ranking by nearness looks at.

import { END_OF_PART, partOf, type SegmentData } from '../segment/segment-data.ts'
import type { SegmentView } from '../segment/segment-view.ts'
import { termAt } from '../segment/segment-view.ts'

/** Further apart than any window reaches: words of different fields are not near each other. */
const PART_GAP = 1000

/** Parallel arrays, by position; reused from document to document: `length` says how much of them counts. */
export interface MatchingTokens {
  length: number
  positions: number[]
  /** Places in the list of the query's terms. */
  terms: number[]
}

/**
 * Reads documents of one segment. Nearly every token is none of the query's, so the loop over bytes does nothing
 * for those but look into a table.
 */
export class TokenMatcher {
  readonly #data: SegmentData
  /** By token: place of the query's term + 1; 0 for all others. */
  readonly #places: Uint8Array
  readonly #found: MatchingTokens = { length: 0, positions: [], terms: [] }

  /** At most 255 terms. */
  constructor({ data }: SegmentView, terms: readonly string[]) {
    this.#data = data
    this.#places = new Uint8Array(data.forwardNumbers.length + 1)
    terms.forEach((term, place) => {
      const rank = termAt(data, term)
      if (rank >= 0) this.#places[(data.forwardNumbers[rank] ?? 0) + 1] = place + 1
    })
  }

  /** The tokens of the document that are terms of the query; joined terms, which have no place, are left out. */
  in(document: number): MatchingTokens {
    const { tokens, tokenOffsets } = this.#data
    const found = this.#found
    const end = tokenOffsets[document + 1] ?? 0
    let at = tokenOffsets[document] ?? 0
    let [position, part] = [0, 0]
    found.length = 0
    while (at < end) {
      let byte = tokens[at++] ?? 0
      let token = byte & 0x7f
      for (let shift = 7; byte > 0x7f; shift += 7) {
        byte = tokens[at++] ?? 0
        token |= (byte & 0x7f) << shift
      }
      if (token === END_OF_PART) {
        part++
        position += PART_GAP
        continue
      }
      const place = this.#places[token] ?? 0
      if (place > 0 && part !== partOf.joinedTitle && part !== partOf.joinedAbstract) {
        found.positions[found.length] = position
        found.terms[found.length++] = place - 1
      }
      position++
    }
    return found
  }
}
