// Whether a title holds what was typed, token by token.

import { END_OF_PART, type SegmentData } from '../segment/segment-data.ts'
import { tokenOf } from './title-tokens.ts'

export interface TitleMatch {
  /** Whether the title begins as typed. */
  begins: boolean
  /** In words. */
  length: number
}

/** Finished words that can be told apart, a bit each while a title is read. */
export const MOST_TERMS = 31
/** In a mark: the token is one that the last word may become; the other bits: place in `all` + 1. */
const ENDING = 0x80
/** Of a table that says of nearly every token that it has no mark; small enough to stay in the nearest cache. */
const SIEVE = 4_096

/** Reads titles of one segment: thousands for a short beginning. */
export class TitleMatcher {
  readonly #data: SegmentData
  readonly #marks = new Map<number, number>()
  /** By token modulo its length: 1 where a token may have a mark. */
  readonly #sieve = new Uint8Array(SIEVE)
  /** By place in a title that begins as typed: the mark of its token. */
  readonly #begin: readonly number[]
  /** A bit for each different term of `all`. */
  readonly #wanted: number

  /** Ranks of terms: all of `all`, at most `MOST_TERMS` in order, and one of `oneOf` has to stand in a title. */
  constructor(data: SegmentData, all: readonly number[], oneOf: readonly number[]) {
    this.#data = data
    this.#begin = all.map((rank) => all.indexOf(rank) + 1)
    this.#wanted = this.#begin.reduce((bits, mark) => bits | (1 << (mark - 1)), 0)
    all.forEach((rank, place) => {
      this.#mark(rank, this.#begin[place] ?? 0)
    })
    for (const rank of oneOf) this.#mark(rank, ENDING)
  }

  /** Null where the title lacks a word. */
  match(document: number): TitleMatch | null {
    const { tokens, tokenOffsets } = this.#data
    const begin = this.#begin
    let at = tokenOffsets[document] ?? 0
    let [seen, length, begins, ends] = [0, 0, true, false]
    for (;;) {
      let byte = tokens[at++] ?? END_OF_PART
      let token = byte & 0x7f
      for (let shift = 7; byte > 0x7f; shift += 7) {
        byte = tokens[at++] ?? END_OF_PART
        token |= (byte & 0x7f) << shift
      }
      if (token === END_OF_PART) break
      const mark = this.#sieve[token % SIEVE] === 1 ? (this.#marks.get(token) ?? 0) : 0
      const place = mark & ~ENDING
      if (length < begin.length) begins &&= place === begin[length]
      else if (length === begin.length) begins &&= mark >= ENDING
      if (mark >= ENDING) ends = true
      if (place > 0) seen |= 1 << (place - 1)
      length++
    }
    return ends && seen === this.#wanted ? { begins: begins && length > begin.length, length } : null
  }

  #mark(rank: number, bits: number): void {
    const token = tokenOf(this.#data, rank)
    this.#marks.set(token, (this.#marks.get(token) ?? 0) | bits)
    this.#sieve[token % SIEVE] = 1
  }
}
