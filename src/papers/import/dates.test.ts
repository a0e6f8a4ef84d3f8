import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readDate } from './dates.ts'
import { referenceDate, referenceDateOf } from './reference-date.ts'

test('dates keep their precision, times become UTC', () => {
  for (const [written, read] of [
    ['2024', '2024'],
    ['2024-5', '2024-05'],
    ['2024-5-7', '2024-05-07'],
    ['2024-05-27T10:00:00Z', '2024-05-27T10:00:00.000Z'],
    ['2024-05-27 10:00:00', '2024-05-27T10:00:00.000Z'],
    ['2024-05-27T01:00:00.5+0200', '2024-05-26T23:00:00.500Z'],
  ] as const) {
    assert.equal(readDate(written), read)
  }
  for (const wrong of ['', '24', '2024-13', '2024-02-30', 'May 2024', '0000', '2024-05-27T25:00:00Z']) {
    assert.throws(() => readDate(wrong), /is not understood/)
  }
})

test('references say less', () => {
  assert.equal(referenceDate('2024'), '2024')
  assert.equal(referenceDate('(2024)', 'May'), '2024-05')
  assert.equal(referenceDate('2024', 'may~27'), '2024-05-27')
  assert.equal(referenceDate('2024', '5', '27'), '2024-05-27')
  assert.equal(referenceDate('2024', 'Spring'), '2024')
  assert.equal(referenceDate('to appear'), undefined)
  assert.equal(referenceDateOf('2024/05/27/'), '2024-05-27')
  assert.equal(referenceDateOf('2024-05-27/2024-05-29'), '2024-05-27')
  assert.equal(referenceDateOf('2024///'), '2024')
})
