// A disk that the system makes read-only after an error of the device, under everything that a node writes.

import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { openDatabase } from '../../src/db/connect.ts'
import { migrate } from '../../src/db/migrate.ts'
import { createPostgresDatabase, databaseKinds } from '../support/database.ts'
import { memberAt, millisecondsUntil, storeAt } from '../support/nodes.ts'
import { runProgram, startSite } from '../support/program.ts'
import { doctorSays, found, look, vote, voteBook } from '../support/reader.ts'
import { fill, paperRecord } from '../support/records.ts'
import { failingDisk, withoutFailingDisks } from '../support/small-disk.ts'

const ids = ['2603.00001', '2603.00002', '2603.00003']
const records = ids.map((id) => paperRecord({ id }))
/** So many that the index is written into its folder, not only kept in memory. */
const many = Array.from({ length: 1_600 }, (_, at) =>
  paperRecord({ id: `2602.${String(at + 1).padStart(5, '0')}`, title: 'About weaving' }),
)
const paths = ['/papers/new', '/papers/2603.00001', '/papers?q=matter', '/api/papers', '/healthz', '/readyz']

describe('a disk that became read-only', { skip: withoutFailingDisks, timeout: 120_000 }, () => {
  test('under the store: pages are read, forms are refused', async () => {
    const disk = failingDisk()
    const data = join(disk.folder, 'data')
    const database = openDatabase({ data })
    await migrate(database)
    await fill(database.db, records)
    const site = await startSite(['--data', data])
    const headers = await memberAt(database.db, site.url, 'voter-one')
    await database.close()
    await millisecondsUntil(async () => (await found(site.url, 'matter')) === ids.length)
    const book = voteBook()
    for (const id of ids) book.note(id, true, await vote(site.url, id, headers))

    disk.fail()
    const refused = await vote(site.url, ids[0] ?? '', headers, false)
    assert.equal(refused.status, 503)
    for (const path of paths) assert.equal((await look(`${site.url}${path}`)).status, 200, path)
    assert.deepEqual(await book.wrong(site.url), [])
    assert.match(await doctorSays('disk', data), /^failed: /)
    assert.equal(site.process.exitCode, null)
    assert.doesNotMatch(site.said(), /a bug/)
    await site.stop()

    const { status, stderr } = await runProgram(['serve', '--port', '0', '--data', data])
    assert.equal(status, 1)
    assert.match(stderr, /read-only|can’t be (written|opened)|failed: check the disk/)
  })

  test('under the index alone: the search follows the papers in memory', {
    skip: databaseKinds.includes('postgres') ? false : 'TEST_DATABASE_URL is not set',
  }, async () => {
    const disk = failingDisk()
    const data = join(disk.folder, 'data')
    mkdirSync(data)
    const home = await createPostgresDatabase()
    const db = await storeAt(home)
    await fill(db, [...records, ...many])
    const env = { DATABASE_URL: home }
    const site = await startSite(['--data', data], { env })
    const headers = await memberAt(db, site.url, 'voter-one')
    await millisecondsUntil(async () => (await found(site.url, 'matter')) === ids.length)
    await millisecondsUntil(
      async () => /^ok: It holds/.test(await doctorSays('search index', data, env)),
      60_000,
    )

    disk.fail()
    await fill(db, [paperRecord({ id: '2603.00009', title: 'About thatching' })])
    await millisecondsUntil(async () => (await found(site.url, 'thatching')) === 1)
    for (const id of ids) assert.equal((await vote(site.url, id, headers)).status, 303)
    for (const path of paths) assert.equal((await look(`${site.url}${path}`)).status, 200, path)

    await site.stop()
    const again = await startSite(['--data', data], { env })
    await millisecondsUntil(async () => (await found(again.url, 'thatching')) === 1)
    assert.equal(await found(again.url, 'matter'), ids.length)
    assert.doesNotMatch(site.said() + again.said(), /a bug/)
  })
})
