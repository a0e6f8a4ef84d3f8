import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { anyCollection, segmentOf, snapshotOf, titled } from '../../../test/support/search-documents.ts'
import { analyze } from '../text/analyze.ts'
import { documentsOf } from './segment-data.ts'
import { idAt } from './segment-view.ts'
import { createSnapshot, findId, placeOf, statisticsOf } from './snapshot.ts'

test('numbers count through all segments, and lead back', () => {
  fc.assert(
    fc.property(anyCollection, ({ snapshot, documents }) => {
      assert.equal(snapshot.counted, documents.length)
      documents.forEach(({ id }, number) => {
        const { view, document } = placeOf(snapshot, number)
        assert.equal(idAt(view.data, document), id)
        assert.ok(document < documentsOf(view.data))
      })
    }),
  )
})

test('an id leads to the document that is there, if one is', () => {
  fc.assert(
    fc.property(anyCollection, ({ snapshot, documents, isAlive }) => {
      const there = documents.filter((_, at) => isAlive[at])
      assert.equal(snapshot.documents, there.length)
      for (const { id } of documents) {
        const place = findId(snapshot, id)
        const number = documents.findIndex((one, at) => one.id === id && isAlive[at])
        assert.equal(place ? place.view.base + place.document : -1, number)
      }
      assert.equal(findId(snapshot, 'unheard'), null)
    }),
  )
})

test('statistics count every document, gone ones too', () => {
  fc.assert(
    fc.property(anyCollection, ({ snapshot, documents }) => {
      const has = ({ title, abstract, authors }: (typeof documents)[0]) =>
        [title, abstract, ...authors].some((text) => analyze(text).terms.includes('graph'))
      assert.equal(statisticsOf(snapshot, 'graph').df, documents.filter(has).length)
    }),
  )
  const snapshot = snapshotOf(titled('graph graph', 'loop'), titled('graph'))
  assert.deepEqual(statisticsOf(snapshot, 'graph'), { df: 2, occurrences: 3 })
  assert.deepEqual(statisticsOf(snapshot, 'unheard'), { df: 0, occurrences: 0 })
})

test('the average length is that of the whole index, in each view', () => {
  const [short, long] = [titled('a'), titled('b c d')]
  const { views } = snapshotOf(short, long)
  assert.deepEqual(
    views.map(({ averageLength }) => averageLength),
    [6, 6],
  )
})

test('a live segment takes the place of a document wherever it stands, and an empty index has none', () => {
  const data = segmentOf(titled('a', 'b'))
  const live = segmentOf(titled('c'))
  const snapshot = createSnapshot([{ data, scan: null, gone: null }], { data: live, scan: null, gone: null })
  assert.deepEqual(snapshot.views[0]?.alive, Uint8Array.of(0, 1))
  assert.equal(findId(snapshot, 't0')?.view.data, live)
  assert.equal(createSnapshot([], null).documents, 0)
  assert.throws(() => placeOf(createSnapshot([], null), 0), RangeError)
})
