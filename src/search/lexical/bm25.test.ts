import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  bm25,
  burstiness,
  countedOccurrences,
  idf,
  lengthNorm,
  occurrenceWeight,
  queryTermWeight,
  saturation,
} from './bm25.ts'

const counts = fc.integer({ min: 1, max: 500_000 })
const lengths = fc.integer({ min: 0, max: 5000 })

test('rarer terms weigh more, and the commonest still something', () => {
  fc.assert(
    fc.property(counts, counts, counts, (a, b, c) => {
      const [rare = 1, common = 1, documents = 1] = [a, b, c].sort((left, right) => left - right)
      assert.ok(idf(documents, common) > 0)
      assert.ok(idf(documents, rare) >= idf(documents, common))
    }),
  )
  // ln(1 + (1000 - 10 + .5) / 10.5)
  assert.ok(Math.abs(idf(1000, 10) - 4.5573) < 1e-3)
})

test('more occurrences count more, but never past k1 + 1', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), lengths, lengths, (tf, dl, average) => {
      const K = lengthNorm(dl, average)
      assert.ok(saturation(tf, K) > saturation(tf - 1, K))
      assert.ok(saturation(tf, K) < bm25.k1 + 1)
    }),
  )
  assert.equal(saturation(0, 1), 0)
})

test('a document of average length has k1, a longer one more, an index of empty documents no division by zero', () => {
  assert.ok(Math.abs(lengthNorm(120, 120) - bm25.k1) < 1e-12)
  assert.ok(lengthNorm(240, 120) > lengthNorm(120, 120))
  assert.ok(Math.abs(lengthNorm(0, 0) - bm25.k1) < 1e-12)
})

test('a term asked for once weighs 1, more often more, with less and less added', () => {
  const weights = [0, 1, 2, 3, 50].map(queryTermWeight)
  assert.equal(weights[1], 1)
  for (const [at, weight] of weights.entries()) {
    if (at > 0) assert.ok(weight > (weights[at - 1] ?? 0))
    if (at > 1) assert.ok(weight < (at === 4 ? bm25.k3 + 1 : at))
  }
})

test('a term that comes back within its documents weighs more than one strewn about', () => {
  // 20 occurrences in 10 of 1000 documents, where chance would have put them into 19.8.
  assert.ok(Math.abs(burstiness(1000, 10, 20) - 1.3416) < 1e-3)
  assert.equal(burstiness(1000, 0, 0), 1)
  fc.assert(
    fc.property(counts, counts, fc.integer({ min: 0, max: 34 }), (a, b, repeated) => {
      const [df, documents] = [Math.min(a, b), Math.max(a, b)]
      const weight = burstiness(documents, df, df)
      assert.ok(weight === 1)
      assert.ok(burstiness(documents, df, df * (1 + repeated)) >= weight)
    }),
  )
})

test('words count less the later they come in the query', () => {
  assert.equal(occurrenceWeight(0), 1)
  assert.equal(occurrenceWeight(bm25.halfway), 0.5)
  assert.ok(occurrenceWeight(5) < occurrenceWeight(4))
})

test('the counts of a posting fit into a byte', () => {
  const states =
    (countedOccurrences.abstract + 1) * (countedOccurrences.title + 1) * (countedOccurrences.author + 1)
  assert.equal(states, 256)
})
