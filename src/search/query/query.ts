// What a reader asks for, after parsing. Words that stand alone are optional and ranked; everything else is a condition.

import type { Trait } from '../search-document.ts'

export type Field = 'title' | 'abstract' | 'author'

/** Something that a paper's text has or has not. `field` absent: anywhere. */
export type Clause =
  | { kind: 'word'; text: string; field?: Field /** `word*` */; prefix?: boolean }
  /** Words at adjacent positions, in order. */
  | { kind: 'phrase'; text: string; field?: Field }
  | { kind: 'all'; clauses: Clause[] }
  | { kind: 'any'; clauses: Clause[] }
  | { kind: 'not'; clause: Clause }

export interface Filters {
  /** Papers of at least one of these categories; `cs` means all of `cs.*`. Empty: all. */
  categories: string[]
  /** Days since 1970-01-01, both inclusive. */
  after?: number
  before?: number
  /** All of these. */
  has: Trait[]
}

/** A part of the text that could not be used as it was meant. */
export interface Ignored {
  /** As typed. */
  text: string
  /** A sentence for the reader. */
  why: string
}

export interface Query {
  /** The text as typed, cut to the length that is read. */
  text: string
  /** Words without an operator, in order, as typed: they rank; none of them has to occur. */
  words: string[]
  /** Conditions: all of them must hold; what they name ranks as well. */
  required: Clause[]
  /** None of these may hold. */
  excluded: Clause[]
  filters: Filters
  ignored: Ignored[]
}
