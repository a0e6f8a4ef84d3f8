import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { eachDatabase, openBare, temporaryFolder } from '../../test/support/database.ts'
import { Conflict } from '../errors.ts'
import { migrate, migrationState } from './migrate.ts'
import { migrationsFolder, readMigrations, statementsFor } from './migrations.ts'
import { tablesInOrder } from './schema.ts'

const here = new URL('.', import.meta.url)
const schemaSource = readdirSync(here)
  .filter((name) => /^schema.*\.ts$/.test(name))
  .map((name) => readFileSync(new URL(name, here), 'utf8'))
  .join('\n')
const all = readMigrations(migrationsFolder).map((migration) => migration.name)

function folderWith(files: Record<string, string>): string {
  const folder = join(temporaryFolder(), 'migrations')
  mkdirSync(folder)
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  return folder
}

eachDatabase('migrations', (_open, _openWhole, kind) => {
  test('an empty database gets everything, the latest nothing', async () => {
    const database = await openBare(kind)
    assert.deepEqual(await migrate(database), all)
    assert.deepEqual(await migrate(database), [])
    assert.deepEqual((await migrationState(database)).pending, [])
  })

  test('of many that start at once exactly one applies each migration', async () => {
    const database = await openBare(kind)
    const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(database)))
    assert.deepEqual(applied.flat().sort(), all)
    const stores = await database.db.selectFrom('store').selectAll().execute()
    assert.equal(stores.length, 1)
  })

  test('a changed old file and an unknown newer one are refused by name', async () => {
    const database = await openBare(kind)
    const files = { '0001_first.sql': 'create table first (id text primary key);' }
    await migrate(database, folderWith({ ...files, '0002_second.sql': 'create table second (id text);' }))
    await assert.rejects(migrate(database, folderWith(files)), /0002_second\.sql.*newer version/)
    const changed = { ...files, '0002_second.sql': 'create table second (id bigint);' }
    await assert.rejects(migrate(database, folderWith(changed)), /0002_second\.sql.*another text/)
  })

  test('a database of another program is refused', async () => {
    const database = await openBare(kind)
    await database.db.schema.createTable('paper').addColumn('title', 'text').execute()
    await assert.rejects(migrate(database), (error) => {
      assert.ok(error instanceof Conflict)
      assert.match(error.message, /has paper already.*another program/)
      return true
    })
  })

  test('a migration that fails leaves nothing of itself', async () => {
    const database = await openBare(kind)
    const folder = folderWith({ '0001_bad.sql': 'create table good (id text); create table bad (id' })
    await assert.rejects(migrate(database, folder))
    const tables = await database.db.introspection.getTables()
    assert.deepEqual(
      tables.map((table) => table.name).filter((name) => name === 'good'),
      [],
    )
  })

  test('the types of schema.ts name the columns that the database has', async () => {
    const database = await openBare(kind)
    await migrate(database)
    const tables = await database.db.introspection.getTables()
    const names = tables.map((table) => table.name).sort()
    assert.deepEqual(names, [...tablesInOrder, 'migration'].sort())
    for (const table of tables) {
      const columns = table.columns.map((column) => column.name).sort()
      assert.deepEqual(columns, columnsInTypes(table.name), `columns of ${table.name}`)
    }
  })
})

/** Reads the interface of a table out of schema.ts. */
function columnsInTypes(table: string): string[] {
  const name = table.replace(/(^|_)(\w)/g, (_, __, letter: string) => letter.toUpperCase())
  const body = new RegExp(`interface ${name}Table \\{([^}]*)\\}`).exec(schemaSource)?.[1] ?? ''
  return [...body.matchAll(/^ {2}(\w+):/gm)].map((match) => match[1] ?? '').sort()
}

test('text columns are compared by bytes on PostgreSQL', () => {
  const sql = 'create table a (id text primary key, -- text\n b bigint);'
  assert.deepEqual(statementsFor('postgres', sql), [
    'create table a (id text collate "C" primary key, \n b bigint)',
  ])
  assert.deepEqual(statementsFor('sqlite', sql), ['create table a (id text primary key, \n b bigint)'])
})
