import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bm25, saturation } from './bm25.ts'
import { type Matches, proximity, proximityScorer } from './proximity.ts'

/** Words of a document as numbers of the query's terms, -1 for all others. */
function matchesOf(words: readonly number[]): Matches {
  const positions = words.flatMap((word, at) => (word >= 0 ? [at] : []))
  return { positions, terms: words.filter((word) => word >= 0), length: positions.length }
}

const score = (runs: number[][], weights: number[], words: number[], K = 1) =>
  proximityScorer(runs, weights)?.(matchesOf(words), K) ?? 0

const near = (actual: number, expected: number) => assert.ok(Math.abs(actual - expected) < 1e-9, `${actual}`)

test('a pair counts where both words stand together, in either order, with one word between at most', () => {
  const one = proximity.share * 2 * saturation(1, 1)
  for (const [words, expected] of [
    [[0, 1], one],
    [[1, 0], one],
    [[0, -1, 1], one],
    [[0, -1, -1, 1], 0],
    [[0], 0],
    [[], 0],
    [[0, 1, -1, -1, -1, 0, 1], proximity.share * 2 * saturation(2, 1)],
  ] as const) {
    near(score([[0, 1]], [1, 3], [...words]), expected)
  }
})

test('only words that are adjacent in the query make a pair', () => {
  near(score([[0, 1, 2]], [2, 2, 2], [0, 2]), 0)
  near(score([[0, -1, 1]], [2, 2], [0, 1]), 0)
  near(score([[0], [1]], [2, 2], [0, 1]), 0)
  assert.equal(proximityScorer([[0]], [1]), null)
  assert.equal(proximityScorer([[0, 0]], [1]), null)
  assert.equal(proximityScorer([], []), null)
})

test('a pair that the query repeats counts once', () => {
  near(score([[0, 1, -1, 1, 0]], [1, 1], [0, 1]), score([[0, 1]], [1, 1], [0, 1]))
})

test('of a very long query only the first terms are looked at', () => {
  const long = Array.from({ length: 20_000 }, (_, at) => at)
  const weights = long.map(() => 1)
  near(score([long], weights, [0, 1]), score([[0, 1]], [1, 1], [0, 1]))
  assert.equal(proximityScorer([long.slice(proximity.terms)], weights), null)
})

test('the reader stops at the length', () => {
  const scorer = proximityScorer([[0, 1]], [1, 1])
  assert.equal(scorer?.({ positions: [0, 1], terms: [0, 1], length: 1 }, 1), 0)
})

const terms = 5
const someRuns = fc.array(fc.array(fc.integer({ min: -1, max: terms - 1 }), { maxLength: 8 }), {
  maxLength: 3,
})
const someWeights = fc.array(fc.double({ min: 0, max: 20, noNaN: true }), {
  minLength: terms,
  maxLength: terms,
})
const someWords = fc.array(fc.integer({ min: -1, max: terms - 1 }), { maxLength: 40 })
const someK = fc.double({ min: 0.1, max: 10, noNaN: true })

test('the score is bounded by the pairs, and other words, far away, change nothing', () => {
  fc.assert(
    fc.property(someRuns, someWeights, someWords, someK, (runs, weights, words, K) => {
      const got = score(runs, weights, words, K)
      const pairs = new Set(runs.flatMap((run) => run.slice(1).map((to, at) => `${run[at]} ${to}`)))
      const heaviest = Math.max(...weights)
      assert.ok(got >= 0 && got <= proximity.share * heaviest * (bm25.k1 + 1) * pairs.size + 1e-9)
      const apart = Array.from({ length: proximity.reach }, () => -1)
      near(score(runs, weights, [...apart, ...words, ...apart, 0], K), got)
      near(score(runs, weights, words.toReversed(), K), got)
    }),
  )
})

test('another occurrence of a pair never lowers the score, a longer document never raises it', () => {
  fc.assert(
    fc.property(someWeights, someWords, someK, (weights, words, K) => {
      const runs = [[0, 1, 2, 3, 4]]
      const got = score(runs, weights, words, K)
      assert.ok(score(runs, weights, [...words, -1, -1, 0, 1], K) >= got)
      assert.ok(score(runs, weights, words, K * 2) <= got)
    }),
  )
})
