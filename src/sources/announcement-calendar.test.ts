import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { holidayOn } from './announcement-calendar.ts'
import { arxivHolidays } from './arxiv-holidays.ts'

describe('the day after a holiday has no new papers', () => {
  const cases: [string, string | null][] = [
    ['2025-11-27', null], // Thanksgiving itself: announced on Wednesday evening
    ['2025-11-28', 'Thanksgiving'],
    ['2026-01-20', 'Martin Luther King Jr. Day'], // Monday's holiday
    ['2026-01-19', null],
    ['2026-06-22', 'Juneteenth'], // Friday's batch would have come out on Sunday
    ['2026-07-06', 'US Independence Day'],
    ['2025-07-07', 'US Independence Day'], // listed by its Friday and by its Sunday
    ['2025-07-05', null], // a Saturday
    ['2027-01-01', 'New Year’s Eve'],
    ['2027-11-26', null], // a year that is not known
    ['2026-03-04', null],
    ['2026-13-40', null],
    ['yesterday', null],
  ]
  for (const [day, name] of cases) {
    test(`${day}: ${name ?? 'none'}`, () => assert.equal(holidayOn(day), name))
  }
})

test('each listed day is a real weekday or Sunday of a known year', () => {
  for (const day of Object.keys(arxivHolidays)) {
    const date = new Date(day)
    assert.equal(date.toISOString().slice(0, 10), day)
    assert.notEqual(date.getUTCDay(), 6, `${day} is a Saturday`)
    const year = date.getUTCFullYear()
    assert.ok(year >= 2020 && year <= 2026, `${day} lies outside the known years`)
  }
})

test('no text breaks the calendar', () => {
  fc.assert(
    fc.property(fc.string(), (text) => holidayOn(text) === null || typeof holidayOn(text) === 'string'),
  )
})
