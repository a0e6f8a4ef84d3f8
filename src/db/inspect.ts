import { sql } from 'kysely'
import { NotFound } from '../errors.ts'
import { type Database, type DatabaseHome, openDatabase, sqlitePath } from './connect.ts'
import { ownTables } from './own-tables.ts'
import { openReadOnly } from './read-only.ts'
import { tablesInOrder } from './schema.ts'
import { isThere } from './sqlite-file.ts'

/** More of them would tell no more. */
const SHOWN = 5

/**
 * Opens the store as it is: nothing is made, migrated or written. Connects on first use.
 * @throws NotFound where there is no embedded database in the data folder.
 */
export function openExisting({ data, url }: DatabaseHome): Database {
  if (url) return openDatabase({ data, url })
  const at = sqlitePath(data)
  if (!isThere(at)) {
    throw new NotFound(
      `There is no store at ${at}: name its folder with --data, or PostgreSQL with --database.`,
    )
  }
  const db = openReadOnly(at)
  return { db, kind: 'sqlite', at, onQuery() {}, close: () => db.destroy() }
}

/** Throws the driver's error where the database can't be reached. */
export async function reach({ db }: Database): Promise<void> {
  await sql`select 1`.execute(db)
}

/** Damage that the database finds in itself, some sentences of it. PostgreSQL has no such question. */
export async function integrityProblems({ db, kind }: Database): Promise<string[]> {
  if (kind === 'postgres') return []
  const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check(${sql.lit(SHOWN)})`.execute(
    db,
  )
  return rows.map((row) => row.integrity_check).filter((said) => said !== 'ok')
}

/** The same without comparing indexes with their tables: an eighth of the time. PostgreSQL has no such question. */
export async function quickProblems({ db, kind }: Database): Promise<string[]> {
  if (kind === 'postgres') return []
  const { rows } = await sql<{ quick_check: string }>`pragma quick_check(${sql.lit(SHOWN)})`.execute(db)
  return rows.map((row) => row.quick_check).filter((said) => said !== 'ok')
}

/** Rows that refer to others which don't exist, as `table → table`. PostgreSQL never lets them in. */
export async function brokenReferences({ db, kind }: Database): Promise<string[]> {
  if (kind === 'postgres') return []
  const { rows } = await sql<{ table: string; parent: string }>`
    select "table", parent from pragma_foreign_key_check limit ${sql.lit(SHOWN)}`.execute(db)
  return [...new Set(rows.map((row) => `${row.table} → ${row.parent}`))]
}

/** Tables that are not there although their migrations were applied; `store` also where its one row is gone. */
export async function missingTables({ db }: Database): Promise<string[]> {
  const names = new Set((await ownTables(db)).map((table) => table.name))
  const missing: string[] = tablesInOrder.filter((name) => !names.has(name))
  if (missing.includes('store')) return missing
  const stores = await db.selectFrom('store').select('id').execute()
  return stores.length === 1 ? missing : ['store', ...missing]
}

/** False for a PostgreSQL database that can't hold every character. */
export async function holdsUnicode({ db, kind }: Database): Promise<boolean> {
  if (kind === 'sqlite') return true
  const { rows } = await sql<{ server_encoding: string }>`show server_encoding`.execute(db)
  return rows[0]?.server_encoding === 'UTF8'
}
