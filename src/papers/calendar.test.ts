import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  addDays,
  dayOf,
  daysOf,
  daysSpan,
  editionDayAt,
  isWeekend,
  monthOf,
  type Period,
  parseDay,
  parseMonth,
  parsePeriod,
  parseWeek,
  periodOf,
  todayAt,
  weekOf,
} from './calendar.ts'

const HOUR = 3_600_000
const moments = fc.integer({ min: Date.parse('1900-01-01'), max: Date.parse('2199-12-31') })
const days = moments.map(dayOf)
const periods = fc.constantFrom<Period>('day', 'week', 'month')

describe('names of days, weeks and months', () => {
  const read: [typeof parseDay, string, string | null][] = [
    [parseDay, '2025-10-29', '2025-10-29'],
    [parseDay, '2025-1-5', '2025-01-05'],
    [parseDay, '2024-02-29', '2024-02-29'],
    [parseDay, '2025-02-29', null],
    [parseDay, '2025-02-30', null],
    [parseDay, '2025-13-40', null],
    [parseDay, '2025-00-10', null],
    [parseDay, '2025-10-00', null],
    [parseDay, '2025-010-01', null],
    [parseDay, '0000-01-01', null],
    [parseDay, ' 2025-10-29', null],
    [parseDay, '2025-10-29\n', null],
    [parseWeek, '2025-W44', '2025-W44'],
    [parseWeek, '2020-W53', '2020-W53'],
    [parseWeek, '2025-W53', null],
    [parseWeek, '2025-W00', null],
    [parseWeek, '2025-w44', null],
    [parseWeek, '2025-W4', null],
    [parseMonth, '2025-10', '2025-10'],
    [parseMonth, '2025-13', null],
    [parseMonth, '2025-1', null],
  ]
  for (const [parse, text, expected] of read) {
    test(`${parse.name} reads ${JSON.stringify(text)} as ${expected}`, () => {
      assert.equal(parse(text), expected)
    })
  }

  test('reading never throws and what was read reads as itself', () => {
    fc.assert(
      fc.property(
        periods,
        fc.oneof(fc.string(), days, days.map(weekOf), days.map(monthOf)),
        (period, text) => {
          const name = parsePeriod(period, text)
          if (name !== null) assert.equal(parsePeriod(period, name), name)
        },
      ),
    )
  })
})

describe('the calendar', () => {
  test('weeks belong to the year of their Thursday', () => {
    const weeks: [string, string][] = [
      ['2025-10-29', '2025-W44'],
      ['2024-12-30', '2025-W01'],
      ['2021-01-03', '2020-W53'],
      ['2023-01-01', '2022-W52'],
    ]
    for (const [day, week] of weeks) assert.equal(weekOf(day), week)
    assert.deepEqual(daysSpan('week', '2025-W44'), { first: '2025-10-27', last: '2025-11-02' })
    assert.deepEqual(daysSpan('week', '2025-W01'), { first: '2024-12-30', last: '2025-01-05' })
    assert.deepEqual(daysSpan('month', '2024-02'), { first: '2024-02-01', last: '2024-02-29' })
  })

  test('each day lies in the week and the month that it names, and nowhere else', () => {
    fc.assert(
      fc.property(periods, days, (period, day) => {
        const key = periodOf(period, day)
        assert.equal(parsePeriod(period, key), key)
        assert.ok(daysOf(period, key).includes(day))
      }),
    )
  })

  test('the day after a span is the first of the next, which is named differently', () => {
    fc.assert(
      fc.property(periods, days, (period, day) => {
        const key = periodOf(period, day)
        const after = addDays(daysSpan(period, key).last, 1)
        assert.ok(periodOf(period, after) > key)
        assert.equal(daysSpan(period, periodOf(period, after)).first, after)
      }),
    )
  })
})

describe('the day of an edition', () => {
  const utc = { timezone: 'UTC', cutoff: '00:00' }
  const berlin = { timezone: 'Europe/Berlin', cutoff: '18:00' }
  const examples: [string, typeof utc, string][] = [
    ['2026-03-04T00:00:00Z', utc, '2026-03-04'],
    ['2026-03-04T23:59:59.999Z', utc, '2026-03-04'],
    ['2026-03-07T10:00:00Z', utc, '2026-03-09'],
    ['2026-03-08T23:59:59Z', utc, '2026-03-09'],
    ['2026-03-04T16:59:59Z', berlin, '2026-03-04'],
    ['2026-03-04T17:00:00Z', berlin, '2026-03-05'],
    ['2026-03-06T17:00:00Z', berlin, '2026-03-09'],
    // Summer time begins on 29 March: 18:00 in Berlin is 17:00 UTC before and 16:00 UTC after it.
    ['2026-03-30T15:59:59Z', berlin, '2026-03-30'],
    ['2026-03-30T16:00:00Z', berlin, '2026-03-31'],
  ]
  for (const [moment, times, day] of examples) {
    test(`${moment} in ${times.timezone}, cut-off ${times.cutoff}: ${day}`, () => {
      assert.equal(editionDayAt(Date.parse(moment), times), day)
    })
  }

  test('a cut-off in the hour that clocks repeat passes once', () => {
    const times = { timezone: 'Europe/Berlin', cutoff: '02:30' }
    assert.equal(todayAt(Date.parse('2026-10-25T00:29:00Z'), times), '2026-10-25')
    assert.equal(todayAt(Date.parse('2026-10-25T00:30:00Z'), times), '2026-10-26')
    assert.equal(todayAt(Date.parse('2026-10-25T01:10:00Z'), times), '2026-10-26')
  })

  test('a cut-off in the hour that clocks skip passes when they skip it', () => {
    const times = { timezone: 'Europe/Berlin', cutoff: '02:30' }
    assert.equal(todayAt(Date.parse('2026-03-29T00:59:00Z'), times), '2026-03-29')
    assert.equal(todayAt(Date.parse('2026-03-29T01:00:00Z'), times), '2026-03-30')
  })

  const zones = [
    'UTC',
    'Europe/Berlin',
    'America/Havana',
    'America/Sao_Paulo',
    'Australia/Lord_Howe',
    'Asia/Kolkata',
  ]
  const cutoffs = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'))
  const times = fc.record({ timezone: fc.constantFrom(...zones), cutoff: cutoffs })

  test('never goes back as time passes, and is never a weekend', () => {
    const recent = fc.integer({ min: Date.parse('2015-01-01'), max: Date.parse('2026-12-31') })
    fc.assert(
      fc.property(recent, fc.integer({ min: 0, max: 3 * HOUR }), times, (ms, later, edition) => {
        assert.ok(todayAt(ms + later, edition) >= todayAt(ms, edition))
        assert.ok(editionDayAt(ms + later, edition) >= editionDayAt(ms, edition))
        assert.ok(!isWeekend(editionDayAt(ms, edition)))
      }),
      { numRuns: 2_000 },
    )
  })

  test('is the calendar’s day or the next, weekends apart', () => {
    fc.assert(
      fc.property(moments, times, (ms, edition) => {
        const day = todayAt(ms, { ...edition, cutoff: '00:00' })
        assert.ok([day, addDays(day, 1)].includes(todayAt(ms, edition)))
      }),
    )
  })
})
