import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'
import { ownTables } from '../db/own-tables.ts'
import { tablesInOrder } from '../db/schema.ts'
import { Conflict } from '../errors.ts'
import { type Cell, isCell, type Row, type TableStart } from './archive-format.ts'
import { tableKeys } from './table-keys.ts'

const PAGE_ROWS = 500

/** Both databases take this many parameters in one statement. */
const STATEMENT_CELLS = 15_000

export type BackupTable = keyof typeof tableKeys

/**
 * The store's tables with their columns, in an order in which they can be filled. Other programs' tables beside
 * them are left alone.
 * @throws Conflict where there is no store.
 */
export async function tablesOfStore(db: Db): Promise<(TableStart & { table: BackupTable })[]> {
  const tables = await ownTables(db)
  const columnsOf = new Map(tables.map(({ name, columns }) => [name, columns.map((column) => column.name)]))
  if (!columnsOf.has('store')) {
    throw new Conflict(
      'The database has no store yet: there is nothing to back up. Run `broadsheet migrate` first.',
    )
  }
  return tablesInOrder.flatMap((table) => {
    const columns = columnsOf.get(table)
    return columns ? [{ table, columns }] : []
  })
}

export async function identityOfStore(db: Db) {
  const store = await db.selectFrom('store').select(['store_id', 'epoch']).executeTakeFirstOrThrow()
  const migrations = await db.selectFrom('migration').select(['name', 'checksum']).orderBy('name').execute()
  return { ...store, migrations }
}

export async function countRows(db: Db, table: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(db)
  return Number(rows[0]?.n)
}

/** The rows of a table in order of its primary key, some hundred at a time. */
export async function* readRows(db: Db, table: BackupTable, columns: string[]): AsyncGenerator<Row[]> {
  const keys = tableKeys[table]
  const order = sql.join(keys.map((key) => sql.ref(key)))
  let beyond = sql``
  for (;;) {
    const page = await sql<Record<string, unknown>>`
      select ${sql.join(columns.map((column) => sql.ref(column)))} from ${sql.table(table)} ${beyond}
      order by ${order} limit ${sql.lit(PAGE_ROWS)}`.execute(db)
    if (page.rows.length > 0)
      yield page.rows.map((row) => columns.map((column) => cellOf(table, column, row[column])))
    const last = page.rows.at(-1)
    if (page.rows.length < PAGE_ROWS || !last) return
    beyond = sql`where (${order}) > (${sql.join(keys.map((key) => last[key]))})`
  }
}

function cellOf(table: string, column: string, value: unknown): Cell {
  if (isCell(value)) return value
  throw new Error(`The column ${column} of ${table} holds a ${typeof value}, which a backup can't hold.`)
}

export async function insertRows(tx: Tx, { table, columns }: TableStart, rows: Row[]): Promise<void> {
  const size = Math.max(1, Math.floor(STATEMENT_CELLS / columns.length))
  const names = sql.join(columns.map((column) => sql.ref(column)))
  for (let at = 0; at < rows.length; at += size) {
    const tuples = rows.slice(at, at + size).map((row) => sql`(${sql.join(row)})`)
    await sql`insert into ${sql.table(table)} (${names}) values ${sql.join(tuples)}`.execute(tx)
  }
}

/** Empties tables that are named in the order in which they can be filled. */
export async function deleteAllOf(tx: Tx, tables: readonly string[]): Promise<void> {
  for (const table of tables.toReversed()) await sql`delete from ${sql.table(table)}`.execute(tx)
}

/** A new store has its own row, jobs, and what its nodes tell of themselves. */
const unfilled = new Set<string>(['store', 'job', 'node_sample', 'call_window'])

/** The first table that holds something which a restore would destroy. */
export async function firstFilledTable(db: Db): Promise<string | null> {
  for (const table of tablesInOrder) {
    if (unfilled.has(table)) continue
    const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(db)
    if (rows.length > 0) return table
  }
  return null
}

/** What makes restored rows a living store: an epoch of its own, and no job that a lost process still runs. */
export async function beginNewEpoch(tx: Tx): Promise<void> {
  await tx
    .updateTable('store')
    .set({ epoch: randomBytes(12).toString('hex') })
    .execute()
  await tx
    .updateTable('job')
    .set({ state: 'ready', locked_until: null })
    .where('state', '=', 'running')
    .execute()
}
