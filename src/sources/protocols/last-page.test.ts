import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isLastPage, totalOf } from './last-page.ts'

test('an empty page is the last, a short one only where the total is reached', () => {
  const full = 30
  const cases: [at: number, count: number, total: number | undefined, isLast: boolean][] = [
    [0, 0, undefined, true],
    [0, 0, 500, true],
    [0, 30, 30, false],
    [0, 29, 29, true],
    [0, 29, undefined, false],
    [30, 9, 39, true],
    [30, 9, 40, false],
    [30, 9, 20, true],
    [0, 100, 100, false],
  ]
  for (const [at, count, total, isLast] of cases) {
    assert.equal(isLastPage({ at, count, full, total }), isLast, `${at} ${count} ${total}`)
  }
})

test('totals are numbers or text', () => {
  assert.deepEqual(['109', 109, ' 7 ', 'many', -1, 1.5, 1e300, null, undefined, {}].map(totalOf), [
    109,
    109,
    7,
    ...Array.from({ length: 7 }, () => undefined),
  ])
})
