import type { Db } from '../../db/connect.ts'

export interface MergedWindow {
  asker: string
  /** Milliseconds UTC. */
  began: number
  /** Of all nodes. */
  calls: number
}

/**
 * Adds these calls to those of all nodes, each asker once, and returns what there are now. A window that was over when
 * the added one began is forgotten.
 */
export async function addCalls(
  db: Db,
  added: readonly MergedWindow[],
  windowMs: number,
): Promise<MergedWindow[]> {
  // In one order, so that two nodes never wait for each other.
  const rows = added.toSorted((a, b) => (a.asker < b.asker ? -1 : 1))
  return db
    .insertInto('call_window')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('asker').doUpdateSet(({ eb, ref }) => {
        const isOver = eb(eb('call_window.began', '+', windowMs), '<=', ref('excluded.began'))
        const together = eb('call_window.calls', '+', ref('excluded.calls'))
        return {
          began: eb.case().when(isOver).then(ref('excluded.began')).else(ref('call_window.began')).end(),
          calls: eb.case().when(isOver).then(ref('excluded.calls')).else(together).end(),
        }
      }),
    )
    .returning(['asker', 'began', 'calls'])
    .execute()
}

export async function forgetCallWindows(db: Db, before: number): Promise<void> {
  await db.deleteFrom('call_window').where('began', '<', before).execute()
}
