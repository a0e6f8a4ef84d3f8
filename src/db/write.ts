import { sql } from 'kysely'
import type { Db, Tx } from './connect.ts'
import { notify } from './notify.ts'

/** One transaction; keep it under 50 ms, and use only `tx` inside. */
export function inTransaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction().execute(work)
}

/** Runs `work` on slices of at most `size` items, in order: both databases limit the parameters of a statement. */
export async function inChunks<T>(
  items: readonly T[],
  size: number,
  work: (chunk: T[]) => Promise<unknown>,
): Promise<void> {
  for (let at = 0; at < items.length; at += size) await work(items.slice(at, at + size))
}

/**
 * Takes `count` numbers of the store's change sequence and returns the first.
 * The counter row stays locked until the transaction ends: order of commit is order of number.
 * Nodes that listen hear of numbers that were taken.
 */
export async function nextChangeSeq(tx: Tx, count: number): Promise<number> {
  const { change_seq } = await tx
    .updateTable('store')
    .set({ change_seq: sql<number>`change_seq + ${count}` })
    .returning('change_seq')
    .executeTakeFirstOrThrow()
  if (count > 0) await notify(tx, 'broadsheet_changes')
  return change_seq - count + 1
}
