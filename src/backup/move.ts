// One store copied into another, whichever databases they are: read from a snapshot and written as a backup is, but
// without the file, then read again from both and compared row by row before anything of it stands.

import type { Database, Db, Tx } from '../db/connect.ts'
import { migrate, migrationState } from '../db/migrate.ts'
import { optimize } from '../db/optimize.ts'
import { inExclusiveTransaction } from '../db/replace.ts'
import { tablesInOrder } from '../db/schema.ts'
import { openSnapshot } from '../db/snapshot.ts'
import { openWriteMark } from '../db/write-mark.ts'
import { Conflict } from '../errors.ts'
import { compareRows } from './compare-rows.ts'
import {
  beginNewEpoch,
  countRows,
  deleteAllOf,
  firstFilledTable,
  identityOfStore,
  insertRows,
  readRows,
  tablesOfStore,
} from './queries.ts'

export interface MoveProgress {
  step: 'copying' | 'comparing'
  /** Rows done in this step, and how many there are. */
  rows: number
  total: number
}

export interface MoveOptions {
  /** Throw away what the target holds. */
  replace?: boolean
  onProgress?: (progress: MoveProgress) => void
  /** Stops the move; the target is then as before. */
  signal?: AbortSignal
}

export interface MoveResult {
  rows: number
  /** Rows of each table. */
  tables: Record<string, number>
  /** Something was written to the source meanwhile: the target lacks it. */
  sourceWasWritten: boolean
}

/**
 * Copies a store, in one transaction of the target: afterwards that is equal, row by row, or as it was. Like a restored
 * one it becomes a new epoch, and jobs that were running are ready to run again. The source is only read.
 * @throws Conflict for a source of another version, and for a target that is not empty, unless `replace`.
 */
export async function moveStore(
  source: Database,
  target: Database,
  options: MoveOptions = {},
): Promise<MoveResult> {
  await refuseOtherVersion(source)
  await migrate(target)
  await refuseSame(source.db, target.db)
  const mark = openWriteMark(source)
  const before = await mark.now()
  const snapshot = await openSnapshot(source)
  try {
    const moved = await copyAll(snapshot.db, target, options)
    await optimize(target)
    return { ...moved, sourceWasWritten: (await mark.now()) !== before }
  } finally {
    await snapshot.close()
    mark.close()
  }
}

async function copyAll(
  from: Db,
  target: Database,
  options: MoveOptions,
): Promise<Omit<MoveResult, 'sourceWasWritten'>> {
  const tables = await tablesOfStore(from)
  const counts: Record<string, number> = {}
  for (const { table } of tables) counts[table] = await countRows(from, table)
  const rows = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const said = (step: MoveProgress['step']) => sayRows(step, rows, options)
  await inExclusiveTransaction(target, ['migration', ...tablesInOrder], async (tx) => {
    if (!options.replace) await refuseFilled(tx)
    await deleteAllOf(tx, tablesInOrder)
    const copied = said('copying')
    for (const { table, columns } of tables) {
      for await (const some of readRows(from, table, columns)) {
        await insertRows(tx, { table, columns }, some)
        copied(some.length)
      }
    }
    const compared = said('comparing')
    for (const { table, columns } of tables)
      await compareRows(table, readRows(from, table, columns), readRows(tx, table, columns), compared)
    await beginNewEpoch(tx)
  })
  return { rows, tables: counts }
}

/** Counts what is done; throws where somebody wants it to stop, so that the transaction is undone. */
function sayRows(step: MoveProgress['step'], total: number, { onProgress, signal }: MoveOptions) {
  let rows = 0
  return (more: number) => {
    if (signal?.aborted) throw new Conflict('The move was stopped. The target is as it was.')
    rows += more
    onProgress?.({ step, rows, total })
  }
}

async function refuseOtherVersion(source: Database): Promise<void> {
  const { pending, unknown } = await migrationState(source)
  if (unknown[0] !== undefined)
    throw new Conflict(
      `The source has the migration ${unknown[0]}, which this program does not know: use the version that made it.`,
    )
  if (pending[0] !== undefined)
    throw new Conflict(
      `The source lacks the migration ${pending[0]}: make a backup, then run \`broadsheet migrate\` on it. Nothing was changed.`,
    )
}

/** Two stores of one name and epoch are one store, or copies that may be told apart by nothing. */
async function refuseSame(source: Db, target: Db): Promise<void> {
  const [one, other] = [await identityOfStore(source), await identityOfStore(target)]
  if (one.store_id !== other.store_id || one.epoch !== other.epoch) return
  throw new Conflict('Source and target are one store: name another target. Nothing was changed.')
}

async function refuseFilled(tx: Tx): Promise<void> {
  const table = await firstFilledTable(tx)
  if (!table) return
  throw new Conflict(
    `The target is not empty (it has rows in ${table}). Give --replace to throw away all that it holds, ` +
      'or name another one. Nothing was changed.',
  )
}
