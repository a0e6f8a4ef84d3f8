// Real databases for tests: SQLite always, PostgreSQL where TEST_DATABASE_URL is set.

import { randomBytes } from 'node:crypto'
import { copyFileSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe } from 'node:test'
import pg from 'pg'
import { type Database, type Db, openDatabase, sqlitePath } from '../../src/db/connect.ts'
import { migrate } from '../../src/db/migrate.ts'

export type DatabaseKind = Database['kind']

const serverUrl = process.env.TEST_DATABASE_URL

export const databaseKinds: DatabaseKind[] = serverUrl ? ['sqlite', 'postgres'] : ['sqlite']

/**
 * Runs the tests of `define` once a database. `open` gives an empty, migrated store of its own;
 * everything is closed and dropped when the tests are done.
 */
export function eachDatabase(
  name: string,
  define: (open: () => Promise<Db>, openWhole: () => Promise<Database>, kind: DatabaseKind) => void,
): void {
  for (const kind of databaseKinds) {
    describe(`${name} (${kind})`, () => {
      const openWhole = () => openMigrated(kind)
      define(async () => (await openWhole()).db, openWhole, kind)
    })
  }
}

/** An empty store with all tables: a copy of one that was migrated once, under a name of its own. */
export async function openMigrated(kind: DatabaseKind): Promise<Database> {
  const database = kind === 'sqlite' ? await copyOfSqlite() : await copyOfPostgres()
  const [store_id, epoch] = [randomBytes(12).toString('hex'), randomBytes(12).toString('hex')]
  await database.db.updateTable('store').set({ store_id, epoch }).execute()
  return database
}

let migratedFile: Promise<string> | undefined

async function copyOfSqlite(): Promise<Database> {
  migratedFile ??= makeMigratedFile()
  const data = quickFolder()
  copyFileSync(await migratedFile, sqlitePath(data))
  const database = openDatabase({ data })
  atEnd(() => database.close())
  return database
}

/** Outlives the test that asks first. */
async function makeMigratedFile(): Promise<string> {
  const data = mkdtempSync(join(quickest, 'broadsheet-migrated-'))
  process.on('exit', () => rmSync(data, { recursive: true, force: true }))
  const database = openDatabase({ data })
  await migrate(database)
  await database.close()
  return sqlitePath(data)
}

/** `npm test` names a migrated database; a file of tests that runs by itself has none. */
async function copyOfPostgres(): Promise<Database> {
  const template = process.env.TEST_DATABASE_TEMPLATE
  const database = openDatabase({ data: '', url: await createPostgresDatabase(template) })
  if (template === undefined) await migrate(database)
  return database
}

/** A database without any table. */
export async function openBare(kind: DatabaseKind): Promise<Database> {
  return kind === 'sqlite'
    ? openBareSqlite()
    : openDatabase({ data: '', url: await createPostgresDatabase() })
}

function openBareSqlite(): Database {
  const database = openDatabase({ data: quickFolder() })
  atEnd(() => database.close())
  return database
}

/** In memory where the system has such a place with room: what is committed waits for the disk, and tests commit a lot. */
const quickest = hasRoom('/dev/shm') ? '/dev/shm' : tmpdir()

function hasRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize > 2 ** 31
  } catch {
    return false
  }
}

const quickFolder = (): string => temporaryFolder(quickest)

/** A folder that is removed when this test file is done. */
export function temporaryFolder(within = tmpdir()): string {
  const folder = mkdtempSync(join(within, 'broadsheet-test-'))
  atEnd(async () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The address of a new PostgreSQL database, empty or a copy, that is dropped when this test file is done. */
export async function createPostgresDatabase(template = 'template1'): Promise<string> {
  if (!serverUrl) throw new Error('TEST_DATABASE_URL is not set.')
  const name = `broadsheet_test_${randomBytes(6).toString('hex')}`
  await onServer(`create database ${name} template ${template}`)
  atEnd(() => onServer(`drop database if exists ${name} with (force)`))
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  await client.query(statement)
  await client.end()
}

const endings: (() => Promise<unknown>)[] = []

/** Runs `ending` when this test file is done, the last one first. */
export function atEnd(ending: () => Promise<unknown>): void {
  if (endings.length === 0) {
    after(async () => {
      for (const end of endings.splice(0).reverse()) await end()
    })
  }
  endings.push(ending)
}
