import assert from 'node:assert/strict'
import { test } from 'node:test'
import { harvestWithFaults } from '../../bench/soak/harvest-faults.ts'

test('killed at any moment, from a server that misbehaves, a harvest ends with exactly the records served', {
  timeout: 300_000,
}, async () => {
  const lines: string[] = []
  const print = (line: string) => lines.push(line)
  const problems = await harvestWithFaults({ runs: 1, records: 200, kills: 1, ruleMs: 100, seed: 11, print })
  assert.deepEqual(problems, [])
  assert.match(lines.join('\n'), /two processes: \d+ requests, at least \d+ ms apart, 1 at once/)
})
