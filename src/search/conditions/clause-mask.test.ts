import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  anyDocuments,
  anyText,
  searchDocument,
  segmentOf,
  titled,
} from '../../../test/support/search-documents.ts'
import type { Clause, Field } from '../query/query.ts'
import type { SearchDocument } from '../search-document.ts'
import { analyze, wordsOf } from '../text/analyze.ts'
import { clauseMask } from './clause-mask.ts'

/** What a field of a document holds: runs of terms, and terms without a place. */
function fieldsOf({ title, abstract, authors }: SearchDocument, field?: Field) {
  const all = {
    title: [analyze(title)],
    abstract: [analyze(abstract)],
    author: authors.map((name) => ({ terms: analyze(name).terms, joined: [] as string[] })),
  }
  const chosen = field ? all[field] : [...all.title, ...all.abstract, ...all.author]
  return { runs: chosen.map(({ terms }) => terms), loose: chosen.flatMap(({ joined }) => joined) }
}

function holds(document: SearchDocument, clause: Clause): boolean {
  if (clause.kind === 'not') return !holds(document, clause.clause)
  if (clause.kind === 'all') return clause.clauses.every((part) => holds(document, part))
  if (clause.kind === 'any') {
    return clause.clauses.length === 0 || clause.clauses.some((part) => holds(document, part))
  }
  const { runs, loose } = fieldsOf(document, clause.field)
  const words = wordsOf(clause.text)
  const hasTerm = (fits: (term: string) => boolean) => [...runs.flat(), ...loose].some(fits)
  const together = words.map(({ folded }) => folded).join('')
  if (words.length === 0) return true
  if (clause.kind === 'word' && clause.prefix) {
    const { folded = '', term: stem = '' } = words.at(-1) ?? {}
    const before = words.slice(0, -1).every(({ term }) => hasTerm((one) => one === term))
    const begins = before && hasTerm((term) => term.startsWith(folded) || term.startsWith(stem))
    return begins || (words.length > 1 && hasTerm((term) => term.startsWith(together)))
  }
  const terms = words.map(({ term }) => term)
  const one = analyze(together).terms[0]
  const isCompound = words.length === 2 && one !== undefined && analyze(clause.text).joined.includes(one)
  return (
    runs.some((run) => hasRun(run, terms)) ||
    (terms.length === 1 && hasTerm((term) => term === terms[0])) ||
    (isCompound && hasTerm((term) => term === one))
  )
}

const hasRun = (run: readonly string[], terms: readonly string[]): boolean =>
  run.some((_, start) => terms.every((term, at) => run[start + at] === term))

const field: fc.Arbitrary<{ field?: Field }> = fc.oneof(
  fc.constant({}),
  fc.constantFrom<Field>('title', 'abstract', 'author').map((name) => ({ field: name })),
)
const name = fc.constantFrom('Ada Example', 'Ada', 'Élise', 'sample', 'deep ada', 'example grace')
const anyClause = fc.letrec<{ clause: Clause }>((tie) => ({
  clause: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc
      .tuple(fc.oneof(anyText(1), name), field)
      .map(([text, where]) => ({ kind: 'word' as const, text, ...where })),
    fc.tuple(anyText(1), fc.nat({ max: 6 }), field).map(([text, end, where]) => ({
      kind: 'word' as const,
      text: text.slice(0, end + 1),
      prefix: true,
      ...where,
    })),
    fc
      .tuple(fc.oneof(anyText(3), name), field)
      .map(([text, where]) => ({ kind: 'phrase' as const, text, ...where })),
    fc.array(tie('clause'), { maxLength: 3 }).map((clauses) => ({ kind: 'all' as const, clauses })),
    fc.array(tie('clause'), { maxLength: 3 }).map((clauses) => ({ kind: 'any' as const, clauses })),
    tie('clause').map((clause) => ({ kind: 'not' as const, clause })),
  ),
})).clause

test('a clause holds where reading the texts says so', () => {
  fc.assert(
    fc.property(anyDocuments('d'), anyClause, (documents, clause) => {
      const expected = documents.map((document) => Number(holds(document, clause)))
      assert.deepEqual([...clauseMask(segmentOf(documents), clause)], expected)
    }),
    { numRuns: 500 },
  )
})

const phrase = (text: string, where: { field?: Field } = {}): Clause => ({ kind: 'phrase', text, ...where })
const found = (documents: SearchDocument[], clause: Clause): string[] =>
  documents.filter((_, at) => clauseMask(segmentOf(documents), clause)[at] === 1).map(({ id }) => id)

test('phrases that repeat themselves are found at their second beginning', () => {
  const titles = ['state of the state of the graph', 'loop loop loop garden', 'loop loop garden']
  assert.deepEqual(found(titled(...titles), phrase('state of the graph')), ['t0'])
  assert.deepEqual(found(titled(...titles), phrase('loop loop garden')), ['t1', 't2'])
  assert.deepEqual(found(titled(...titles), phrase('loop loop loop garden')), ['t1'])
})

test('no phrase runs from one field into the next, nor from one author to another', () => {
  const documents = [
    searchDocument({ id: 'a', title: 'A sparse', abstract: 'graph', authors: ['Ada Wei', 'Grace Sample'] }),
    searchDocument({ id: 'b', title: 'A sparse graph', abstract: '', authors: ['Wei Grace'] }),
  ]
  assert.deepEqual(found(documents, phrase('sparse graph')), ['b'])
  assert.deepEqual(found(documents, phrase('wei grace', { field: 'author' })), ['b'])
})

test('a compound is found as one word and as two, a name with a number only as it is', () => {
  const documents = titled('pre-training', 'pretraining', 'pre training', 'the ResNet', 'the ResNet50')
  const compound: Clause = { kind: 'word', text: 'pre-training' }
  assert.deepEqual(found(documents, compound), ['t0', 't1', 't2'])
  assert.deepEqual(found(documents, { kind: 'word', text: 'pretraining' }), ['t0', 't1'])
  assert.deepEqual(found(documents, phrase('the ResNet50')), ['t4'])
  assert.deepEqual(found(documents, { kind: 'word', text: 'ResNet' }), ['t3', 't4'])
  assert.deepEqual(found(documents, { kind: 'word', text: 'pre-tr', prefix: true }), ['t0', 't1', 't2'])
})

test('a phrase of more words than a byte counts is found', () => {
  const words = Array.from({ length: 300 }, (_, at) => `w${at}`).join(' ')
  const documents = [
    searchDocument({ id: 'a', abstract: words }),
    searchDocument({ id: 'b', abstract: 'w0 w1' }),
  ]
  assert.deepEqual(found(documents, phrase(words)), ['a'])
})
