import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { anyDocuments, anyText, searchDocument, snapshotOf } from '../../test/support/search-documents.ts'
import { parseQuery } from './query/parse-query.ts'
import { Searcher } from './searcher.ts'
import { matchStanding } from './standing-queries.ts'

const byWords = (text: string) => ({ query: parseQuery(text), byWords: true, leastNearness: null })

const anyQuery = fc
  .tuple(
    anyText(3),
    fc.constantFrom(
      '',
      'category:cs',
      'author:ada',
      '-loop',
      '"deep learning"',
      'title:gra*',
      'after:1990',
      'is:listed',
    ),
  )
  .map((parts) => parts.join(' '))

test('finds what the search over everything finds with all words, among the new ones', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyDocuments('new', { minLength: 1 }),
      anyDocuments('old'),
      fc.array(anyQuery, { minLength: 1, maxLength: 6 }),
      async (fresh, old, texts) => {
        const searcher = new Searcher(null)
        searcher.show(snapshotOf(old, fresh))
        const found = await matchStanding(snapshotOf(fresh), texts.map(byWords), null)
        for (const [at, text] of texts.entries()) {
          const everything = { query: parseQuery(text), mode: 'lexical', order: 'newest', offset: 0 } as const
          const { hits } = await searcher.search({ ...everything, limit: 1_000 })
          const expected = hits.map(({ id }) => id).filter((id) => id.startsWith('new'))
          assert.deepEqual((found[at] ?? []).map(({ id }) => id).sort(), expected.sort(), text)
        }
      },
    ),
    { numRuns: 200 },
  )
})

test('each query gets its own matches, in the order of the documents', async () => {
  const titled = (id: string, title: string) =>
    searchDocument({ id, title, abstract: '', categories: ['cs.LG'] })
  const snapshot = snapshotOf([
    titled('a', 'Weaving nets'),
    titled('b', 'Nets of nets'),
    titled('c', 'Gardens'),
  ])
  const found = await matchStanding(
    snapshot,
    ['nets', 'category:cs.LG', 'weaving gardens', ''].map(byWords),
    null,
  )
  assert.deepEqual(
    found.map((matches) => matches.map(({ id }) => id).join('')),
    ['ab', 'abc', '', 'abc'],
  )
})

test('without an encoder a query by meaning is one by words', async () => {
  const standing = { query: parseQuery('weaving'), byWords: false, leastNearness: 0.1 }
  const [found] = await matchStanding(snapshotOf([searchDocument({ id: 'a' })]), [standing], null)
  assert.deepEqual(found, [{ id: 'a', holdsAll: true, nearness: null }])
})
