// Where a few terms stand among all the tokens of documents.

import { END_OF_PART, type SegmentData } from './segment-data.ts'
import { termAt } from './segment-view.ts'

/** Further apart than any window reaches: words of different parts are not near each other. */
const PART_GAP = 1000
/** Length of a table that says of nearly every token that it isn't sought; small enough for the nearest cache. */
const SIEVE = 4_096

/** Parallel arrays, in order; reused from document to document: `length` says how much of them counts. */
export interface FoundTokens {
  length: number
  /** Places in the list of the terms that are sought. */
  terms: number[]
  positions: number[]
  /** `partOf` in segment-data.ts. */
  parts: number[]
}

/** Reads documents of one segment: hundreds a query, of which nearly every token is none of those sought. */
export class SoughtTokens {
  readonly #data: SegmentData
  readonly #places = new Map<number, number>()
  /** By token modulo its length: 1 where a token may be sought. */
  readonly #sieve = new Uint8Array(SIEVE)
  readonly #found: FoundTokens = { length: 0, terms: [], positions: [], parts: [] }

  /** Terms that the segment lacks are found nowhere; of equal ones only the last is. */
  constructor(data: SegmentData, terms: readonly string[]) {
    this.#data = data
    terms.forEach((term, place) => {
      const rank = termAt(data, term)
      if (rank < 0) return
      const token = (data.forwardNumbers[rank] ?? 0) + 1
      this.#places.set(token, place)
      this.#sieve[token & (SIEVE - 1)] = 1
    })
  }

  in(document: number): FoundTokens {
    const { tokens, tokenOffsets } = this.#data
    const [found, sieve] = [this.#found, this.#sieve]
    const end = tokenOffsets[document + 1] ?? 0
    let at = tokenOffsets[document] ?? 0
    let [position, part] = [0, 0]
    found.length = 0
    while (at < end) {
      let token = tokens[at++] ?? 0
      // Written out: a loop over the bytes of a number takes half as long again.
      if (token > 0x7f) {
        const second = tokens[at++] ?? 0
        token = (token & 0x7f) | ((second & 0x7f) << 7)
        if (second > 0x7f) {
          const third = tokens[at++] ?? 0
          token |= (third & 0x7f) << 14
          if (third > 0x7f) token |= (tokens[at++] ?? 0) << 21
        }
      }
      if (token === END_OF_PART) {
        part++
        position += PART_GAP
        continue
      }
      if (sieve[token & (SIEVE - 1)] !== 0) this.#add(token, position, part)
      position++
    }
    return found
  }

  #add(token: number, position: number, part: number): void {
    const found = this.#found
    const place = this.#places.get(token)
    if (place === undefined) return
    found.terms[found.length] = place
    found.positions[found.length] = position
    found.parts[found.length++] = part
  }
}
