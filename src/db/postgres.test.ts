import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { atEnd, createPostgresDatabase, databaseKinds, openMigrated } from '../../test/support/database.ts'
import { Conflict } from '../errors.ts'
import { openDatabase } from './connect.ts'
import { explainDatabaseError } from './explain-error.ts'
import { migrate } from './migrate.ts'

const skip = databaseKinds.includes('postgres') ? false : 'TEST_DATABASE_URL is not set'

test('a connection that the server ends in the middle of work fails that work only', { skip }, async () => {
  const { db } = await openMigrated('postgres')
  const ended = db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
    await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(db)
    await sql`select 1`.execute(tx)
  })
  await assert.rejects(ended, (error) => explainDatabaseError(error) instanceof Conflict)
  assert.equal((await db.selectFrom('store').select('id').execute()).length, 1)
})

test('a database that can’t hold every character is refused', { skip }, async () => {
  const home = new URL(await createPostgresDatabase())
  const { db, close } = openDatabase({ data: '', url: home.href })
  const narrow = `${home.pathname.slice(1)}_narrow`
  const options = sql.raw(`encoding 'LATIN1' lc_collate 'C' lc_ctype 'C' template template0`)
  await sql`create database ${sql.table(narrow)} ${options}`.execute(db)
  const database = openDatabase({ data: '', url: new URL(`/${narrow}`, home).href })
  atEnd(async () => {
    await database.close()
    await sql`drop database ${sql.table(narrow)}`.execute(db)
    await close()
  })
  await assert.rejects(migrate(database), /can’t hold every character.*UTF8/)
})
