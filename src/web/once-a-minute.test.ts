import assert from 'node:assert/strict'
import { test } from 'node:test'
import { onceAMinute } from './once-a-minute.ts'

test('asks once a minute of the clock, whichever way that moves', async () => {
  let asked = 0
  const answer = onceAMinute(async () => ++asked)
  const answers = []
  for (const now of [0, 59_999, 60_000, 61_000, 0]) answers.push(await answer(now))
  assert.deepEqual(answers, [1, 1, 2, 2, 3])
})

test('asks again after a failure', async () => {
  let asked = 0
  const answer = onceAMinute(async () => {
    asked++
    if (asked === 1) throw new Error('away')
    return asked
  })
  await assert.rejects(answer(0))
  assert.equal(await answer(0), 2)
})
