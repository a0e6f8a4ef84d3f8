import assert from 'node:assert/strict'
import { test } from 'node:test'
import { counted, exactCount, shortCount } from './count-text.ts'

test('large numbers are shortened, never rounded up', () => {
  const numbers = [
    [0, '0'],
    [87, '87'],
    [999, '999'],
    [1000, '1k'],
    [1412, '1.4k'],
    [1999, '1.9k'],
    [10_000, '10k'],
    [23_987, '23k'],
    [999_999, '999k'],
    [1_250_000, '1.2M'],
  ] as const
  for (const [count, text] of numbers) assert.equal(shortCount(count), text)
})

test('counts agree with their words', () => {
  assert.equal(counted(1, 'author'), '1 author')
  assert.equal(counted(3000, 'author'), '3,000 authors')
  assert.equal(counted(2, 'comment was', 'comments were'), '2 comments were')
  assert.equal(exactCount(441_812), '441,812')
})
