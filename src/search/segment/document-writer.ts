// Gathers what documents consist of, whether they come from texts or out of another segment.

import { growableBytes, growableF64, growableI32, growableU16, growableU32 } from './growable.ts'
import { packOccurrences } from './occurrences.ts'
import { END_OF_PART, fieldOfPart, partOf } from './segment-data.ts'
import { VarintList } from './varint.ts'

export interface DocumentFacts {
  id: string
  seq: number
  day: number
  traits: number
  categories: readonly string[]
}

const MAX_U8 = 255
const MAX_U16 = 65_535

/**
 * Columns by document, the token lists, and the postings in order of documents (`invert.ts` sorts them by term).
 * Between `begin` and `end` a document's tokens are told part by part.
 */
export class DocumentWriter {
  readonly ids: string[] = []
  readonly seqs = growableF64()
  readonly days = growableI32()
  readonly traits = growableU16()
  readonly categoryNames: string[] = []
  readonly categoryNumbers = growableU16()
  readonly categoryOffsets = growableU32()
  readonly titleLengths = growableBytes()
  readonly abstractLengths = growableU16()
  readonly authorLengths = growableU16()
  readonly terms: string[] = []
  readonly tokens = new VarintList()
  readonly tokenOffsets = growableU32()
  /** Parallel: term and occurrences of each posting; the postings of document d begin at postingStarts[d]. */
  readonly postingTerms = growableU32()
  readonly postingOccurrences = growableBytes()
  readonly postingStarts = growableU32()

  readonly #termNumbers = new Map<string, number>()
  readonly #categoryNumberOf = new Map<string, number>()
  /** Of the document at hand, by term: occurrences in title, abstract and authors. */
  #counts = new Uint32Array(3 * 1024)
  #seen: number[] = []
  #lengths = [0, 0, 0]
  #part = 0

  get documents(): number {
    return this.ids.length
  }

  /** The number of a term, new or known. */
  termNumber(term: string): number {
    const known = this.#termNumbers.get(term)
    if (known !== undefined) return known
    const number = this.terms.push(term) - 1
    this.#termNumbers.set(term, number)
    if (3 * number >= this.#counts.length) this.#growCounts()
    return number
  }

  begin(facts: DocumentFacts): void {
    this.ids.push(facts.id)
    this.seqs.push(facts.seq)
    this.days.push(facts.day)
    this.traits.push(facts.traits)
    this.categoryOffsets.push(this.categoryNumbers.length)
    for (const name of facts.categories) this.categoryNumbers.push(this.#categoryNumber(name))
    this.tokenOffsets.push(this.tokens.length)
    this.postingStarts.push(this.postingTerms.length)
    this.#part = 0
    this.#lengths = [0, 0, 0]
  }

  token(termNumber: number): void {
    this.tokens.push(termNumber + 1)
    const field = fieldOfPart(this.#part)
    const at = 3 * termNumber
    if (this.#counts[at] === 0 && this.#counts[at + 1] === 0 && this.#counts[at + 2] === 0) {
      this.#seen.push(termNumber)
    }
    this.#counts[at + field] = (this.#counts[at + field] ?? 0) + 1
    if (hasLength(this.#part)) this.#lengths[field] = (this.#lengths[field] ?? 0) + 1
  }

  endPart(): void {
    this.tokens.push(END_OF_PART)
    this.#part++
  }

  end(): void {
    const [title = 0, abstract = 0, author = 0] = this.#lengths
    this.titleLengths.push(Math.min(title, MAX_U8))
    this.abstractLengths.push(Math.min(abstract, MAX_U16))
    this.authorLengths.push(Math.min(author, MAX_U16))
    const counts = this.#counts
    for (const term of this.#seen) {
      const at = 3 * term
      this.postingTerms.push(term)
      this.postingOccurrences.push(packOccurrences(counts[at] ?? 0, counts[at + 1] ?? 0, counts[at + 2] ?? 0))
      counts.fill(0, at, at + 3)
    }
    this.#seen = []
  }

  #categoryNumber(name: string): number {
    const known = this.#categoryNumberOf.get(name)
    if (known !== undefined) return known
    const number = this.categoryNames.push(name) - 1
    this.#categoryNumberOf.set(name, number)
    return number
  }

  #growCounts(): void {
    const grown = new Uint32Array(this.#counts.length * 2)
    grown.set(this.#counts)
    this.#counts = grown
  }
}

/** Joined terms repeat words that were counted at their places. */
const hasLength = (part: number) => part !== partOf.joinedTitle && part !== partOf.joinedAbstract
