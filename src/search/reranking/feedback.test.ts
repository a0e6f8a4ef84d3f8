import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { anyCollection, snapshotOf, titled } from '../../../test/support/search-documents.ts'
import { byScore, type Scored } from '../lexical/top-documents.ts'
import { feedback, withFeedback } from './feedback.ts'

/** Fill the index, so that no word of a test is in a tenth of it. */
const others = Array.from({ length: 60 }, (_, at) => `filler${at} padding${at}`)

const ranked = (...scores: number[]): Scored[] => scores.map((score, document) => ({ document, score }))

test('a document rises by words that the best ones share with it, though the query has none of them', () => {
  const snapshot = snapshotOf(
    titled('gardens of loops', 'gardens of zebras', 'gardens of quarks', 'sparse loops', ...others),
  )
  const found = withFeedback(snapshot, ranked(1, 0.3, 0.29, 0.28), new Set(['garden']))
  assert.deepEqual(
    found.map(({ document }) => document),
    [0, 3, 1, 2],
  )
  assert.ok((found[0]?.score ?? 0) <= 1 + feedback.share)
})

test("the query's own words, numbers and words that one document has alone say nothing more", () => {
  const snapshot = snapshotOf(titled('gardens 2026 lonely', 'gardens 2026', 'sparse', ...others))
  assert.deepEqual(withFeedback(snapshot, ranked(1, 0.5, 0.4), new Set(['garden'])), ranked(1, 0.5, 0.4))
})

test('nor do words of a tenth of all documents', () => {
  const snapshot = snapshotOf(titled('gardens common', ...others.map((title) => `${title} common`)))
  assert.deepEqual(withFeedback(snapshot, ranked(1, 0.5), new Set(['garden'])), ranked(1, 0.5))
})

test('documents may stand in different segments', () => {
  const snapshot = snapshotOf(titled('gardens of loops', ...others), titled('sparse loops'))
  const last = others.length + 1
  const found = withFeedback(
    snapshot,
    [
      { document: 0, score: 1 },
      { document: last, score: 0.2 },
    ],
    new Set(['garden']),
  )
  assert.ok((found[1]?.score ?? 0) > 0.2)
})

test('the same documents come out, in the order of their scores, none with less and none with over a share more', () => {
  fc.assert(
    fc.property(
      anyCollection,
      fc.array(fc.integer({ min: 0, max: 100 })),
      ({ snapshot, documents }, scores) => {
        const before = documents
          .map((_, document) => ({ document, score: (scores[document % (scores.length || 1)] ?? 0) / 100 }))
          .sort(byScore)
        const found = withFeedback(snapshot, before, new Set())
        const scoreBefore = new Map(before.map(({ document, score }) => [document, score]))
        assert.equal(found.length, before.length)
        assert.deepEqual(found, [...found].sort(byScore))
        for (const { document, score } of found) {
          const gained = score - (scoreBefore.get(document) ?? Number.NaN)
          assert.ok(gained >= 0 && gained <= feedback.share + 1e-9)
        }
      },
    ),
  )
})
