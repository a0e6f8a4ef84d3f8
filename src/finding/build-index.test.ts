import assert from 'node:assert/strict'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { eachDatabase } from '../../test/support/database.ts'
import { flipByte, type TestIndex, testIndex } from '../../test/support/index-folder.ts'
import { fill, paperRecord } from '../../test/support/records.ts'
import { smallDisk, withoutSmallDisks } from '../../test/support/small-disk.ts'
import { takeFileLock } from '../db/file-lock.ts'
import { MANIFEST, readManifest } from '../search/folder/manifest.ts'
import { lockFile } from './index-key.ts'

const papers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) =>
    paperRecord({ id: `2603.${String(from + at).padStart(5, '0')}`, title: `Paper ${from + at}` }),
  )

const segmentsIn = (folder: string) => readManifest(folder)?.segments.map(({ file }) => file) ?? []

const segmentsOnDisk = (folder: string) => readdirSync(folder).filter((file) => file.endsWith('.bin'))

async function assertWhole(index: TestIndex, papersInIt: number): Promise<void> {
  const { papers: found, problems, seq, storeSeq } = await index.check()
  assert.deepEqual({ found, problems, seq }, { found: papersInIt, problems: [], seq: storeSeq })
  const named = readManifest(index.folder)?.segments.flatMap(({ file, tombstones }) => [
    file,
    ...(tombstones ? [tombstones.file] : []),
  ])
  const files = readdirSync(index.folder).filter((file) => file.endsWith('.bin') || file.endsWith('.tmp'))
  assert.deepEqual(files.sort(), named?.sort(), 'nothing is left of what came before')
}

eachDatabase('writing the index', (open) => {
  test('done twice it writes nothing twice', async () => {
    const db = await open()
    const index = await testIndex(db)
    await fill(db, papers(1, 250))
    assert.equal(await index.build(), true)
    await assertWhole(index, 250)
    const before = segmentsIn(index.folder)
    assert.equal(await index.build(), true)
    assert.deepEqual(segmentsIn(index.folder), before)
    await assertWhole(index, 250)
  })

  test('an empty store has an empty index', async () => {
    const index = await testIndex(await open())
    assert.match((await index.check()).problems.join(), /no search index yet/)
    await index.build()
    await assertWhole(index, 0)
  })

  test('many small additions end in few segments', async () => {
    const db = await open()
    const index = await testIndex(db)
    for (let at = 0; at < 14; at++) {
      await fill(db, papers(at * 10 + 1, at * 10 + 12))
      await index.build()
    }
    assert.ok(segmentsIn(index.folder).length < 7)
    await assertWhole(index, 142)
  })

  test('interrupted it keeps what it had, and the next one goes on there', async () => {
    const db = await open()
    const index = await testIndex(db)
    await fill(db, papers(1, 900))
    const stop = new AbortController()
    await index.build({}, { signal: stop.signal, onProgress: ({ done }) => done >= 400 && stop.abort() })
    const half = await index.check()
    assert.deepEqual([half.papers, half.seq, half.storeSeq, half.problems], [400, 400, 900, []])
    const progress: number[] = []
    await index.build({}, { onProgress: ({ done }) => progress.push(done) })
    assert.equal(progress[0], 600)
    await assertWhole(index, 900)
  })

  test('made anew it keeps the old index until the new one is whole', async () => {
    const db = await open()
    const index = await testIndex(db)
    await fill(db, papers(1, 500))
    await index.build()
    const old = readFileSync(join(index.folder, MANIFEST), 'utf8')
    const isOld = () => readFileSync(join(index.folder, MANIFEST), 'utf8') === old
    const stop = new AbortController()
    await index.build({ anew: true }, { signal: stop.signal, onProgress: () => stop.abort() })
    assert.ok(isOld())
    assert.deepEqual((await index.check()).problems, [])
    let [seen, kept] = [0, 0]
    const onProgress = () => {
      seen++
      if (isOld()) kept++
    }
    await index.build({ anew: true }, { onProgress })
    assert.ok(seen > 1 && kept === seen)
    assert.ok(!isOld())
    await assertWhole(index, 500)
  })

  test('there is one writer at a time', async () => {
    const db = await open()
    const index = await testIndex(db)
    await fill(db, papers(1, 5))
    const lock = takeFileLock(lockFile(index.folder))
    assert.equal(await index.build(), false)
    assert.equal(await index.build({ anew: true }), false)
    lock?.release()
    assert.equal(await index.build(), true)
    await assertWhole(index, 5)
  })

  test('a writer that fails leaves the lock free and the index as it was', async () => {
    const db = await open()
    const index = await testIndex(db)
    await fill(db, papers(1, 5))
    const encode = () => Promise.reject(new Error('no encoder'))
    const encoder = { hash: 'other', dimensions: 64, encode }
    await assert.rejects(index.build({}, { encoder }), /no encoder/)
    assert.deepEqual(segmentsOnDisk(index.folder), [])
    assert.equal(await index.build(), true)
    await assertWhole(index, 5)
  })

  test('a disk without space is not written on, and nothing half done stays there', {
    skip: withoutSmallDisks,
  }, async () => {
    const db = await open()
    const disk = smallDisk(16)
    const index = await testIndex(db, disk.folder)
    await fill(db, papers(1, 5))
    disk.fill()
    await assert.rejects(index.build(), /is full/)
    assert.deepEqual(segmentsOnDisk(index.folder), [])
    disk.empty()
    await index.build()
    await assertWhole(index, 5)
    const kept = segmentsOnDisk(index.folder)
    await fill(db, papers(6, 9))
    disk.fill()
    await assert.rejects(index.build({ anew: true }), /is full/)
    assert.deepEqual(segmentsOnDisk(index.folder), kept)
    disk.empty()
    await index.build()
    await assertWhole(index, 9)
  })

  test('an index that turns out to be damaged is made again: by its manifest, its ids, or when merging', async () => {
    const db = await open()
    const index = await testIndex(db)
    const damages = [
      () => flipByte(join(index.folder, MANIFEST), 12),
      () => flipByte(firstSegment(index), 0),
      // The last section: it is read only when segments become one.
      () => flipByte(firstSegment(index), statSync(firstSegment(index)).size - 1),
    ]
    for (const [at, damage] of damages.entries()) {
      await index.build({ anew: true })
      for (let part = 0; part < 4; part++) {
        await fill(db, papers(at * 100 + part * 10 + 1, at * 100 + part * 10 + 10))
        await index.build()
      }
      damage()
      assert.match((await index.check()).problems.join(), /damaged/)
      await fill(db, papers(at * 100 + 41, at * 100 + 50))
      await index.build()
      await assertWhole(index, (at + 1) * 50)
    }
  })
})

const firstSegment = ({ folder }: TestIndex) => join(folder, segmentsIn(folder)[0] ?? '')
