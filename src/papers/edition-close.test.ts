import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, todayAt } from './calendar.ts'
import { closingOf } from './edition-close.ts'

const zones = ['UTC', 'America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'Pacific/Kiritimati', 'Etc/GMT+12']

test('an edition closes at the minute from which on another day is today', () => {
  const days = fc.integer({ min: 0, max: 4_000 }).map((count) => addDays('2020-01-01', count))
  const cutoffs = fc.constantFrom('00:00', '00:01', '06:30', '18:00', '23:59')
  fc.assert(
    fc.property(days, fc.constantFrom(...zones), cutoffs, (day, timezone, cutoff) => {
      const times = { timezone, cutoff }
      const closing = closingOf(day, times)
      assert.ok(todayAt(closing, times) > day)
      assert.equal(todayAt(closing - 60_000, times), day)
    }),
    { numRuns: 200 },
  )
})

test('the clocks of the site are followed', () => {
  const at = (day: string, timezone: string, cutoff = '00:00') =>
    new Date(closingOf(day, { timezone, cutoff })).toISOString()
  assert.equal(at('2026-03-03', 'UTC'), '2026-03-04T00:00:00.000Z')
  assert.equal(at('2026-03-03', 'America/New_York'), '2026-03-04T05:00:00.000Z')
  assert.equal(at('2026-03-03', 'Asia/Tokyo', '18:00'), '2026-03-03T09:00:00.000Z')
})
