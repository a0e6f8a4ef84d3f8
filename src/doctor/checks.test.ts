import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { sql } from 'kysely'
import { atEnd, eachDatabase, openMigrated, temporaryFolder } from '../../test/support/database.ts'
import { addPapers } from '../../test/support/filled-store.ts'
import { harvested, sourceIs } from '../../test/support/source-history.ts'
import { readConfig } from '../config.ts'
import { type Database, openDatabase, sqlitePath } from '../db/connect.ts'
import { migrate } from '../db/migrate.ts'
import { addMail } from '../mail/mail.ts'
import { packageRoot } from '../package-root.ts'
import type { Check } from './check.ts'
import { doctor } from './checks.ts'

const now = Date.parse('2026-03-04T10:00:00Z')

function examine(environment: Record<string, string>): Promise<Check[]> {
  return doctor({ config: () => readConfig({ environment }), now, packageRoot })
}

/** What is said of one part, and that there is something to do. */
async function complaint(environment: Record<string, string>, name: string): Promise<string> {
  const checks = await examine(environment)
  const found = checks.find((check) => check.name === name && check.status !== 'ok')
  assert.ok(found, JSON.stringify(checks, null, 1))
  assert.ok(found.todo && found.todo.length > 10, 'says what to do')
  return `${found.status}: ${found.says}`
}

const homeOf = ({ kind, at }: Database): Record<string, string> =>
  kind === 'sqlite' ? { BROADSHEET_DATA: join(at, '..') } : { BROADSHEET_DATA: '/tmp', DATABASE_URL: at }

eachDatabase('doctor', (_open, openWhole) => {
  test('finds nothing wrong with a new store', async () => {
    const checks = await examine(homeOf(await openWhole()))
    const ofStore = checks.filter(({ name }) =>
      ['database', 'migrations', 'references', 'jobs'].includes(name),
    )
    assert.deepEqual(
      ofStore.map(({ status }) => status),
      ['ok', 'ok', 'ok', 'ok'],
    )
  })

  test('finds migrations that are missing, changed, or by a newer version', async () => {
    const database = await openWhole()
    const home = homeOf(database)
    await database.db
      .insertInto('migration')
      .values({ name: '9999_new.sql', checksum: 'x', applied_at: 1 })
      .execute()
    assert.match(await complaint(home, 'migrations'), /^failed: .*newer.*9999_new\.sql/)
    await database.db
      .updateTable('migration')
      .set({ checksum: 'other' })
      .where('name', '=', '0001_papers.sql')
      .execute()
    assert.match(await complaint(home, 'migrations'), /^failed: .*another text.*0001_papers\.sql/)
    await database.db.deleteFrom('migration').execute()
    assert.match(await complaint(home, 'migrations'), /^failed: Missing: 0001_papers\.sql/)
  })

  test('finds tables that are gone, and a store without its row', async () => {
    const database = await openWhole()
    await database.db.deleteFrom('store').execute()
    assert.match(await complaint(homeOf(database), 'migrations'), /^failed: .*gone from store\./)
    await database.db.schema.dropTable('paper_category').execute()
    assert.match(await complaint(homeOf(database), 'migrations'), /^failed: .*store, paper_category/)
  })

  test('tells how many jobs failed, and the last error on one line', async () => {
    const database = await openWhole()
    const job = { kind: 'tidy', payload: '{}', state: 'failed', run_at: 1, attempts: 5, max_attempts: 5 }
    await database.db
      .insertInto('job')
      .values([
        { ...job, id: 'a', created_at: 1, last_error: 'first' },
        { ...job, id: 'b', created_at: 2, last_error: 'the disk\nis full' },
      ])
      .execute()
    assert.match(await complaint(homeOf(database), 'jobs'), /^warning: 2 jobs .* tidy: the disk is full$/)
  })

  test('tells of mail that can’t be sent, failed, or may have arrived', async () => {
    const database = await openWhole()
    const home = homeOf(database)
    const letter = { recipient: 'ada@example.org', subject: 'Hello', body: 'Hello.', kind: 'signIn' }
    await addMail(database.db, letter, 1)
    assert.match(await complaint(home, 'mail'), /^warning: 1 mail can’t be sent/)
    const server = { ...home, SMTP_URL: 'smtp://127.0.0.1:25', MAIL_FROM: 'papers@example.org' }
    const check = (await examine(server)).find(({ name }) => name === 'mail')
    assert.deepEqual(check, { name: 'mail', status: 'ok', says: '1 mail on the way.' })
    await database.db.updateTable('mail').set({ state: 'doubtful' }).execute()
    assert.match(
      await complaint(server, 'mail'),
      /^warning: 0 mails failed, and 1 may or may not have arrived/,
    )
  })

  test('tells which sources are late or fail, and why', async () => {
    const database = await openWhole()
    const home = { ...homeOf(database), SOURCES: 'hf-daily,biorxiv' }
    const sources = async () => (await examine(home)).find(({ name }) => name === 'sources')
    assert.deepEqual(await sources(), {
      name: 'sources',
      status: 'ok',
      says: 'hf-daily was never asked, biorxiv was never asked.',
    })
    await harvested(database.db, { source: 'hf-daily', at: '2026-03-03T10:00:00Z' })
    const error = 'bioRxiv can’t be\nreached.'
    await harvested(database.db, { source: 'biorxiv', at: '2026-03-04T09:00:00Z', state: 'failed', error })
    await sourceIs(database.db, 'biorxiv', { failures: 3 })
    const said = await complaint(home, 'sources')
    assert.match(
      said,
      /^warning: The daily list .* 23 hours ago\. biorxiv failed 3 times in a row: .* be reached\.$/,
    )
    assert.match((await sources())?.todo ?? '', /broadsheet harvest hf-daily biorxiv/)
    assert.match(JSON.stringify(await examine({ ...home, SOURCES: '' })), /nothing is harvested/)
  })
})

describe('an embedded database', () => {
  /** A store whose files nobody holds open, some hundred pages long. */
  async function closedStore(): Promise<{ data: string; path: string }> {
    const data = temporaryFolder()
    const database = openDatabase({ data })
    await migrate(database)
    await addPapers(database.db, 'a', 1000)
    await database.close()
    return { data, path: sqlitePath(data) }
  }

  const about = (data: string) => complaint({ BROADSHEET_DATA: data }, 'database')

  function overwrite(path: string, at: number, bytes: Buffer): void {
    const content = readFileSync(path)
    bytes.copy(content, at)
    writeFileSync(path, content)
  }

  test('that is absent is not made', async () => {
    const data = join(temporaryFolder(), 'data')
    assert.match(await about(data), /^warning: There is no store/)
    assert.match(await complaint({ BROADSHEET_DATA: data }, 'data folder'), /^warning: .*does not exist/)
    assert.equal(statSync(data, { throwIfNoEntry: false }), undefined)
  })

  test('is left as it was', async () => {
    const { data, path } = await closedStore()
    const before = readFileSync(path)
    await examine({ BROADSHEET_DATA: data })
    assert.ok(readFileSync(path).equals(before))
    assert.ok(readdirSync(data).every((name) => name.startsWith('broadsheet.db')))
  })

  test('whose beginning was destroyed', async () => {
    const { data, path } = await closedStore()
    overwrite(path, 0, Buffer.alloc(100))
    assert.match(await about(data), /^failed: .*not an SQLite database/)
    writeFileSync(path, 'some text')
    assert.match(await about(data), /^failed: .*not an SQLite database/)
  })

  test('with a destroyed page', async () => {
    const { data, path } = await closedStore()
    for (const page of [1, 20, 57]) overwrite(path, page * 4096, Buffer.alloc(600, 0xa5))
    assert.match(await about(data), /^failed: .*damaged/)
  })

  test('that was cut off', async () => {
    const { data, path } = await closedStore()
    truncateSync(path, Math.floor(statSync(path).size / 2))
    assert.match(await about(data), /^failed: .*damaged/)
  })

  test('with a log that can’t be read', async () => {
    const { data, path } = await closedStore()
    writeFileSync(`${path}-wal`, Buffer.alloc(5000, 7))
    assert.match(await about(data), /^failed: .*-wal is damaged/)
  })

  test('that is a folder, or whose log is one', async () => {
    const data = temporaryFolder()
    mkdirSync(sqlitePath(data))
    assert.match(await about(data), /^failed: .*can’t be read/)
    const other = await closedStore()
    mkdirSync(`${other.path}-wal`)
    assert.match(await about(other.data), /^failed: .*can’t be read/)
  })

  test('that is empty lacks its migrations', async () => {
    const data = temporaryFolder()
    writeFileSync(sqlitePath(data), '')
    assert.match(await complaint({ BROADSHEET_DATA: data }, 'migrations'), /^failed: Missing: 0001_papers/)
  })

  test('with rows that refer to nothing', async () => {
    const database = await openMigrated('sqlite')
    await sql`pragma foreign_keys = off`.execute(database.db)
    await database.db.insertInto('paper_category').values({ paper_id: 'nobody', category: 'cs.CL' }).execute()
    assert.match(await complaint(homeOf(database), 'references'), /^failed: .*paper_category → paper\./)
  })
})

describe('a PostgreSQL server', () => {
  const about = (url: string) => complaint({ BROADSHEET_DATA: '/tmp', DATABASE_URL: url }, 'database')

  /** A server that answers every client with `reply` once, and then stays silent. */
  async function serverThatSays(reply: Buffer): Promise<string> {
    const sockets: Socket[] = []
    const server = createServer((socket) => {
      sockets.push(socket)
      socket.on('error', () => {})
      socket.once('data', () => socket.write(reply))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    atEnd(async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
    })
    return `postgres://ada:secret@127.0.0.1:${(server.address() as { port: number }).port}/papers`
  }

  /** An ErrorResponse: https://www.postgresql.org/docs/current/protocol-message-formats.html */
  function errorResponse(code: string): Buffer {
    const fields = Buffer.from(`SFATAL\0C${code}\0Mrefused\0\0`)
    const head = Buffer.alloc(5)
    head.write('E')
    head.writeUInt32BE(fields.length + 4, 1)
    return Buffer.concat([head, fields])
  }

  test('that is not there', async () => {
    assert.match(await about('postgres://ada@127.0.0.1:1/papers'), /^failed: .*does not answer/)
  })

  test('whose name is unknown', async () => {
    assert.match(
      await about('postgres://ada@no-such-host.invalid/papers'),
      /^failed: .*(is unknown|be looked up)/,
    )
  })

  test('that refuses the password, the user, or knows no such database', async () => {
    const said = async (code: string) => about(await serverThatSays(errorResponse(code)))
    assert.match(await said('28P01'), /^failed: .*refused the password/)
    assert.match(await said('28000'), /^failed: .*refused the user/)
    assert.match(await said('3D000'), /^failed: .*does not exist/)
  })

  test('that stays silent', async () => {
    assert.match(await about(await serverThatSays(Buffer.alloc(0))), /^failed: .*did not answer in time/)
  })
})

describe('settings', () => {
  test('that are wrong are all named, and the rest is left out', async () => {
    const checks = await examine({ PORT: 'high', JOBS: 'perhaps' })
    const said = checks.filter(({ status }) => status === 'failed').map(({ says }) => says)
    assert.match(said.join('\n'), /PORT must be/)
    assert.match(said.join('\n'), /JOBS must be/)
    assert.ok(!checks.some(({ name }) => name === 'database'))
  })
})
