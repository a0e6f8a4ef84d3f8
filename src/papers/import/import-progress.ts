// How far each file was read. Written in the transaction of what was read, so that it is never wrong.

import type { Db, Tx } from '../../db/connect.ts'
import type { ImportProgressTable } from '../../db/schema.ts'

/** Forgets the files that were read to their end before `before` (milliseconds UTC). */
export async function forgetFinishedImports(db: Db, before: number): Promise<void> {
  await db.deleteFrom('import_progress').where('finished', '=', 1).where('updated_at', '<', before).execute()
}

/** What an earlier, interrupted run did of this file; undefined where there was none or it came to its end. */
export function unfinishedImport(db: Db, fileKey: string): Promise<ImportProgressTable | undefined> {
  return db
    .selectFrom('import_progress')
    .selectAll()
    .where('file_key', '=', fileKey)
    .where('finished', '=', 0)
    .executeTakeFirst()
}

/** Moves on, never back: two processes may read one file, and one that was finished may be read again. */
export async function noteProgress(tx: Tx, progress: ImportProgressTable): Promise<void> {
  await tx
    .insertInto('import_progress')
    .values(progress)
    .onConflict((conflict) =>
      conflict
        .column('file_key')
        .doUpdateSet(({ ref }) => ({
          records_done: ref('excluded.records_done'),
          bad_records: ref('excluded.bad_records'),
          finished: ref('excluded.finished'),
          updated_at: ref('excluded.updated_at'),
        }))
        .where('import_progress.finished', '=', 0)
        .whereRef('import_progress.records_done', '<=', (eb) => eb.ref('excluded.records_done')),
    )
    .execute()
}
