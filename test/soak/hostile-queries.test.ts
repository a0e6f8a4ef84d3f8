import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askHostile } from '../../bench/soak/hostile-queries.ts'

test('whatever is asked, the search and its pages answer', { timeout: 300_000 }, async () => {
  const problems = await askHostile({
    queries: 400,
    requests: 150,
    papers: 300,
    seed: 5,
    real: false,
    print: () => {},
  })
  assert.deepEqual(problems, [])
})
