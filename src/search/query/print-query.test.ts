import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { hostileText } from '../text/hostile-text.fixture.ts'
import { parseQuery } from './parse-query.ts'
import { printQuery } from './print-query.ts'

const printed: [typed: string, printed: string][] = [
  ['maps  of, cities', 'maps of cities'],
  ['+maps NOT old', '+maps -old'],
  ['a AND b OR c', '(a AND b OR c)'],
  ['a AND (b OR c)', '+a (b OR c)'],
  ['ti:(a b) au:"Ada L"', 'title:a title:b author:"Ada L"'],
  [
    'cat:cs,stat.ML year:2024 has:datasets is:listed',
    'category:cs category:stat.ML after:2024 before:2025 has:data is:listed',
  ],
  ['after:2024-5-3 before:2024-06', 'after:2024-05-03 before:2024-06'],
  ['-(a AND b) x OR -(c OR d)', 'x OR -(c OR d) -(a AND b)'],
]

test('queries are printed as one would type them', () => {
  for (const [typed, expected] of printed) assert.equal(printQuery(parseQuery(typed)), expected)
})

test('what was printed is read as the same query', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const { text: _, ignored: __, ...query } = parseQuery(text)
      const print = printQuery(query)
      const { text: ___, ignored, ...again } = parseQuery(print, 100_000)
      assert.deepEqual(again, query, print)
      assert.equal(printQuery(again), print)
    }),
    { numRuns: 1000 },
  )
})
