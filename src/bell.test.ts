import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createBell } from './bell.ts'

const LONG = 60_000

/** Asserts that it takes nothing like the time that was given. */
async function soon(waiting: Promise<unknown>): Promise<void> {
  const began = performance.now()
  await waiting
  assert.ok(performance.now() - began < LONG / 4)
}

test('who waits goes on when somebody rings, and does not wait for what rang before', async () => {
  const bell = createBell()
  const waiting = Promise.all([bell.wait(LONG, bell.rings()), bell.wait(LONG, bell.rings())])
  bell.ring()
  await soon(waiting)

  const heard = bell.rings()
  bell.ring()
  await soon(bell.wait(LONG, heard))
})

test('the end of the time or of everything ends it, too', async () => {
  const bell = createBell()
  await bell.wait(1, bell.rings())
  const ending = new AbortController()
  const waiting = bell.wait(LONG, bell.rings(), ending.signal)
  ending.abort()
  await soon(waiting)
  await soon(bell.wait(LONG, bell.rings(), ending.signal))
})
