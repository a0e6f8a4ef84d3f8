// The host of the database is gone without a word: connections stay open, and nothing comes.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { sql } from 'kysely'
import { openDatabase } from '../../src/db/connect.ts'
import { explainDatabaseError } from '../../src/db/explain-error.ts'
import { whileReaderWaits } from '../../src/db/patience.ts'
import { Conflict } from '../../src/errors.ts'
import { addJob } from '../../src/jobs/queue.ts'
import { atEnd, createPostgresDatabase, databaseKinds, temporaryFolder } from '../support/database.ts'
import { memberAt, millisecondsUntil, storeAt } from '../support/nodes.ts'
import { startSite } from '../support/program.ts'
import { doctorSays, found, look, vote, voteBook } from '../support/reader.ts'
import { fill, paperRecord } from '../support/records.ts'
import { silentProxy } from '../support/silent-proxy.ts'

const skip = databaseKinds.includes('postgres') ? false : 'TEST_DATABASE_URL is not set'
const isNoAnswer = (error: unknown) => {
  const explained = explainDatabaseError(error)
  return explained instanceof Conflict && /did not answer in time/.test(explained.message)
}

describe('a database that is gone without a word', { skip, timeout: 240_000 }, () => {
  test('fails the query at hand, in a transaction too, and is used again when it is back', async () => {
    const proxy = await silentProxy(await createPostgresDatabase())
    const database = openDatabase({ data: '', url: proxy.url })
    atEnd(() => database.close())
    const one = () => sql`select 1`.execute(database.db)
    await Promise.all([one(), one(), one()])
    const begun = Promise.withResolvers<void>()
    const vanished = Promise.withResolvers<void>()
    const transaction = database.db.transaction().execute(async (tx) => {
      await sql`select 1`.execute(tx)
      begun.resolve()
      await vanished.promise
      await sql`select 1`.execute(tx)
    })
    await begun.promise
    proxy.vanish()
    vanished.resolve()
    await Promise.all([
      assert.rejects(transaction, isNoAnswer),
      assert.rejects(one(), isNoAnswer),
      assert.rejects(one(), isNoAnswer),
    ])
    proxy.comeBack()
    await one()
  })

  test('is told from one that only takes long; a page waits for no query longer than half a minute', async () => {
    const database = openDatabase({ data: '', url: await createPostgresDatabase() })
    atEnd(() => database.close())
    const seconds = (count: number) => sql`select pg_sleep(${count})`.execute(database.db)
    const [work, page] = await Promise.allSettled([
      seconds(33),
      whileReaderWaits(() => seconds(33)),
      whileReaderWaits(() => seconds(8)),
    ])
    assert.equal(work.status, 'fulfilled')
    assert.ok(page.status === 'rejected' && isNoAnswer(page.reason))
    await sql`select 1`.execute(database.db)
  })

  test('leaves a node up: pages say so within seconds, and all goes on when it is back', async () => {
    const home = await createPostgresDatabase()
    const db = await storeAt(home)
    const ids = ['2603.00001', '2603.00002', '2603.00003']
    await fill(
      db,
      ids.map((id) => paperRecord({ id })),
    )
    const proxy = await silentProxy(home)
    const data = temporaryFolder()
    const site = await startSite(['--data', data], { env: { DATABASE_URL: proxy.url } })
    const headers = await memberAt(db, site.url, 'voter-one')
    await millisecondsUntil(async () => (await found(site.url, 'matter')) === ids.length)
    const book = voteBook()
    for (const id of ids) book.note(id, true, await vote(site.url, id, headers))

    proxy.vanish()
    const paths = ['/papers/new', '/papers/2603.00001', '/papers?q=matter', '/api/papers', '/readyz']
    const asked = [...paths, ...paths, ...paths].map((path) => look(`${site.url}${path}`))
    const voted = vote(site.url, '2603.00001', headers, false)
    for (const { status, body } of await Promise.all(asked)) assert.equal(status, 503, body)
    book.note('2603.00001', false, await voted)
    assert.equal((await voted).status, 503)
    assert.ok((await look(`${site.url}/papers/trending`)).retryAfter > 0)
    assert.equal((await look(`${site.url}/healthz`)).status, 200)
    const metrics = await look(`${site.url}/metrics`)
    assert.match(metrics.body, /^broadsheet_database_up 0$/m)
    assert.match(await doctorSays('database', data, { DATABASE_URL: proxy.url }), /^failed: .*in time/)

    proxy.comeBack()
    await millisecondsUntil(async () => (await look(`${site.url}/readyz`)).status === 200)
    await millisecondsUntil(async () => (await look(`${site.url}/papers/new`)).status === 200)
    assert.deepEqual(await book.wrong(site.url), [])
    await fill(db, [paperRecord({ id: '2603.00009', title: 'About thatching' })])
    await millisecondsUntil(async () => (await found(site.url, 'thatching')) === 1, 60_000)
    await db.transaction().execute((tx) => addJob(tx, Date.now(), 'prune-jobs', {}, { key: 'afterwards' }))
    const job = () => db.selectFrom('job').select('state').where('key', '=', 'afterwards').executeTakeFirst()
    await millisecondsUntil(async () => (await job())?.state === 'done', 60_000)
    assert.doesNotMatch(site.said(), /a bug/)
  })
})
