import assert from 'node:assert/strict'
import { test } from 'node:test'
import { soakJourneys, whyNot } from '../../bench/soak/journeys.ts'

test('people go through all features while each node and the database end and come back', {
  skip: whyNot ?? false,
  timeout: 600_000,
}, async () => {
  const lines: string[] = []
  const wanted = { minutes: 1, rounds: 1, kills: 3, seed: 3 }
  const problems = await soakJourneys({ ...wanted, print: (line) => void lines.push(line) })
  assert.deepEqual(problems, [], lines.join('\n'))
})
