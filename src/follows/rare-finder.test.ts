import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FindQuestion } from '../finding/finder.ts'
import { createRareFinder } from './rare-finder.ts'

const question = (words: number): FindQuestion => ({
  query: {
    ...{ text: '', words: [], excluded: [], filters: { categories: [], has: [] }, ignored: [] },
    required: [
      {
        kind: 'any',
        clauses: Array.from({ length: words }, (_, at) => ({ kind: 'phrase' as const, text: `word ${at}` })),
      },
    ],
  },
  ...{ offset: 0, limit: 10 },
})

test('a search of many clauses is asked once a minute, one of few each time, and a failed one again', async () => {
  let now = 0
  let asked = 0
  let fails = false
  const nothing = { hits: [], total: 0, reachable: 0, facets: { categories: [], years: [] }, ignored: [] }
  const finder = createRareFinder(
    {
      state: () => ({ kind: 'ready' }),
      find: async () => {
        asked++
        if (fails) throw new Error('away')
        return nothing
      },
    },
    () => now,
  )
  const count = async (words: number) => {
    const before = asked
    await finder.find(question(words)).catch(() => {})
    return asked - before
  }
  assert.deepEqual([await count(3), await count(3)], [1, 1])
  assert.deepEqual([await count(300), await count(300), await count(301), await count(300)], [1, 0, 1, 0])
  now += 60_000
  fails = true
  assert.deepEqual([await count(300), await count(300)], [1, 1])
})
