import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isAnswerable, ndcg, recall, relevanceOf } from './ndcg.ts'

const near = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`)

const judged = new Map([
  ['a', 2],
  ['b', 1],
  ['c', 0],
  ['d', -1],
])

test('gains are grades, discounted by log2(rank + 1) and measured against the best order', () => {
  const ideal = 2 / 1 + 1 / Math.log2(3)
  for (const [ranking, gain] of [
    [['a', 'b'], ideal],
    [['b', 'a'], 1 + 2 / Math.log2(3)],
    [['x', 'a'], 2 / Math.log2(3)],
    [['c', 'd', 'x', 'b'], 1 / Math.log2(5)],
    [['x', 'y'], 0],
    [[], 0],
  ] as const) {
    near(ndcg(ranking, judged, 10), gain / ideal)
  }
})

test('what stands below the depth counts neither in the ranking nor in the best order', () => {
  near(ndcg(['x', 'a'], judged, 1), 0)
  near(ndcg(['b', 'a'], judged, 1), 1 / 2)
})

test('recall is the share of relevant documents found', () => {
  for (const [ranking, depth, expected] of [
    [['a', 'x', 'b'], 100, 1],
    [['a', 'x', 'b'], 2, 0.5],
    [['c', 'd'], 100, 0],
    [[], 100, 0],
  ] as const) {
    near(recall(ranking, judged, depth), expected)
  }
})

test('without a relevant document there is nothing to measure', () => {
  const none = new Map([['a', 0]])
  assert.equal(isAnswerable(none), false)
  assert.equal(ndcg(['a'], none, 10), 0)
  assert.equal(recall(['a'], none, 100), 0)
})

test('means are over answerable queries, the unanswered ones among them', () => {
  const rankings = new Map([
    ['first', ['a', 'b']],
    ['nothing relevant', ['a']],
    ['not judged', ['a']],
  ])
  const judgements = new Map([
    ['first', judged],
    ['nothing relevant', new Map([['a', 0]])],
    ['unanswered', judged],
  ])
  assert.deepEqual(relevanceOf(rankings, judgements), { queries: 2, 'ndcg@10': 0.5, 'recall@100': 0.5 })
  assert.deepEqual(relevanceOf(new Map(), new Map()), { queries: 0, 'ndcg@10': 0, 'recall@100': 0 })
})

test('a ranking scores between 0 and 1, and 1 when it is sorted by grade', () => {
  const grades = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(grades, fc.integer({ min: 1, max: 25 }), (list, depth) => {
      const judgements = new Map(list.map((grade, at) => [`d${at}`, grade]))
      const ids = [...judgements.keys()]
      const score = ndcg(ids, judgements, depth)
      assert.ok(score >= 0 && score <= 1 + 1e-12)
      const sorted = ids.toSorted((a, b) => (judgements.get(b) ?? 0) - (judgements.get(a) ?? 0))
      near(ndcg(sorted, judgements, depth), isAnswerable(judgements) ? 1 : 0)
    }),
  )
})
