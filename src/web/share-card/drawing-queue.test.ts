import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { RateLimited } from '../../errors.ts'
import { createDrawingQueue } from './drawing-queue.ts'

test('one drawing at a time, in order; a failed one stops nobody; too many are sent away', async () => {
  const enqueue = createDrawingQueue()
  const drawn: number[] = []
  let atOnce = 0
  const asked = Array.from({ length: 200 }, (_, n) =>
    enqueue(async () => {
      atOnce++
      assert.equal(atOnce, 1)
      await nextTurn()
      atOnce--
      drawn.push(n)
      if (n === 3) throw new Error('the pen broke')
    }),
  )
  const outcomes = await Promise.allSettled(asked)
  const reasons = outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason : null))
  const refused = reasons.filter((reason) => reason instanceof RateLimited)
  assert.ok(refused.length > 0 && refused.length < 200)
  assert.match(String(reasons[3]), /the pen broke/)
  assert.deepEqual(
    drawn,
    Array.from({ length: 200 - refused.length }, (_, n) => n),
  )
  await enqueue(async () => drawn.push(-1))
  assert.equal(drawn.at(-1), -1)
})
