import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Unavailable } from '../errors.ts'
import { PendingCalls } from './pending-calls.ts'

test('a question that nobody answers in time is unavailable, no bug, and an answer after that goes nowhere', async () => {
  const calls = new PendingCalls<string>()
  const { number, answer } = calls.open<string>('find', 5)
  await assert.rejects(answer, Unavailable)
  calls.settle(number, 'late')
})
