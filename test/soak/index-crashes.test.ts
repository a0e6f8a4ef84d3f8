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
  for (const name of ['first build', 'completing', 'merging', 'making anew']) {
    assert.ok(
      lines.some((line) => line.startsWith(name) && / killed [12] times/.test(line)),
      lines.join('\n'),
    )
  }
})
