import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { anyCollection, searchDocument, snapshotOf } from '../../../test/support/search-documents.ts'
import { byScore } from '../lexical/top-documents.ts'
import { listed, withListed } from './listed.ts'

const snapshot = snapshotOf(
  [searchDocument({ id: 'a' }), searchDocument({ id: 'b', traits: ['code', 'listed'] })],
  [searchDocument({ id: 'c', traits: ['media'] }), searchDocument({ id: 'd', traits: ['listed'] })],
)

test('of papers nearly as good the listed go first, in whatever segment they stand', () => {
  const found = withListed(snapshot, [
    { document: 0, score: 0.5 },
    { document: 2, score: 0.48 },
    { document: 1, score: 0.47 },
    { document: 3, score: 0.45 },
  ])
  assert.deepEqual(
    found.map(({ document }) => document),
    [1, 3, 0, 2],
  )
})

test('what matches far better stays first', () => {
  const found = withListed(snapshot, [
    { document: 0, score: 0.9 },
    { document: 3, score: 0.3 },
  ])
  assert.deepEqual(found, [
    { document: 0, score: 0.9 },
    { document: 3, score: 0.3 + listed.share },
  ])
})

test('the same documents come out, in the order of their scores, each with its own or with a share more', () => {
  fc.assert(
    fc.property(
      anyCollection,
      fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1 }),
      ({ snapshot: any, documents }, scores) => {
        const before = documents
          .map((_, document) => ({ document, score: (scores[document % scores.length] ?? 0) / 100 }))
          .sort(byScore)
        const found = withListed(any, before)
        assert.deepEqual(found, found.toSorted(byScore))
        const scoreBefore = new Map(before.map(({ document, score }) => [document, score]))
        assert.deepEqual(
          new Set(found.map(({ document }) => document)),
          new Set(before.map(({ document }) => document)),
        )
        for (const { document, score } of found) {
          const own = scoreBefore.get(document) ?? Number.NaN
          assert.ok(score === own || score === own + listed.share)
        }
      },
    ),
  )
})
