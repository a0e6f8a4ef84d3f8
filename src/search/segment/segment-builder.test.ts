import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { anyDocuments, searchDocument, segmentOf, titled } from '../../../test/support/search-documents.ts'
import { countedOccurrences } from '../lexical/bm25.ts'
import { type SearchDocument, traits } from '../search-document.ts'
import { codeBytes, quantize } from '../semantic/quantize.ts'
import { analyze } from '../text/analyze.ts'
import { SegmentBuilder } from './segment-builder.ts'
import { END_OF_PART, NO_DAY, partOf, type SegmentData } from './segment-data.ts'
import { documentsWithIds, documentWithId, termAt } from './segment-view.ts'
import { countOf, type StringTable, stringAt } from './string-table.ts'
import { readTokens } from './tokens.ts'

const stringsOf = (table: StringTable): string[] =>
  Array.from({ length: countOf(table) }, (_, at) => stringAt(table, at))

/** The terms of a document's parts, as its token list has them. */
function partsIn(data: SegmentData, document: number): string[][] {
  const parts: string[][] = [[]]
  const termOf = new Map([...data.forwardNumbers].map((number, rank) => [number, stringAt(data.terms, rank)]))
  readTokens(data, document, {
    token: (number) => parts.at(-1)?.push(termOf.get(number) ?? '?'),
    endPart: () => parts.push([]),
  })
  assert.deepEqual(parts.pop(), [], 'every part ends')
  return parts
}

function partsOf({ title, abstract, authors }: SearchDocument): string[][] {
  const [inTitle, inAbstract] = [analyze(title), analyze(abstract)]
  return [
    inTitle.terms,
    inAbstract.terms,
    inTitle.joined,
    inAbstract.joined,
    ...authors.map((name) => analyze(name).terms),
  ]
}

function postingsIn(data: SegmentData, term: string): [document: number, occurrences: number][] {
  const rank = termAt(data, term)
  const [from, to] = [data.postingOffsets[rank] ?? 0, data.postingOffsets[rank + 1] ?? 0]
  return [...data.postingDocuments.subarray(from, to)].map((document, at) => [
    document,
    data.postingOccurrences[from + at] ?? 0,
  ])
}

function occurrencesOf(document: SearchDocument, term: string): number {
  const parts = partsOf(document).map((terms) => terms.filter((one) => one === term).length)
  const sum = (from: number, to?: number) => parts.slice(from, to).reduce((total, count) => total + count, 0)
  const title = (parts[partOf.title] ?? 0) + (parts[partOf.joinedTitle] ?? 0)
  const abstract = (parts[partOf.abstract] ?? 0) + (parts[partOf.joinedAbstract] ?? 0)
  const { title: t, abstract: a, author } = countedOccurrences
  return Math.min(abstract, a) + 32 * Math.min(title, t) + 128 * Math.min(sum(partOf.firstAuthor), author)
}

test('postings and token lists say what the texts say', () => {
  fc.assert(
    fc.property(anyDocuments('d'), (documents) => {
      const data = segmentOf(documents)
      documents.forEach((document, at) => {
        assert.deepEqual(partsIn(data, at), partsOf(document))
      })
      const terms = stringsOf(data.terms)
      assert.deepEqual(terms, [...new Set(documents.flatMap((one) => partsOf(one).flat()))].sort())
      for (const term of terms) {
        const expected = documents.map((document, at) => [at, occurrencesOf(document, term)] as const)
        assert.deepEqual(
          postingsIn(data, term),
          expected.filter(([, occurrences]) => occurrences > 0).map((posting) => [...posting]),
        )
      }
    }),
  )
})

test('facts of documents are kept, and each is found by its id', () => {
  fc.assert(
    fc.property(anyDocuments('é💡'), anyDocuments('x'), (some, others) => {
      const documents = [...some, ...others]
      const data = segmentOf(documents)
      documents.forEach((document, at) => {
        assert.equal(documentWithId(data, document.id), at)
        assert.equal(data.seqs[at], document.seq)
        assert.equal(data.days[at], document.day ?? NO_DAY)
        assert.deepEqual(
          traits.filter((_, bit) => ((data.traits[at] ?? 0) & (1 << bit)) !== 0),
          traits.filter((trait) => document.traits.includes(trait)),
        )
        const [from, to] = [data.categoryOffsets[at], data.categoryOffsets[at + 1]]
        const numbers = [...data.categoryNumbers.subarray(from, to)]
        assert.deepEqual(
          numbers.map((number) => stringAt(data.categories, number)),
          document.categories,
        )
      })
      for (const id of ['', 'unheard', 'x', 'é💡']) assert.equal(documentWithId(data, id), -1)
    }),
  )
})

test('many ids are found as each by itself is', () => {
  const documents = Array.from({ length: 300 }, (_, at) => searchDocument({ id: `x${(at * 7) % 300}` }))
  const data = segmentOf(documents)
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: -5, max: 400 })), (numbers) => {
      const ids = numbers.map((number) => `x${number}`)
      const keys = ids.map((id) => Buffer.from(id)).sort(Buffer.compare)
      assert.deepEqual(
        documentsWithIds(data, keys),
        keys.map((key) => documentWithId(data, key.toString())),
      )
    }),
  )
})

test('words of titles count once a title, names by first and by last word', () => {
  const documents = [
    searchDocument({ id: 'a', title: 'Loop the LOOP, gärdens', authors: ['Zoë Adams', 'ada b. loop'] }),
    searchDocument({ id: 'b', title: 'Gardens', authors: ['Zoë Adams', 'X'.repeat(101)] }),
  ]
  const data = segmentOf(documents)
  const counted = (table: StringTable, counts: Uint32Array) =>
    stringsOf(table).map((one, at) => [one, counts[at]])
  assert.deepEqual(counted(data.words, data.wordCounts), [
    ['gardens', 2],
    ['loop', 1],
    ['the', 1],
  ])
  assert.deepEqual(counted(data.names, data.nameCounts), [
    ['ada b. loop', 1],
    ['Zoë Adams', 2],
  ])
  assert.deepEqual(
    [...data.namesByLast].map((at) => stringAt(data.names, at)),
    ['Zoë Adams', 'ada b. loop'],
  )
})

test('a segment out of others is the one that their texts would make', () => {
  fc.assert(
    fc.property(anyDocuments('a'), anyDocuments('b'), anyDocuments('c'), (...parts) => {
      const merged = new SegmentBuilder(0)
      for (const documents of parts) merged.addSegment(segmentOf(documents), () => true)
      assert.deepEqual(merged.finish(), segmentOf(parts.flat()))
    }),
  )
})

test('a segment out of others has only the documents that are kept, and only their terms', () => {
  fc.assert(
    fc.property(
      anyDocuments('a'),
      anyDocuments('b'),
      fc.integer({ min: 1, max: 3 }),
      (first, second, every) => {
        const keep = (document: number) => document % every === 0
        const merged = new SegmentBuilder(0)
        for (const documents of [first, second]) merged.addSegment(segmentOf(documents), keep)
        const kept = [first, second].flatMap((documents) => documents.filter((_, at) => keep(at)))
        const { words, wordCounts, names, nameCounts, namesByLast, ...rest } = merged.finish()
        const {
          words: _,
          wordCounts: __,
          names: ___,
          nameCounts: ____,
          namesByLast: _____,
          ...expected
        } = segmentOf(kept)
        assert.deepEqual(rest, expected)
        assert.equal(wordCounts.length, countOf(words))
        assert.deepEqual([nameCounts.length, namesByLast.length], [countOf(names), countOf(names)])
      },
    ),
  )
})

test('vectors stay with their documents; one without gets zeros', () => {
  const vectors = [3, 5, 7].map((prime) =>
    quantize(Float32Array.from({ length: 128 }, (_, d) => Math.cos(prime * d))),
  )
  const builder = new SegmentBuilder(128)
  titled('a', 'b', 'c', 'd').forEach((document, at) => {
    builder.add(document, vectors[at])
  })
  const merged = new SegmentBuilder(128)
  merged.addSegment(builder.finish(), (document) => document !== 1)
  const data = merged.finish()
  assert.equal(data.dimensions, 128)
  const kept = [vectors[0], vectors[2], quantize(new Float32Array(128))]
  kept.forEach((vector, at) => {
    assert.deepEqual(data.codes.slice(at * codeBytes(128), (at + 1) * codeBytes(128)), vector?.codes)
    assert.equal(data.scales[at], vector?.scale)
    if (at < 2) assert.deepEqual(data.bits.slice(at * 16, (at + 1) * 16), vector?.bits)
  })
  assert.deepEqual([data.bits.length, data.scales.length], [3 * 16, 3])
})

test('thousands of terms, and lists of any length', () => {
  const documents = Array.from({ length: 40 }, (_, at) =>
    searchDocument({
      id: `d${at}`,
      abstract: Array.from({ length: 700 }, (_, word) => `w${at * 500 + word}`).join(' '),
    }),
  )
  const data = segmentOf([
    ...documents,
    searchDocument({ id: 'empty', title: '', abstract: '', authors: [] }),
  ])
  documents.forEach((document, at) => {
    assert.deepEqual(partsIn(data, at), partsOf(document))
  })
  assert.deepEqual(partsIn(data, 40), [[], [], [], []])
  assert.equal(data.tokens.at(-1), END_OF_PART)
})

test('lengths and counts end at what their bytes hold', () => {
  const document = searchDocument({
    title: 'loop '.repeat(300),
    abstract: 'loop '.repeat(70_000),
    authors: ['Loop Loop'],
  })
  const data = segmentOf([document])
  assert.deepEqual([data.titleLengths[0], data.abstractLengths[0], data.authorLengths[0]], [255, 65_535, 2])
  assert.deepEqual(postingsIn(data, 'loop'), [[0, 255]])
})
