import assert from 'node:assert/strict'
import { test } from 'node:test'
import { atEnd, eachDatabase } from '../../test/support/database.ts'
import { finderOfStore } from '../../test/support/local-finder.ts'
import { fill, paperRecord } from '../../test/support/records.ts'
import { openSampleEdition } from '../papers/sample-edition.ts'
import { parseQuery } from '../search/query/parse-query.ts'
import type { Finder } from './finder.ts'
import { sampleFirst } from './sample-finder.ts'

eachDatabase('the search of a store without papers', (open) => {
  test('finds the sample edition until the first paper, and that paper from then on', async () => {
    const db = await open()
    const sample = await openSampleEdition()
    atEnd(() => sample.close())
    const building: Finder = { ...finderOfStore(db), state: () => ({ kind: 'building', done: 0, total: 1 }) }
    const finder = await sampleFirst(building, db, sample.db)
    const find = (words: string) =>
      finder.find({ query: parseQuery(words), mode: 'lexical', offset: 0, limit: 100 })

    const [first] = (await find('learning')).hits
    assert.ok(first, 'the sample edition has papers on learning')
    assert.ok((await finder.similar(first.id, 5)).length > 0)
    assert.ok((await finder.suggest('lear')).terms.length > 0)
    assert.deepEqual(finder.state(), { kind: 'ready' })

    await fill(db, [paperRecord({ id: '2603.00001', title: 'Learning to weave' })])
    assert.deepEqual(
      (await find('learning')).hits.map(({ id }) => id),
      ['2603.00001'],
    )
    assert.deepEqual(await finder.similar(first.id, 5), [])
    assert.equal(finder.state().kind, 'building')
  })
})
