import assert from 'node:assert/strict'
import { test } from 'node:test'
import { crashIndex } from '../../bench/soak/index-crashes.ts'

test('killed at any moment the search index opens, and agrees with the store once completed', {
  timeout: 300_000,
}, async () => {
  const lines: string[] = []
  const print = (line: string) => lines.push(line)
  const problems = await crashIndex({ papers: 300, rounds: 2, flips: 100, seed: 3, real: false, print })
  assert.deepEqual(problems, [])
  // On a busy machine a writer may be through before its moment comes; then it is not killed.
  assert.equal(lines.filter((line) => / killed \d+ times/.test(line)).length, 4, lines.join('\n'))
  assert.match(lines.join('\n'), / killed [12] times/)
})
