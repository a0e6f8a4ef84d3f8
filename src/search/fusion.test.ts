import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fuse } from './fusion.ts'
import { byScore, type Scored } from './lexical/top-documents.ts'

const list = (...pairs: [document: number, score: number][]): Scored[] =>
  pairs.map(([document, score]) => ({ document, score }))

const half = { semanticWeight: 0.5, depth: 3 }

test('scores are stretched between the floor and the best, then added by weight', () => {
  const lexical = list([1, 8], [2, 6], [3, 4])
  const semantic = list([3, 0.9], [4, 0.45])
  // Three were cut at 4, so 8, 6, 4 become 1, .5, 0; two were not cut, so .9 and .45 become 1 and .5.
  const expected = list([1, 0.75], [3, 0.25], [2, 0.375], [4, 0.125]).sort(byScore)
  assert.deepEqual(fuse(lexical, semantic, { semanticWeight: 0.25, depth: 3 }), expected)
})

test('an empty half leaves the order of the other; two empty ones give nothing', () => {
  const some = list([5, 3], [2, 2], [9, 1])
  assert.deepEqual(
    fuse(some, [], half).map(({ document }) => document),
    [5, 2, 9],
  )
  assert.deepEqual(
    fuse([], some, half).map(({ document }) => document),
    [5, 2, 9],
  )
  assert.deepEqual(fuse([], [], half), [])
})

test('where all scores are equal, all count as best; ties go by number', () => {
  assert.deepEqual(fuse(list([2, 7], [4, 7], [9, 7]), [], half), list([2, 0.5], [4, 0.5], [9, 0.5]))
  assert.deepEqual(fuse(list([2, 0]), [], half), list([2, 0.5]))
})

test('scores below zero, as cosines may be, stay within bounds', () => {
  assert.deepEqual(fuse([], list([1, 0.5], [2, -0.5]), half), list([1, 0.5], [2, 0]))
})

const someList = fc
  .uniqueArray(fc.tuple(fc.nat(30), fc.integer({ min: -20, max: 1000 })), {
    selector: ([id]) => id,
    maxLength: 12,
  })
  .map((pairs) => list(...pairs).sort(byScore))
const someFusion = fc.record({
  semanticWeight: fc.double({ min: 0, max: 1, noNaN: true }),
  depth: fc.constantFrom(3, 12, 50),
})

test('every document of either list is there once, between 0 and 1, best first', () => {
  fc.assert(
    fc.property(someList, someList, someFusion, (lexical, semantic, fusion) => {
      const fused = fuse(lexical, semantic, fusion)
      const wanted = new Set([...lexical, ...semantic].map(({ document }) => document))
      assert.deepEqual(new Set(fused.map(({ document }) => document)), wanted)
      assert.equal(fused.length, wanted.size)
      for (const { score } of fused) assert.ok(score >= -1e-12 && score <= 1 + 1e-12)
      assert.deepEqual(fused, [...fused].sort(byScore))
    }),
  )
})

test('a document that beats another in both halves beats it in the end', () => {
  fc.assert(
    fc.property(someList, someList, someFusion, (lexical, semantic, fusion) => {
      const place = new Map(fuse(lexical, semantic, fusion).map(({ document }, at) => [document, at]))
      const inLexical = new Map(lexical.map(({ document, score }) => [document, score]))
      for (const [at, better] of semantic.entries()) {
        for (const worse of semantic.slice(at + 1)) {
          const [one, other] = [inLexical.get(better.document), inLexical.get(worse.document)]
          if (one === undefined || other === undefined || one <= other || better.score <= worse.score)
            continue
          assert.ok((place.get(better.document) ?? 0) < (place.get(worse.document) ?? 0))
        }
      }
    }),
  )
})

test('multiplying all scores of a half changes nothing', () => {
  fc.assert(
    fc.property(someList, someList, someFusion, (lexical, semantic, fusion) => {
      const doubled = lexical.map(({ document, score }) => ({ document, score: score * 2 }))
      assert.deepEqual(fuse(doubled, semantic, fusion), fuse(lexical, semantic, fusion))
    }),
  )
})
