import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  anyCollection,
  searchDocument,
  segmentOf,
  snapshotOf,
  titled,
} from '../../../test/support/search-documents.ts'
import type { Filters, Query } from '../query/query.ts'
import { type SearchDocument, traits } from '../search-document.ts'
import { createSnapshot } from '../segment/snapshot.ts'
import { countIn, queryMasks } from './query-masks.ts'

const noFilters: Filters = { categories: [], has: [] }

const documents: SearchDocument[] = [
  searchDocument({ id: 'a', categories: ['cs.LG', 'math.CO'], day: 10, traits: ['code'] }),
  searchDocument({ id: 'b', categories: ['cs.CL'], day: 20, traits: ['code', 'listed'] }),
  searchDocument({ id: 'c', categories: ['csx'], day: null, traits: ['withdrawn'] }),
  searchDocument({ id: 'd', categories: [], day: -5, traits: [...traits] }),
  searchDocument({ id: 'e', categories: ['math'], day: 10, traits: [] }),
]

function passing(filters: Partial<Filters>): string {
  const { views } = snapshotOf(documents)
  const [mask] = queryMasks(views, { required: [], excluded: [], filters: { ...noFilters, ...filters } })
  return documents
    .filter((_, at) => mask?.[at] !== 0)
    .map(({ id }) => id)
    .join('')
}

test('filters', () => {
  const table: [Partial<Filters>, string][] = [
    [{}, 'abcde'],
    [{ categories: ['cs'] }, 'ab'],
    [{ categories: ['CS.lg'] }, 'a'],
    [{ categories: ['math'] }, 'ae'],
    [{ categories: ['cs.CL', 'math'] }, 'abe'],
    [{ categories: ['cs.'] }, ''],
    [{ categories: ['physics'] }, ''],
    [{ after: 10 }, 'abe'],
    [{ after: 11 }, 'b'],
    [{ before: 10 }, 'ade'],
    [{ before: -6 }, ''],
    [{ after: 10, before: 10 }, 'ae'],
    [{ after: 12, before: 11 }, ''],
    [{ after: -1_000_000 }, 'abde'],
    [{ has: ['code'] }, 'abd'],
    [{ has: ['code', 'listed'] }, 'bd'],
    [{ has: ['withdrawn'] }, 'cd'],
    [{ categories: ['cs'], after: 15, has: ['code'] }, 'b'],
  ]
  for (const [filters, ids] of table) assert.equal(passing(filters), ids, JSON.stringify(filters))
})

test('what is required holds, what is excluded does not, and what is gone is not found', () => {
  const data = segmentOf(titled('graph', 'graph loop', 'loop', 'graph loom'))
  const { views } = createSnapshot([{ data, scan: null, gone: Uint8Array.of(0, 0, 0, 1) }], null)
  const required: Query['required'] = [{ kind: 'word', text: 'graph' }]
  const excluded: Query['excluded'] = [{ kind: 'word', text: 'loop' }]
  const [both] = queryMasks(views, { required, excluded, filters: noFilters })
  assert.deepEqual(both, Uint8Array.of(1, 0, 0, 0))
  const [only] = queryMasks(views, { required: [], excluded, filters: noFilters })
  assert.deepEqual(only, Uint8Array.of(1, 0, 0, 0))
})

test('without conditions there is nothing to check: all that are there', () => {
  fc.assert(
    fc.property(anyCollection, ({ snapshot, isAlive }) => {
      const masks = queryMasks(snapshot.views, { required: [], excluded: [], filters: noFilters })
      assert.deepEqual(
        masks,
        snapshot.views.map(({ alive }) => alive),
      )
      assert.equal(countIn(snapshot.views, masks), isAlive.filter(Boolean).length)
      assert.equal(countIn(snapshot.views, masks), snapshot.documents)
    }),
  )
})

test('conditions leave the masks of the segments as they were', () => {
  fc.assert(
    fc.property(anyCollection, ({ snapshot: { views } }) => {
      const before = views.map(({ alive }) => alive?.slice() ?? null)
      const masks = queryMasks(views, {
        required: [{ kind: 'word', text: 'graph' }],
        excluded: [],
        filters: { ...noFilters, categories: ['cs'] },
      })
      assert.deepEqual(
        views.map(({ alive }) => alive),
        before,
      )
      assert.ok(countIn(views, masks) <= countIn(views, before))
    }),
  )
})
