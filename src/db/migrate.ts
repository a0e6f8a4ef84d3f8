import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { Conflict } from '../errors.ts'
import { retryWhileBusy } from './busy.ts'
import type { Database, Db, Tx } from './connect.ts'
import { holdsUnicode } from './inspect.ts'
import { type Migration, migrationsFolder, readMigrations, statementsFor } from './migrations.ts'
import { ownTables } from './own-tables.ts'

/** Any number, the same for every process: who holds it migrates. */
const MIGRATION_LOCK = 4_207_300_151

export interface MigrationState {
  applied: string[]
  /** Known to the program, not yet in the database. */
  pending: string[]
  /** Applied with another text than the program's. */
  changed: string[]
  /** Applied by a newer program. */
  unknown: string[]
}

/** Brings the database to this program's schema and returns the names of what was applied. Safe for many starters. */
export async function migrate(database: Database, folder = migrationsFolder): Promise<string[]> {
  if (!(await holdsUnicode(database))) {
    throw new Conflict('The database can’t hold every character: make it again with encoding UTF8.')
  }
  const migrations = readMigrations(folder)
  const applied: string[] = []
  for (const migration of migrations) {
    if (await applyOnce(database, migration, migrations)) applied.push(migration.name)
  }
  return applied
}

/** What `migrate` would find; changes nothing. */
export async function migrationState(database: Database, folder = migrationsFolder): Promise<MigrationState> {
  return compare(readMigrations(folder), await appliedMigrations(database))
}

async function applyOnce(database: Database, migration: Migration, known: Migration[]): Promise<boolean> {
  return retryWhileBusy(() =>
    database.db.transaction().execute(async (tx) => {
      if (database.kind === 'postgres') await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`.execute(tx)
      await tx.schema
        .createTable('migration')
        .ifNotExists()
        .addColumn('name', 'text', (column) => column.primaryKey())
        .addColumn('checksum', 'text', (column) => column.notNull())
        .addColumn('applied_at', 'bigint', (column) => column.notNull())
        .execute()
      const rows = await tx.selectFrom('migration').selectAll().execute()
      refuseStrangers(compare(known, rows))
      if (rows.some((row) => row.name === migration.name)) return false
      await apply(tx, database.kind, migration)
      return true
    }),
  )
}

async function apply(tx: Tx, kind: Database['kind'], migration: Migration): Promise<void> {
  for (const statement of statementsFor(kind, migration.sql)) {
    await sql
      .raw(statement)
      .execute(tx)
      .catch((error) => refuseTaken(error, migration))
  }
  const { name, checksum } = migration
  await tx.insertInto('migration').values({ name, checksum, applied_at: Date.now() }).execute()
  if (name === '0001_papers.sql') await nameStore(tx)
}

function refuseTaken(error: Error, { name }: Migration): never {
  // PostgreSQL quotes the name, SQLite does not.
  const taken = /(?:relation|table|index) "?(\w+)"? already exists/.exec(error.message)?.[1]
  if (taken === undefined) throw error
  throw new Conflict(
    `The database has ${taken} already, which the migration ${name} would make: is it another program’s? ` +
      'Name an empty database, or restore the last backup.',
  )
}

/** Gives a new store its identity. */
async function nameStore(tx: Tx): Promise<void> {
  const store = { id: 1, store_id: randomBytes(12).toString('hex'), epoch: randomBytes(12).toString('hex') }
  await tx
    .insertInto('store')
    .values({ ...store, change_seq: 0 })
    .execute()
}

function refuseStrangers(state: MigrationState): void {
  const [changed] = state.changed
  if (changed) {
    throw new Conflict(
      `The migration ${changed} was applied with another text than this program has. ` +
        'Restore the original file of that name, or the program version that made this database.',
    )
  }
  const [unknown] = state.unknown
  if (unknown) {
    throw new Conflict(
      `The database has the migration ${unknown}, which this program does not know: it was used by a newer version. ` +
        'Install that version, or restore a backup made before the upgrade.',
    )
  }
}

function compare(known: Migration[], rows: { name: string; checksum: string }[]): MigrationState {
  const checksums = new Map(rows.map((row) => [row.name, row.checksum]))
  const names = new Set(known.map((migration) => migration.name))
  return {
    applied: known.filter((m) => checksums.get(m.name) === m.checksum).map((m) => m.name),
    pending: known.filter((m) => !checksums.has(m.name)).map((m) => m.name),
    changed: known.filter((m) => (checksums.get(m.name) ?? m.checksum) !== m.checksum).map((m) => m.name),
    unknown: rows.filter((row) => !names.has(row.name)).map((row) => row.name),
  }
}

async function appliedMigrations({ db }: Database): Promise<{ name: string; checksum: string }[]> {
  if (!(await hasMigrationTable(db))) return []
  return db.selectFrom('migration').select(['name', 'checksum']).orderBy('name').execute()
}

async function hasMigrationTable(db: Db): Promise<boolean> {
  return (await ownTables(db)).some((table) => table.name === 'migration')
}
