import assert from 'node:assert/strict'
import { test } from 'node:test'
import { searchDocument, snapshotOf } from '../../test/support/search-documents.ts'
import { facetsOf } from './facets.ts'

test('papers found are counted by each of their categories and by year, those without are left out', () => {
  const snapshot = snapshotOf(
    [
      searchDocument({ id: 'a', categories: ['cs.LG', 'math.CO'], day: 20_515 }),
      searchDocument({ id: 'b', categories: ['cs.LG'], day: 20_454 }),
      searchDocument({ id: 'c', categories: ['cs.CL'], day: 20_453 }),
    ],
    [
      searchDocument({ id: 'd', categories: [], day: null }),
      searchDocument({ id: 'e', categories: ['cs.CL'], day: -1 }),
    ],
  )
  const found = [0, 1, 3, 4].map((document) => ({ document, score: 1 }))
  assert.deepEqual(facetsOf(snapshot, found), {
    categories: [
      { value: 'cs.LG', documents: 2 },
      { value: 'cs.CL', documents: 1 },
      { value: 'math.CO', documents: 1 },
    ],
    years: [
      { value: '2026', documents: 2 },
      { value: '1969', documents: 1 },
    ],
  })
  assert.deepEqual(facetsOf(snapshot, []), { categories: [], years: [] })
})
