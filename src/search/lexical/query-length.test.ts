import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { coverage, coveragePower, queryLength, rarityPower } from './query-length.ts'

const counts = fc.integer({ min: 0, max: 300 })

test('few words are wanted together and weigh as they are; of many the rare ones weigh more and some may lack', () => {
  const [keywords, none] = queryLength.keywords
  const [short, question] = queryLength.questions
  assert.deepEqual([1, keywords].map(coveragePower), [queryLength.completeness, queryLength.completeness])
  assert.deepEqual([none, 300].map(coveragePower), [0, 0])
  assert.deepEqual([1, short].map(rarityPower), [1, 1])
  assert.deepEqual([question, 300].map(rarityPower), [1 + queryLength.sharpness, 1 + queryLength.sharpness])
})

test('one word more never turns a question into keywords', () => {
  fc.assert(
    fc.property(counts, (terms) => {
      assert.ok(rarityPower(terms + 1) >= rarityPower(terms))
      assert.ok(coveragePower(terms + 1) <= coveragePower(terms))
    }),
  )
})

test('coverage is the share of the weight that is there', () => {
  assert.equal(coverage([1, 3], [0, 1]), 0.75)
  assert.equal(coverage([1, 3], [1, 1]), 1)
  assert.equal(coverage([1, 3], []), 0)
  assert.equal(coverage([], []), 0)
})

const someTerms = fc.array(
  fc.record({ weight: fc.double({ min: 0.01, max: 20, noNaN: true }), held: fc.nat(1) }),
  {
    minLength: 1,
  },
)

test('it lies between 0 and 1, and grows with every word that a document has more', () => {
  fc.assert(
    fc.property(someTerms, fc.nat(), (terms, drawn) => {
      const weights = terms.map(({ weight }) => weight)
      const held = terms.map((term) => term.held)
      const covered = coverage(weights, held)
      assert.ok(covered >= 0 && covered <= 1)
      assert.ok(coverage(weights, held.with(drawn % held.length, 1)) >= covered)
    }),
  )
})
