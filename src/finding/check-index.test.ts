import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { eachDatabase } from '../../test/support/database.ts'
import { flipByte, testIndex } from '../../test/support/index-folder.ts'
import { fill, paperRecord } from '../../test/support/records.ts'
import type { Db } from '../db/connect.ts'
import { IndexWriter } from '../search/folder/index-writer.ts'
import type { SearchDocument } from '../search/search-document.ts'
import { checkIndex } from './check-index.ts'
import { indexKey } from './index-key.ts'
import { paperDocument } from './paper-document.ts'
import { papersChangedAfter, storeIdentity } from './queries.ts'

const ids = ['2603.00001', '2603.00002', '2603.00003', '2603.00004', '2603.00005']

eachDatabase('checking the index', (open) => {
  /** A store of five papers with an index of what `change` makes of them. */
  const checked = async (change: (documents: SearchDocument[]) => SearchDocument[]) => {
    const db = await open()
    await fill(
      db,
      ids.map((id) => paperRecord({ id })),
    )
    const { folder } = await testIndex(db)
    await writeIndex(db, folder, change((await papersChangedAfter(db, 0, 10)).map(paperDocument)))
    return checkIndex(db, folder, null)
  }

  test('agrees where ids and change numbers do, whatever came later', async () => {
    const { bytes, ...rest } = await checked((documents) => documents)
    assert.deepEqual(rest, { papers: 5, segments: 1, seq: 5, storeSeq: 5, problems: [] })
    assert.ok(bytes > 0)
  })

  test('names papers that are missing, outdated, superfluous or there twice', async () => {
    const others = await checked(([first, ...more]) => [
      ...more.slice(0, 3).map((document) => ({ ...document, seq: 1 })),
      ...(first ? [{ ...first, id: 'of-nobody' }] : []),
    ])
    assert.deepEqual(others.problems, [
      'Papers of the store that the index lacks: 2603.00001, 2603.00005.',
      'Papers that stand in the index with another change number: 2603.00002, 2603.00003, 2603.00004.',
      'Papers of the index that the store lacks: of-nobody.',
    ])
    const none = await checked(() => [])
    assert.deepEqual(none.problems, [
      'Papers of the store that the index lacks: 2603.00001, 2603.00002, 2603.00003 and 2 more.',
    ])
  })

  test('says whose index it is, where it is another’s', async () => {
    const db = await open()
    const { folder, encoder } = await testIndex(db)
    await writeIndex(db, folder, [])
    assert.deepEqual((await checkIndex(db, folder, null)).problems, [])
    assert.match((await checkIndex(db, folder, encoder)).problems.join(), /another encoder/)
  })

  test('notices each file that is damaged, cut or gone, and no other', async () => {
    const db = await open()
    const index = await testIndex(db)
    await fill(
      db,
      ids.map((id) => paperRecord({ id })),
    )
    await index.build()
    await fill(db, [paperRecord({ id: ids[0] ?? '', categories: ['cs.LG'] })])
    await index.build()
    const files = readdirSync(index.folder).filter((file) => !file.endsWith('.lock'))
    assert.equal(files.length, 4, files.join())
    for (const file of files) {
      const path = join(index.folder, file)
      flipByte(path, Math.floor(statSync(path).size / 2))
      assert.match((await index.check()).problems.join(), new RegExp(`damaged: ${file}`))
      flipByte(path, Math.floor(statSync(path).size / 2))
      assert.deepEqual((await index.check()).problems, [])
    }
    const cut = join(index.folder, files.find((file) => file.startsWith('segment')) ?? '')
    truncateSync(cut, statSync(cut).size - 1)
    assert.match((await index.check()).problems.join(), /another length/)
    rmSync(cut)
    assert.match((await index.check()).problems.join(), /can’t be opened/)
  })
})

async function writeIndex(db: Db, folder: string, documents: SearchDocument[]): Promise<void> {
  const identity = await storeIdentity(db)
  mkdirSync(folder, { recursive: true })
  const writer = new IndexWriter({ folder, key: indexKey(identity, null), dimensions: 0 })
  for (const document of documents) writer.add(document)
  writer.commit(identity.seq)
}
