import assert from 'node:assert/strict'
import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { eachDatabase } from '../../test/support/database.ts'
import { flipByte, testIndex } from '../../test/support/index-folder.ts'
import { fill, paperRecord } from '../../test/support/records.ts'
import { beginNewEpoch } from '../backup/queries.ts'
import { inTransaction } from '../db/write.ts'
import { mergePapers, undoMerge } from '../papers/same/merge-papers.ts'

const paper = (number: number, title: string) =>
  paperRecord({ id: `2603.${String(number).padStart(5, '0')}`, title, authors: [{ name: 'Ada Example' }] })

const papers = (from: number, to: number, title = 'Ordinary matter') =>
  Array.from({ length: to - from + 1 }, (_, at) => paper(from + at, title))

const weaving = paper(1, 'Weaving gardens')
/** Of two titles the store keeps the one of the lower hash: this one. */
const renamed = { ...weaving, title: 'Pruning orchards' }

eachDatabase('following the store', (open) => {
  test('a paper is found after the next look, without any folder written', async () => {
    const db = await open()
    const index = await testIndex(db)
    const reader = index.reader()
    assert.partialDeepStrictEqual(await reader.refresh(), { documents: 0, missing: 0, inMemory: 0 })
    await fill(db, [weaving])
    assert.partialDeepStrictEqual(await reader.refresh(), { documents: 1, missing: 0, inMemory: 1 })
    assert.deepEqual(await reader.find('gardens'), [weaving.id])
    assert.deepEqual(await reader.findNear('gardens'), [weaving.id])
  })

  test('what was written is read, and what changed since is found over it', async () => {
    const db = await open()
    const index = await testIndex(db)
    await fill(db, [weaving, ...papers(2, 30)])
    await index.build()
    const reader = index.reader()
    assert.partialDeepStrictEqual(await reader.refresh(), { documents: 30, missing: 0, inMemory: 0 })
    await fill(db, [paper(31, 'Weaving nets')])
    assert.partialDeepStrictEqual(await reader.refresh(), { documents: 31, missing: 0, inMemory: 1 })
    assert.deepEqual((await reader.find('weaving')).sort(), [weaving.id, '2603.00031'])
    assert.equal((await reader.find('ordinary')).length, 29)
  })

  test('a changed title is found by its new words alone: in memory, over segments, and once written', async () => {
    const db = await open()
    const index = await testIndex(db)
    await fill(db, [weaving, ...papers(2, 30)])
    await index.build()
    const reader = index.reader()
    const asserts = async () => {
      assert.deepEqual(await reader.find('gardens'), [])
      assert.deepEqual(await reader.find('orchards'), [weaving.id])
      assert.equal((await reader.findNear('orchards')).filter((id) => id === weaving.id).length, 1)
    }
    await reader.refresh()
    assert.deepEqual(await reader.find('gardens'), [weaving.id])
    await fill(db, [renamed])
    assert.equal((await reader.refresh()).documents, 30)
    await asserts()
    await index.build()
    assert.partialDeepStrictEqual(await reader.refresh(), { documents: 30, missing: 0, inMemory: 0 })
    await asserts()
    assert.deepEqual((await index.check()).problems, [])
    assert.ok(readdirSync(index.folder).some((file) => file.startsWith('gone-')))
  })

  test('a paper that was merged into another is found under that one alone, and again when taken apart', async () => {
    const db = await open()
    const index = await testIndex(db)
    const alias = { ...weaving, id: 'acl:2026.acl-long.1' }
    await fill(db, [weaving, alias, ...papers(2, 30)])
    await index.build()
    const [reader, later] = [index.reader(), index.reader()]
    await reader.refresh()
    const now = Date.parse('2026-03-04T12:00:00Z')
    await mergePapers(db, { alias: alias.id, into: weaving.id, reason: 'person', by: 'ada', now })
    assert.equal((await reader.refresh()).documents, 30)
    assert.deepEqual(await reader.find('gardens'), [weaving.id])
    assert.deepEqual((await index.check()).problems, [])
    await index.build()
    assert.deepEqual((await index.check()).problems, [])
    assert.partialDeepStrictEqual(await later.refresh(), { documents: 30, missing: 0, inMemory: 0 })
    await undoMerge(db, alias.id, now)
    await reader.refresh()
    assert.deepEqual((await reader.find('gardens')).sort(), [weaving.id, alias.id].sort())
    await index.build()
    assert.deepEqual((await index.check()).problems, [])
  })

  test('a restored store is another one: nothing of the old index is found, and it is made again', async () => {
    const db = await open()
    const index = await testIndex(db)
    await fill(db, [weaving])
    await index.build()
    const reader = index.reader()
    await reader.refresh()
    await inTransaction(db, beginNewEpoch)
    assert.match((await index.check()).problems.join(), /another state of the store/)
    assert.partialDeepStrictEqual(await reader.refresh(), { documents: 1, missing: 0, inMemory: 1 })
    await index.build()
    assert.partialDeepStrictEqual(await reader.refresh(), { documents: 1, missing: 0, inMemory: 0 })
    assert.deepEqual(await reader.find('gardens'), [weaving.id])
    assert.deepEqual((await index.check()).problems, [])
  })

  test('two nodes with a folder each follow one store, whoever writes', async () => {
    const db = await open()
    const [one, two] = [await testIndex(db), await testIndex(db)]
    const readers = [one.reader(), two.reader()]
    const found = () =>
      Promise.all(
        readers.map(async (reader) => {
          await reader.refresh()
          return reader.find('gardens orchards')
        }),
      )
    await fill(db, [weaving, ...papers(2, 5)])
    await one.build()
    assert.deepEqual(await found(), [[weaving.id], [weaving.id]])
    await fill(db, [renamed])
    await two.build()
    assert.deepEqual(await found(), [[weaving.id], [weaving.id]])
    await one.build()
    assert.deepEqual(await found(), [[weaving.id], [weaving.id]])
  })

  test('more than memory should hold waits for the writer and is counted', async () => {
    const db = await open()
    const index = await testIndex(db)
    await fill(db, papers(1, 3_300))
    const reader = index.reader()
    const { documents, missing } = await reader.refresh()
    assert.ok(documents >= 3_000 && documents < 3_300)
    assert.equal(documents + missing, 3_300)
    await index.build()
    assert.partialDeepStrictEqual(await reader.refresh(), { documents: 3_300, missing: 0, inMemory: 0 })
  })
})

eachDatabase('an index folder that goes wrong under its reader', (open) => {
  const opened = async () => {
    const db = await open()
    const index = await testIndex(db)
    await fill(db, [weaving, ...papers(2, 30)])
    await index.build()
    const reader = index.reader()
    await reader.refresh()
    return { db, index, reader }
  }

  test('damage met on the way is told, not read again, and searched over meanwhile', async () => {
    const { db, index, reader } = await opened()
    await fill(db, [paper(31, 'Weaving nets')])
    await index.build()
    const newest = newestSegment(index.folder)
    flipByte(newest, statSync(newest).size - 1)
    const damaged = await reader.refresh()
    assert.match(damaged.damage ?? '', /damaged: segment-.* has a damaged section/)
    assert.deepEqual([damaged.documents, damaged.missing, damaged.inMemory], [31, 0, 31])
    assert.deepEqual((await reader.find('weaving')).sort(), [weaving.id, '2603.00031'])
    // Whole again, but of the same commit: who says damaged did not read it again.
    flipByte(newest, statSync(newest).size - 1)
    assert.deepEqual(await reader.refresh(), damaged)
    await index.build({ isDamaged: true })
    assert.partialDeepStrictEqual(await reader.refresh(), { documents: 31, missing: 0, inMemory: 0 })
  })

  test('who starts over a damaged index finds what memory holds', async () => {
    const { index } = await opened()
    flipByte(join(index.folder, 'manifest.json'), 20)
    const reader = index.reader()
    const { documents, missing, damage } = await reader.refresh()
    assert.deepEqual([documents, missing], [30, 0])
    assert.match(damage ?? '', /manifest\.json is damaged/)
    assert.deepEqual(await reader.find('gardens'), [weaving.id])
  })

  test('a folder that was removed is missed by nobody who read it, and by the writer at once', async () => {
    const { db, index, reader } = await opened()
    rmSync(index.folder, { recursive: true })
    assert.partialDeepStrictEqual(await reader.refresh(), { documents: 30, missing: 0, inMemory: 30 })
    await fill(db, [renamed])
    await index.build()
    assert.partialDeepStrictEqual(await reader.refresh(), { documents: 30, missing: 0, inMemory: 0 })
    assert.deepEqual(await reader.find('gardens orchards'), [weaving.id])
  })

  test('a rebuild that is half done takes nothing away from those who read the old one', async () => {
    const { db, index, reader } = await opened()
    await fill(db, papers(31, 450))
    await index.build()
    await reader.refresh()
    const stop = new AbortController()
    await index.build({ isDamaged: true }, { signal: stop.signal, onProgress: () => stop.abort() })
    const { documents, missing, inMemory } = await reader.refresh()
    assert.deepEqual([documents, missing], [450, 0])
    assert.ok(inMemory > 0)
    await index.build()
    assert.partialDeepStrictEqual(await reader.refresh(), { documents: 450, missing: 0, inMemory: 0 })
  })
})

function newestSegment(folder: string): string {
  const segments = readdirSync(folder).filter((file) => file.startsWith('segment-'))
  const generation = (file: string) => Number(file.split('-')[1])
  return join(folder, segments.sort((a, b) => generation(a) - generation(b)).at(-1) ?? '')
}
