import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { byScore, TopDocuments } from './top-documents.ts'

test('the best stay, equal scores by number, whatever the order they come in', () => {
  const scores = fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 60 })
  fc.assert(
    fc.property(scores, fc.nat({ max: 12 }), fc.infiniteStream(fc.nat()), (all, limit, shuffle) => {
      const offered = all.map((score, document) => ({ document, score, turn: shuffle.next().value }))
      const top = new TopDocuments(limit)
      for (const { document, score } of offered.sort((a, b) => a.turn - b.turn)) top.offer(document, score)
      const best = all
        .map((score, document) => ({ document, score }))
        .sort(byScore)
        .slice(0, limit)
      assert.deepEqual(top.sorted(), best)
      if (limit > 0 && all.length >= limit) assert.equal(top.threshold, best.at(-1)?.score)
    }),
  )
})

test('anything gets in while there is room', () => {
  const top = new TopDocuments(2)
  assert.equal(top.threshold, Number.NEGATIVE_INFINITY)
  top.offer(4, -1)
  assert.equal(top.threshold, Number.NEGATIVE_INFINITY)
  top.offer(5, 0)
  assert.equal(top.threshold, -1)
})
