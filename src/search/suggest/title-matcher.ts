// Whether a title holds what was typed, token by token.

import { END_OF_PART, type SegmentData } from '../segment/segment-data.ts'
import { countOf } from '../segment/string-table.ts'
import { tokenOf } from './title-tokens.ts'

export interface TypedTerms {
  /** Terms of the finished words, in order. */
  all: readonly string[]
  /** Terms of which one has to occur as well. */
  oneOf: readonly string[]
}

export interface TitleMatch {
  /** Whether the title begins as typed. */
  begins: boolean
  /** In words. */
  length: number
}

/** In a byte of the table: the token is one that the last word may become; the other bits: place in `all` + 1. */
const ENDING = 0x80
/** A bit each while a title is read; who types more words is content with titles that hold these. */
const MOST_TERMS = 31

/** Reads titles of one segment: thousands for a short beginning, so a token costs a look into a table. */
export class TitleMatcher {
  /** False where the segment lacks a word, so no title can match. */
  readonly canMatch: boolean
  readonly #data: SegmentData
  /** By token. */
  readonly #marks: Uint8Array
  /** By place in the title where it begins as typed: the place + 1 of the first such term in `all`. */
  readonly #begin: readonly number[]
  /** A bit for each different term of `all`. */
  readonly #wanted: number

  constructor(data: SegmentData, typed: TypedTerms) {
    this.#data = data
    this.#marks = new Uint8Array(countOf(data.terms) + 1)
    const all = typed.all.slice(0, MOST_TERMS)
    const places = all.map((term) => all.indexOf(term) + 1)
    this.#begin = places
    this.#wanted = places.reduce((bits, place) => bits | (1 << (place - 1)), 0)
    const found = all.map((term, at) => this.#mark(term, places[at] ?? 0))
    const endings = typed.oneOf.map((term) => this.#mark(term, ENDING))
    this.canMatch = !found.includes(false) && endings.includes(true)
  }

  /** Null where the title lacks a word. */
  match(document: number): TitleMatch | null {
    const { tokens, tokenOffsets } = this.#data
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
      const mark = this.#marks[token] ?? 0
      if (begins && length <= this.#begin.length) begins = this.#fits(mark, length)
      if (mark >= ENDING) ends = true
      if ((mark & ~ENDING) > 0) seen |= 1 << ((mark & ~ENDING) - 1)
      length++
    }
    return ends && seen === this.#wanted ? { begins: begins && length > this.#begin.length, length } : null
  }

  #fits(mark: number, place: number): boolean {
    return place === this.#begin.length ? mark >= ENDING : (mark & ~ENDING) === this.#begin[place]
  }

  #mark(term: string, bits: number): boolean {
    const token = tokenOf(this.#data, term)
    if (token === null) return false
    this.#marks[token] = (this.#marks[token] ?? 0) | bits
    return true
  }
}
