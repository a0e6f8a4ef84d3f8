import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dateOnly, fullDate, longDay, periodText, shortDate, weekText } from './date-text.ts'

const now = Date.parse('2025-12-05T09:00:00Z')

const dates = [
  ['2025-03-14', 'Mar 14', '14 March 2025'],
  ['2023-06-01', 'Jun 1, 2023', '1 June 2023'],
  ['2023-06', 'Jun 2023', 'June 2023'],
  ['2025-06', 'Jun 2025', 'June 2025'],
  ['2023', '2023', '2023'],
  ['2025-10-27T17:59:01.000Z', 'Oct 27', '27 October 2025, 17:59 UTC'],
  ['2025-10-27T00:00:00.000Z', 'Oct 27', '27 October 2025'],
  ['2024-12-31T23:59:59.999Z', 'Dec 31, 2024', '31 December 2024, 23:59 UTC'],
] as const

test('dates are written as on the reference page, with the precision they came with', () => {
  for (const [published, short, full] of dates) {
    assert.equal(shortDate(published, now), short)
    assert.equal(fullDate(published), full)
  }
})

test('whose year is this year is judged by the clock in UTC', () => {
  assert.equal(shortDate('2025-12-31', Date.parse('2025-12-31T23:59:59Z')), 'Dec 31')
  assert.equal(shortDate('2025-12-31', Date.parse('2026-01-01T00:00:00Z')), 'Dec 31, 2025')
})

test('days, weeks and months have headings', () => {
  assert.equal(longDay('2025-10-29'), 'Wednesday 29 October 2025')
  assert.equal(weekText('2025-W44'), '27 October – 2 November 2025')
  assert.equal(weekText('2025-W43'), '20–26 October 2025')
  assert.equal(weekText('2026-W01'), '29 December 2025 – 4 January 2026')
  assert.equal(periodText('month', '2025-10'), 'October 2025')
  assert.equal(dateOnly('2025-10-27T17:59:01.000Z'), '27 October 2025')
})
