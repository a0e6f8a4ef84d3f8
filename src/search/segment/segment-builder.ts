// Documents become a segment: from their texts, or out of other segments when those are merged.

import { type SearchDocument, traits } from '../search-document.ts'
import type { QuantizedVector } from '../semantic/quantize.ts'
import { analyze, wordsOf } from '../text/analyze.ts'
import { CountedStrings, sortedByKey } from './counted-strings.ts'
import { DocumentWriter } from './document-writer.ts'
import { invert } from './invert.ts'
import { totalLength } from './lengths.ts'
import { lastNameKey, nameKey } from './name-keys.ts'
import { MAX_DOCUMENTS, NO_DAY, type SegmentData } from './segment-data.ts'
import { sortByBytes, stringAt, stringTable } from './string-table.ts'
import { readTokens } from './tokens.ts'
import { VectorColumns } from './vector-columns.ts'

/** Names are shown as they are; longer ones are lists of names or mistakes. */
const LONGEST_NAME = 100

export class SegmentBuilder {
  readonly #writer = new DocumentWriter()
  readonly #words = new CountedStrings()
  readonly #names = new CountedStrings()
  readonly #vectors: VectorColumns

  /** `dimensions` of the vectors that documents come with; 0: none. */
  constructor(dimensions: number) {
    this.#vectors = new VectorColumns(dimensions)
  }

  get documents(): number {
    return this.#writer.documents
  }

  get isFull(): boolean {
    return this.documents >= MAX_DOCUMENTS
  }

  add(document: SearchDocument, vector?: QuantizedVector): void {
    const writer = this.#writer
    const { id, seq, categories } = document
    writer.begin({ id, seq, categories, day: document.day ?? NO_DAY, traits: traitBits(document) })
    const [title, abstract] = [analyze(document.title), analyze(document.abstract)]
    for (const terms of [title.terms, abstract.terms, title.joined, abstract.joined]) this.#part(terms)
    for (const name of document.authors) this.#part(analyze(name).terms)
    writer.end()
    this.#count(document)
    this.#vectors.push(vector)
  }

  /** Takes the documents of another segment that `keep` says; what it counts of words and names comes whole. */
  addSegment(data: SegmentData, keep: (document: number) => boolean): void {
    this.#words.addTable(data.words, data.wordCounts)
    this.#names.addTable(data.names, data.nameCounts)
    const translate = this.#translation(data)
    for (let document = 0; document < data.seqs.length; document++) {
      if (!keep(document)) continue
      this.#writer.begin(factsOf(data, document))
      readTokens(data, document, {
        token: (number) => this.#writer.token(translate(number)),
        endPart: () => this.#writer.endPart(),
      })
      this.#writer.end()
      this.#vectors.pushFrom(data, document)
    }
  }

  /** Leaves the builder used up. */
  finish(): SegmentData {
    const columns = columnsOf(this.#writer)
    const averageLength = this.documents > 0 ? totalLength(columns) / this.documents : 0
    const words = this.#words.sorted()
    const names = this.#names.sorted(nameKey)
    return {
      ...columns,
      averageLength,
      ...invert(this.#writer, averageLength),
      words: words.table,
      wordCounts: words.counts,
      names: names.table,
      nameCounts: names.counts,
      namesByLast: placesOf(sortedByKey([...names.sorted], lastNameKey), names.sorted),
      ...this.#vectors.finish(),
    }
  }

  #part(terms: readonly string[]): void {
    for (const term of terms) this.#writer.token(this.#writer.termNumber(term))
    this.#writer.endPart()
  }

  #count({ title, authors }: SearchDocument): void {
    for (const word of new Set(wordsOf(title).map(({ folded }) => folded))) this.#words.add(word)
    for (const name of authors) if (name.length <= LONGEST_NAME) this.#names.add(name.replaceAll('\0', ''))
  }

  /**
   * From the other segment's number of a term to ours. Terms come in when a document brings them, so those of documents
   * that are gone stay out, and numbers stay in order of first use, frequent ones low.
   */
  #translation({ terms, forwardNumbers }: SegmentData): (number: number) => number {
    const rankOf = new Uint32Array(forwardNumbers.length)
    forwardNumbers.forEach((number, rank) => {
      rankOf[number] = rank
    })
    const ours = new Int32Array(forwardNumbers.length).fill(-1)
    return (number) => {
      const known = ours[number] ?? -1
      if (known >= 0) return known
      const translated = this.#writer.termNumber(stringAt(terms, rankOf[number] ?? 0))
      ours[number] = translated
      return translated
    }
  }
}

function traitBits(document: SearchDocument): number {
  return document.traits.reduce((bits, trait) => bits | (1 << traits.indexOf(trait)), 0)
}

function factsOf(data: SegmentData, document: number) {
  const [from, to] = [data.categoryOffsets[document] ?? 0, data.categoryOffsets[document + 1] ?? 0]
  return {
    id: stringAt(data.ids, document),
    seq: data.seqs[document] ?? 0,
    day: data.days[document] ?? NO_DAY,
    traits: data.traits[document] ?? 0,
    categories: Array.from(data.categoryNumbers.subarray(from, to), (number) =>
      stringAt(data.categories, number),
    ),
  }
}

function columnsOf(writer: DocumentWriter) {
  return {
    ids: stringTable(writer.ids),
    idOrder: Uint16Array.from(placesOf(sortByBytes([...writer.ids]), writer.ids)),
    seqs: writer.seqs.view().slice(),
    days: writer.days.view().slice(),
    traits: writer.traits.view().slice(),
    categories: stringTable(writer.categoryNames),
    categoryNumbers: writer.categoryNumbers.view().slice(),
    categoryOffsets: closed(writer.categoryOffsets.view(), writer.categoryNumbers.length),
    titleLengths: writer.titleLengths.view().slice(),
    abstractLengths: writer.abstractLengths.view().slice(),
    authorLengths: writer.authorLengths.view().slice(),
    tokens: writer.tokens.toBytes(),
    tokenOffsets: closed(writer.tokenOffsets.view(), writer.tokens.length),
  }
}

/** Where each of the sorted strings stands among the others. */
function placesOf(sorted: readonly string[], strings: readonly string[]): Uint32Array {
  const places = new Map(strings.map((text, place) => [text, place]))
  return Uint32Array.from(sorted, (text) => places.get(text) ?? 0)
}

function closed(starts: Uint32Array, end: number): Uint32Array {
  const offsets = new Uint32Array(starts.length + 1)
  offsets.set(starts)
  offsets[starts.length] = end
  return offsets
}
