import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { wallClock, weekdayOf } from '../papers/calendar.ts'
import { nextAlert } from './next-alert.ts'

const utc = (text: string) => Date.parse(text)
const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())
const berlin = (hour: number) => ({ hour, timezone: 'Europe/Berlin' })

test('at once means now, and a quarter of an hour after the last time', () => {
  const [now, at] = [utc('2026-03-04T12:00Z'), berlin(8)]
  assert.equal(nextAlert('at-once', { now, at, toldAt: null }), now)
  assert.equal(nextAlert('at-once', { now, at, toldAt: now - 60_000 }), now + 14 * 60_000)
  assert.equal(nextAlert('at-once', { now, at, toldAt: now - 3_600_000 }), now)
  assert.equal(nextAlert('off', { now, at, toldAt: null }), null)
})

test('daily and weekly ones wait for the hour of the member’s clock', () => {
  const next = (cadence: 'daily' | 'weekly', now: string, hour = 8) =>
    iso(nextAlert(cadence, { now: utc(now), at: berlin(hour), toldAt: null }))
  assert.equal(next('daily', '2026-03-04T06:59Z'), '2026-03-04T07:00:00.000Z')
  assert.equal(next('daily', '2026-03-04T07:00Z'), '2026-03-05T07:00:00.000Z')
  assert.equal(next('weekly', '2026-03-04T07:00Z'), '2026-03-09T07:00:00.000Z')
  assert.equal(next('weekly', '2026-03-09T06:00Z'), '2026-03-09T07:00:00.000Z')
  assert.equal(next('weekly', '2026-03-09T07:00Z'), '2026-03-16T07:00:00.000Z')
})

test('when clocks change an hour that is left out comes when it would have been over', () => {
  const next = (now: string) => iso(nextAlert('daily', { now: utc(now), at: berlin(2), toldAt: null }))
  assert.equal(next('2026-03-28T23:30Z'), '2026-03-29T01:00:00.000Z')
  assert.equal(next('2026-10-24T23:30Z'), '2026-10-25T00:00:00.000Z')
  assert.equal(next('2026-10-25T00:30Z'), '2026-10-26T01:00:00.000Z')
})

test('the next time lies ahead, near enough, and shows the hour', () => {
  const zones = [
    'UTC',
    'Europe/Berlin',
    'America/St_Johns',
    'Pacific/Chatham',
    'Asia/Kolkata',
    'Africa/Casablanca',
  ]
  const moment = fc.integer({ min: utc('2020-01-01T00:00Z'), max: utc('2030-01-01T00:00Z') })
  fc.assert(
    fc.property(
      moment,
      fc.constantFrom(...zones),
      fc.integer({ min: 0, max: 23 }),
      fc.constantFrom('daily' as const, 'weekly' as const),
      (now, timezone, hour, cadence) => {
        const next = nextAlert(cadence, { now, at: { hour, timezone }, toldAt: null }) ?? 0
        const days = cadence === 'daily' ? 1 : 7
        assert.ok(next > now && next - now <= days * 86_400_000 + 3 * 3_600_000, iso(next) ?? '')
        const { day, time } = wallClock(next, timezone)
        const [shown, minutes] = [Number(time.slice(0, 2)), time.slice(3)]
        assert.ok(shown === hour || shown === hour + 1, `${time}, not ${hour}`)
        assert.equal(minutes, '00')
        if (cadence === 'weekly') assert.equal(weekdayOf(day), 1)
      },
    ),
  )
})
