import assert from 'node:assert/strict'
import { test } from 'node:test'
import { localTime } from './local-time.ts'

const at = (iso: string, zone: string) => localTime(Date.parse(iso), zone)

test('a day and the latest hour that its clock has shown', () => {
  assert.deepEqual(at('2026-03-04T12:00:00Z', 'UTC'), { day: '2026-03-04', hour: 12 })
  assert.deepEqual(at('2026-03-04T23:30:00Z', 'Asia/Kolkata'), { day: '2026-03-05', hour: 5 })
  assert.deepEqual(at('2026-03-04T01:30:00Z', 'America/Los_Angeles'), { day: '2026-03-03', hour: 17 })
})

test('an hour that is shown twice is past after the first time', () => {
  // In Berlin 02:59 summer time is followed by 02:00 on 25 October 2026.
  assert.equal(at('2026-10-25T00:30:00Z', 'Europe/Berlin').hour, 2)
  assert.equal(at('2026-10-25T01:00:00Z', 'Europe/Berlin').hour, 2)
  assert.equal(at('2026-10-25T02:00:00Z', 'Europe/Berlin').hour, 3)
  // In Lord Howe clocks go back by half an hour.
  assert.equal(at('2026-04-04T15:00:00Z', 'Australia/Lord_Howe').hour, 1)
})

test('an hour that is left out is past with the one behind it', () => {
  assert.equal(at('2026-03-29T00:59:00Z', 'Europe/Berlin').hour, 1)
  assert.equal(at('2026-03-29T01:00:00Z', 'Europe/Berlin').hour, 3)
})

test('every hour of every day is reached once, in order, across the changes of a year', () => {
  for (const zone of ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Cairo', 'UTC']) {
    let [last, days] = [at('2026-01-01T12:00:00Z', zone), 0]
    for (
      let ms = Date.parse('2026-01-01T12:30:00Z');
      ms < Date.parse('2027-01-01T12:00:00Z');
      ms += 1_800_000
    ) {
      const now = localTime(ms, zone)
      assert.ok(now.day > last.day || (now.day === last.day && now.hour >= last.hour), `${zone} ${ms}`)
      if (now.day > last.day) {
        assert.equal(last.hour, 23, `${zone}: ${last.day} ended at ${last.hour}`)
        days++
      }
      last = now
    }
    assert.equal(days, 365)
  }
})
