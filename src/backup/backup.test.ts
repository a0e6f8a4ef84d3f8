import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { sql } from 'kysely'
import { databaseKinds, eachDatabase, openMigrated, temporaryFolder } from '../../test/support/database.ts'
import { addPapers, fillStore, rowsOfStore } from '../../test/support/filled-store.ts'
import { fixedClock } from '../clock.ts'
import type { Database } from '../db/connect.ts'
import { Conflict, Invalid } from '../errors.ts'
import { backup } from './backup.ts'
import { checkBackup } from './check-backup.ts'
import { restore } from './restore.ts'
import { tableKeys } from './table-keys.ts'

const clock = fixedClock('2026-03-04T10:00:00Z')
const options = { clock, version: '1.2.3' }
const newFile = () => join(temporaryFolder(), 'store.backup')

async function backedUp(database: Database): Promise<string> {
  const file = newFile()
  await backup(database, file, options)
  return file
}

for (const from of databaseKinds) {
  for (const to of databaseKinds) {
    test(`a store backed up from ${from} is restored to ${to}, row by row`, async () => {
      const source = await openMigrated(from)
      await fillStore(source.db)
      const file = await backedUp(source)
      const target = await openMigrated(to)
      const { rows, tables } = await restore(target, await checkBackup(file))
      const before = await rowsOfStore(source.db)
      const after = await rowsOfStore(target.db)
      assert.equal(
        rows,
        Object.values(tables).reduce((sum, n) => sum + n),
      )
      assert.notEqual(after.store?.[0]?.epoch, before.store?.[0]?.epoch)
      assert.equal(after.store?.[0]?.store_id, before.store?.[0]?.store_id)
      assert.deepEqual(
        after.job?.map((job) => [job.state, job.locked_until]),
        [
          ['done', null],
          ['ready', null],
          ['ready', null],
        ],
      )
      for (const table of [
        'paper',
        'paper_category',
        'paper_identifier',
        'person',
        'edition_entry',
        'import_progress',
      ]) {
        assert.deepEqual(after[table], before[table], table)
        assert.ok((before[table]?.length ?? 0) > 0, table)
      }
    })
  }
}

eachDatabase('backup', (_open, openWhole) => {
  test('holds one moment of a store that is written meanwhile', async () => {
    const source = await openWhole()
    await addPapers(source.db, 'early', 1200)
    let more = 0
    const file = newFile()
    // Each page that is read is followed by a commit of another connection.
    await backup(source, file, {
      ...options,
      onProgress: () => {
        more += 1
        pending.push(addPapers(source.db, `late-${more}`, 50))
      },
    })
    await Promise.all(pending.splice(0))
    assert.ok(more > 3)
    assert.equal((await checkBackup(file)).trailer.tables.find((t) => t.table === 'paper')?.rows, 1200)
  })
  const pending: Promise<unknown>[] = []

  test('says who made it and can be read by its owner alone', async () => {
    const source = await openWhole()
    const file = await backedUp(source)
    const { header } = await checkBackup(file)
    assert.equal(header.made, '2026-03-04T10:00:00.000Z')
    assert.equal(header.program, '1.2.3')
    assert.equal(header.migrations[0]?.name, '0001_papers.sql')
    assert.equal(statSync(file).mode & 0o777, 0o600)
  })

  test('replaces an older backup and leaves nothing beside it', async () => {
    const source = await openWhole()
    const file = await backedUp(source)
    await fillStore(source.db)
    chmodSync(file, 0o644)
    await backup(source, file, options)
    assert.ok((await checkBackup(file)).trailer.rows > 1)
    assert.equal(statSync(file).mode & 0o777, 0o600)
    assert.deepEqual(readdirSync(join(file, '..')), ['store.backup'])
  })

  test('is refused for the store of a newer program, whose tables would be left out', async () => {
    const source = await openWhole()
    await sql`insert into migration values ('0999_later.sql', 'x', 0)`.execute(source.db)
    const file = newFile()
    await assert.rejects(backup(source, file, options), (error: Error) => {
      assert.ok(error instanceof Conflict)
      assert.match(error.message, /0999_later/)
      return true
    })
    assert.deepEqual(readdirSync(join(file, '..')), [])
  })

  test('leaves other programs’ tables and views alone', async () => {
    const source = await openWhole()
    await sql`create table of_others (id text primary key)`.execute(source.db)
    await sql`create view seen_by_others as select id from of_others`.execute(source.db)
    if (source.kind === 'postgres') {
      await sql`create schema others`.execute(source.db)
      await sql`create table others.paper (id text)`.execute(source.db)
      await sql`create table others.migration (name text)`.execute(source.db)
    }
    const file = newFile()
    await backup(source, file, options)
    const { trailer } = await checkBackup(file)
    assert.deepEqual(trailer.tables.map(({ table }) => table).sort(), Object.keys(tableKeys).sort())
  })

  test('the keys by which tables are read are their primary keys', async () => {
    const source = await openWhole()
    for (const [table, keys] of Object.entries(tableKeys)) {
      const constraint = sql.join(keys.map((key) => sql.ref(key)))
      // Both databases refuse an upsert on columns that are no key.
      const check = sql`insert into ${sql.table(table)} select * from ${sql.table(table)} where 1 = 0
        on conflict (${constraint}) do nothing`
      await assert.doesNotReject(check.execute(source.db), table)
    }
  })

  test('where the file can’t be written, one sentence says why', async () => {
    const source = await openWhole()
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'sub'))
    writeFileSync(join(folder, 'notes.txt'), 'not a backup')
    const refusals: [string, RegExp][] = [
      [join(folder, 'absent', 'a.backup'), /its folder does not exist/],
      [join(folder, 'notes.txt', 'a.backup'), /is a file/],
      [join(folder, 'sub'), /is a folder/],
      [join(folder, 'notes.txt'), /something else than a backup/],
      ['/dev/null', /something else than a backup/],
    ]
    for (const [file, why] of refusals) {
      await assert.rejects(backup(source, file, options), (error: Error) => {
        assert.ok(error instanceof Invalid, String(error))
        assert.match(error.message, why)
        return true
      })
    }
    assert.equal(readFileSync(join(folder, 'notes.txt'), 'utf8'), 'not a backup')
    assert.deepEqual(readdirSync(folder).sort(), ['notes.txt', 'sub'])
  })
})

eachDatabase('restore', (_open, openWhole) => {
  test('refuses a store that is not empty', async () => {
    const source = await openWhole()
    await fillStore(source.db)
    const checked = await checkBackup(await backedUp(source))
    const before = await rowsOfStore(source.db)
    await assert.rejects(restore(source, checked), /not empty.*--replace/s)
    assert.deepEqual(await rowsOfStore(source.db), before)
  })

  test('replaces what the store held when told so', async () => {
    const source = await openWhole()
    await fillStore(source.db)
    const checked = await checkBackup(await backedUp(source))
    const papers = (await rowsOfStore(source.db)).paper
    await addPapers(source.db, 'later', 3)
    await restore(source, checked, { replace: true })
    assert.deepEqual((await rowsOfStore(source.db)).paper, papers)
  })

  test('leaves the old store when the file changes between checking and reading', async () => {
    const source = await openWhole()
    await fillStore(source.db)
    const checked = await checkBackup(await backedUp(source))
    await addPapers(source.db, 'later', 3)
    await backup(source, checked.file, options)
    const before = await rowsOfStore(source.db)
    await assert.rejects(restore(source, checked, { replace: true }), /changed while it was read/)
    assert.deepEqual(await rowsOfStore(source.db), before)
  })

  test('leaves the old store when it is stopped half way', async () => {
    const source = await openWhole()
    await addPapers(source.db, 'a', 1500)
    const checked = await checkBackup(await backedUp(source))
    await addPapers(source.db, 'later', 3)
    const before = await rowsOfStore(source.db)
    const stop = new AbortController()
    const stopped = restore(source, checked, {
      replace: true,
      signal: stop.signal,
      onProgress: ({ rows }) => rows > 600 && stop.abort(),
    })
    await assert.rejects(stopped, /stopped/)
    assert.deepEqual(await rowsOfStore(source.db), before)
  })
})

describe('a backup that is stopped', () => {
  test('leaves no file', async () => {
    const source = await openMigrated('sqlite')
    await addPapers(source.db, 'a', 1500)
    const file = newFile()
    const stop = new AbortController()
    await assert.rejects(
      backup(source, file, { ...options, signal: stop.signal, onProgress: () => stop.abort() }),
      /was stopped/,
    )
    assert.deepEqual(readdirSync(join(file, '..')), [])
  })
})
