import assert from 'node:assert/strict'
import { test } from 'node:test'
import { soakNodes, whyNot } from '../../bench/soak/nodes.ts'

test('three nodes behind nginx lose nothing that was acknowledged, while they and their database end and come back', {
  skip: whyNot ?? false,
  timeout: 240_000,
}, async () => {
  const lines: string[] = []
  const wanted = { minutes: 0.5, people: 8, papers: 20, kills: 2, nodes: 3, seed: 3 }
  const problems = await soakNodes({ ...wanted, print: (line) => void lines.push(line) })
  assert.deepEqual(problems, [], lines.join('\n'))
})
