import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { byScore, type Scored } from '../lexical/top-documents.ts'
import { neighbours, withNeighbours } from './neighbours.ts'

/** 96 signs of which the first `positive` are set. */
function signs(positive: number): Uint32Array {
  const words = new Uint32Array(3)
  for (let bit = 0; bit < positive; bit++) words[bit >> 5] = (words[bit >> 5] ?? 0) | (1 << (bit & 31))
  return words
}

const east = signs(0)
const north = signs(48)
const west = signs(96)

const list = (...scores: number[]): Scored[] => scores.map((score, document) => ({ document, score }))

test('a document among good ones rises, one that stands alone keeps its score', () => {
  // 0 and 2 point east, 1 the other way, 3 nowhere.
  const found = withNeighbours(list(1, 0.8, 0.7, 0.1), [east, west, east, null])
  const own = 1 - neighbours.share
  assert.deepEqual(
    found,
    [
      { document: 0, score: own * 1 + neighbours.share * 0.7 },
      { document: 1, score: 0.8 },
      { document: 2, score: own * 0.7 + neighbours.share * 1 },
      { document: 3, score: 0.1 },
    ].sort(byScore),
  )
})

test('nearer neighbours count more, by the square of the cosine', () => {
  // 16 of 96 signs differ: 30 degrees from east, 60 from north.
  const [, , third] = withNeighbours(list(1, 0.9, 0.5), [east, north, signs(16)])
  const theirs = (0.75 * 1 + 0.25 * 0.9) / (0.75 + 0.25)
  assert.equal(third?.document, 2)
  assert.ok(Math.abs((third?.score ?? 0) - ((1 - neighbours.share) * 0.5 + neighbours.share * theirs)) < 1e-9)
})

test('without vectors nothing changes', () => {
  assert.deepEqual(withNeighbours(list(3, 2, 1), [null, null, null]), list(3, 2, 1))
  assert.deepEqual(withNeighbours([], []), [])
})

const someSigns = fc
  .option(fc.integer({ min: 0, max: 96 }))
  .map((positive) => (positive === null ? null : signs(positive)))
const someRanking = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 100 }), someSigns), { maxLength: neighbours.depth + 20 })
  .map((items) => items.toSorted(([a], [b]) => b - a))

test('the same documents come out, in the order of their scores, none outside the range of the best', () => {
  fc.assert(
    fc.property(someRanking, (items) => {
      const ranked = list(...items.map(([score]) => score))
      const found = withNeighbours(
        ranked,
        items.map(([, vector]) => vector),
      )
      assert.deepEqual(
        found.map(({ document }) => document).sort((a, b) => a - b),
        ranked.map(({ document }) => document),
      )
      for (const [at, { score }] of found.entries())
        assert.ok(score <= (found[at - 1]?.score ?? Infinity) + 1e-9)
      assert.deepEqual(found.slice(neighbours.depth), ranked.slice(neighbours.depth))
    }),
  )
})
