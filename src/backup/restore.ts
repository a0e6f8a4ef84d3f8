import type { Database, Tx } from '../db/connect.ts'
import { migrate } from '../db/migrate.ts'
import { optimize } from '../db/optimize.ts'
import { inExclusiveTransaction } from '../db/replace.ts'
import { tablesInOrder } from '../db/schema.ts'
import { Conflict, Invalid } from '../errors.ts'
import type { BackupProgress } from './archive-format.ts'
import type { CheckedBackup } from './check-backup.ts'
import { insertArchive } from './insert-archive.ts'
import { isOlder, refuseNewer, withUpToDateBackup } from './older-backup.ts'
import { beginNewEpoch, countRows, deleteAllOf, firstFilledTable } from './queries.ts'

export interface RestoreOptions {
  /** Throw away what the store holds. */
  replace?: boolean
  onProgress?: (progress: BackupProgress) => void
  /** Stops the restore; the store is then as before. */
  signal?: AbortSignal
}

export interface RestoreResult {
  rows: number
  tables: Record<string, number>
}

/**
 * Fills a store from a backup that `checkBackup` found whole, in one transaction: the store is afterwards either
 * the backup's or as it was. It becomes a new epoch, so that search indexes rebuild themselves, and jobs that
 * were running when the backup was made are ready to run again.
 * @throws Conflict for a store that is not empty, unless `replace`; Invalid for a backup by a newer program.
 */
export async function restore(
  database: Database,
  checked: CheckedBackup,
  options: RestoreOptions = {},
): Promise<RestoreResult> {
  refuseNewer(checked.header)
  await migrate(database)
  if (!options.replace) await refuseFilled(database.db)
  if (isOlder(checked.header)) return withUpToDateBackup(checked, (newer) => load(database, newer, options))
  return load(database, checked, options)
}

async function load(
  database: Database,
  checked: CheckedBackup,
  options: RestoreOptions,
): Promise<RestoreResult> {
  refuseIncomplete(checked)
  await inExclusiveTransaction(database, ['migration', ...tablesInOrder], async (tx) => {
    if (!options.replace) await refuseFilled(tx)
    await deleteAllOf(tx, tablesInOrder)
    await insertArchive(tx, checked, options)
    await compareCounts(tx, checked)
    await beginNewEpoch(tx)
  })
  await optimize(database)
  const tables = checked.trailer.tables.map(({ table, rows }) => [table, rows] as const)
  return { rows: checked.trailer.rows, tables: Object.fromEntries(tables) }
}

async function refuseFilled(db: Database['db']): Promise<void> {
  const table = await firstFilledTable(db)
  if (!table) return
  throw new Conflict(
    `The store is not empty (it has rows in ${table}). Give --replace to throw away all that it holds, ` +
      'or --data or --database for another place. Nothing was changed.',
  )
}

function refuseIncomplete({ header, trailer }: CheckedBackup): void {
  const inBackup = new Set(trailer.tables.map(({ table }) => table))
  const missing = tablesInOrder.find((table) => !inBackup.has(table))
  const unknown = [...inBackup].find((table) => !tablesInOrder.some((known) => known === table))
  const wrong = unknown
    ? `has a table ${unknown} that this version does not know`
    : missing && `lacks the table ${missing}`
  if (wrong) {
    throw new Invalid(
      `The backup ${wrong}: restore it with Broadsheet ${header.program}, which made it. Nothing was changed.`,
    )
  }
}

async function compareCounts(tx: Tx, { trailer }: CheckedBackup): Promise<void> {
  for (const { table, rows } of trailer.tables) {
    const found = await countRows(tx, table)
    if (found !== rows)
      throw new Error(`The table ${table} has ${found} rows after the restore, not ${rows}.`)
  }
}
