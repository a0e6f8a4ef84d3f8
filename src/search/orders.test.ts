import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  anyCollection,
  masksOf,
  searchDocument,
  segmentOf,
  titled,
} from '../../test/support/search-documents.ts'
import { newestFirst, sortedBy } from './orders.ts'
import { createSnapshot } from './segment/snapshot.ts'

const dayOf = (day: number | null) => day ?? Number.NEGATIVE_INFINITY

test('newest first, those without a day last, earlier numbers before later ones', () => {
  fc.assert(
    fc.property(anyCollection, fc.integer({ min: 1, max: 30 }), ({ snapshot, documents, isAlive }, limit) => {
      const expected = documents
        .map(({ day }, number) => ({ number, day: dayOf(day) }))
        .filter(({ number }) => isAlive[number])
        .sort((a, b) => (a.day === b.day ? a.number - b.number : a.day < b.day ? 1 : -1))
        .slice(0, limit)
      const masks = masksOf(snapshot, (number) => isAlive[number] ?? false)
      const found = newestFirst(snapshot, masks, limit)
      assert.deepEqual(
        found.map(({ document }) => document),
        expected.map(({ number }) => number),
      )
    }),
  )
})

test('the same numbers are read once, though the newest segment changes between two searches', () => {
  let reads = 0
  class Votes extends Map<string, number> {
    override [Symbol.iterator]() {
      reads++
      return super[Symbol.iterator]()
    }
  }
  const votes = new Votes([
    ['t0', 1],
    ['t1', 5],
  ])
  const written = { data: segmentOf(titled('a', 'b')), scan: null, gone: null }
  for (const title of ['c', 'd']) {
    const live = segmentOf([{ ...searchDocument({ title }), id: 't1' }])
    const snapshot = createSnapshot([written], { data: live, scan: null, gone: null })
    const masks = snapshot.views.map(({ alive }) => alive)
    assert.deepEqual(sortedBy(snapshot, masks, votes, 2), [
      { document: 2, score: 5 },
      { document: 0, score: 1 },
    ])
  }
  assert.equal(reads, 1)
})

test('by numbers of the caller’s, the largest first, then those without one by day', () => {
  const numbers = fc.array(fc.tuple(fc.nat(30), fc.integer({ min: 1, max: 4 })))
  fc.assert(
    fc.property(anyCollection, fc.array(numbers, { minLength: 1, maxLength: 3 }), (collection, lists) => {
      const { snapshot, documents, isAlive } = collection
      const masks = masksOf(snapshot, (number) => isAlive[number] ?? false)
      // Several lists over one index: votes change more often than it does.
      for (const list of lists) {
        const byId = new Map(list.map(([at, number]) => [documents[at]?.id ?? 'unknown', number]))
        const expected = documents
          .map(({ id, day }, place) => ({ place, number: byId.get(id) ?? 0, day: dayOf(day) }))
          .filter(({ place }) => isAlive[place])
          .sort(
            (a, b) =>
              b.number - a.number ||
              (a.number > 0 || a.day === b.day ? a.place - b.place : a.day < b.day ? 1 : -1),
          )
        assert.deepEqual(
          sortedBy(snapshot, masks, byId, 100).map(({ document, score }) => [document, score]),
          expected.map(({ place, number }) => [place, number]),
        )
        const two = sortedBy(snapshot, masks, byId, 2).map(({ document }) => document)
        assert.deepEqual(
          two,
          expected.slice(0, 2).map(({ place }) => place),
        )
      }
    }),
  )
})
