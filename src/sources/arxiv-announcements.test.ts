import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addDays, isWeekend } from '../papers/calendar.ts'
import { holidayOn } from './announcement-calendar.ts'
import {
  announcementOf,
  areHolidaysKnown,
  lastAnnouncement,
  nextAnnouncement,
} from './arxiv-announcements.ts'

const iso = (ms: number) => new Date(ms).toISOString().slice(0, 16)

describe('announcements', () => {
  const cases: [now: string, last: string, lastList: string, next: string, nextList: string][] = [
    // Winter: New York is five hours behind.
    ['2026-03-04T12:00Z', '2026-03-04T01:00', '2026-03-04', '2026-03-05T01:00', '2026-03-05'],
    ['2026-03-05T00:59Z', '2026-03-04T01:00', '2026-03-04', '2026-03-05T01:00', '2026-03-05'],
    ['2026-03-05T01:00Z', '2026-03-05T01:00', '2026-03-05', '2026-03-06T01:00', '2026-03-06'],
    // Over the weekend on which clocks go forward.
    ['2026-03-07T12:00Z', '2026-03-06T01:00', '2026-03-06', '2026-03-09T00:00', '2026-03-09'],
    // Over the weekend on which they go back.
    ['2026-10-31T12:00Z', '2026-10-30T00:00', '2026-10-30', '2026-11-02T01:00', '2026-11-02'],
    // Thanksgiving: nothing on Thursday evening.
    ['2026-11-26T12:00Z', '2026-11-26T01:00', '2026-11-26', '2026-11-30T01:00', '2026-11-30'],
    // Two pauses of the winter break.
    ['2026-12-29T12:00Z', '2026-12-29T01:00', '2026-12-29', '2026-12-31T01:00', '2026-12-31'],
  ]
  for (const [now, at, list, nextAt, nextList] of cases) {
    test(`around ${now}`, () => {
      const [last, next] = [lastAnnouncement(Date.parse(now)), nextAnnouncement(Date.parse(now))]
      assert.deepEqual([iso(last.at), last.listDay, iso(next.at), next.listDay], [at, list, nextAt, nextList])
    })
  }

  test('the feed is made at midnight in New York', () => {
    assert.equal(iso(announcementOf('2026-03-04')?.feedAt ?? 0), '2026-03-04T05:00')
    assert.equal(iso(announcementOf('2026-07-01')?.feedAt ?? 0), '2026-07-01T04:00')
  })

  test('holidays are known as far as arXiv has told them', () => {
    assert.deepEqual(['2019-12-31', '2026-11-26', '2027-01-04'].map(areHolidaysKnown), [false, true, false])
  })
})

const inNewYork = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'America/New_York',
  hour: '2-digit',
  minute: '2-digit',
  weekday: 'short',
})
const moments = fc.integer({ min: Date.UTC(2005, 0), max: Date.UTC(2045, 0) })

test('at any moment the last announcement is behind it, the next ahead, and nothing lies between', () => {
  fc.assert(
    fc.property(moments, (now) => {
      const [last, next] = [lastAnnouncement(now), nextAnnouncement(now)]
      assert.ok(last.at <= now && now < next.at)
      assert.deepEqual(nextAnnouncement(last.at), next)
      assert.deepEqual(lastAnnouncement(next.at - 1), last)
      for (let day = addDays(last.listDay, 1); day < next.listDay; day = addDays(day, 1))
        assert.ok(isWeekend(day) || holidayOn(day) !== null, `${day} is left out without a reason`)
    }),
  )
})

test('each is at 20:00 in New York from Sunday to Thursday, its list is of the next day, its feed four hours later', () => {
  fc.assert(
    fc.property(moments, (now) => {
      const { at, evening, listDay, feedAt } = nextAnnouncement(now)
      assert.match(inNewYork.format(at), /^(?:Sun|Mon|Tue|Wed|Thu) 20:00$/)
      assert.equal(addDays(evening, 1), listDay)
      assert.equal(feedAt - at, 4 * 3_600_000)
    }),
  )
})
