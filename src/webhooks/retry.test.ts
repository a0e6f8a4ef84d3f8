import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { MOST_ATTEMPTS, readRetryAfter, waitBefore } from './retry.ts'

const DAY = 86_400_000

test('waits grow fourfold up to a day, a fifth more or less, and last about three days', () => {
  fc.assert(
    fc.property(fc.string(), (id) => {
      const waits = Array.from({ length: MOST_ATTEMPTS - 1 }, (_, i) => waitBefore(id, i + 1))
      for (const [i, wait] of waits.entries()) {
        const base = Math.min(60_000 * 4 ** i, DAY)
        assert.ok(wait >= 0.8 * base - 1 && wait <= 1.2 * base + 1)
      }
      const whole = waits.reduce((sum, wait) => sum + wait, 0)
      assert.ok(whole > 2.3 * DAY && whole < 3.6 * DAY)
    }),
  )
})

test('deliveries that failed together come back at different times', () => {
  const waits = new Set(Array.from({ length: 100 }, (_, i) => waitBefore(`delivery ${i}`, 1)))
  assert.ok(waits.size > 90)
})

test('a receiver may ask for more patience, a day at most, and for no less', () => {
  assert.equal(waitBefore('x', 1, 3_600_000), 3_600_000)
  assert.equal(waitBefore('x', 1, 100 * DAY), DAY)
  assert.equal(waitBefore('x', 8, 1), waitBefore('x', 8))
})

test('Retry-After is seconds or a date', () => {
  const now = Date.parse('2026-03-04T12:00:00Z')
  assert.equal(readRetryAfter('120', now), 120_000)
  assert.equal(readRetryAfter('Wed, 04 Mar 2026 12:01:00 GMT', now), 60_000)
  for (const nothing of [null, '', '-1', 'soon', 'Wed, 04 Mar 2026 11:00:00 GMT', '1e9'])
    assert.equal(readRetryAfter(nothing, now), 0, String(nothing))
})
