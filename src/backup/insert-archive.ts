import type { Tx } from '../db/connect.ts'
import { Conflict } from '../errors.ts'
import type { BackupProgress } from './archive-format.ts'
import type { CheckedBackup } from './check-backup.ts'
import { insertRows } from './queries.ts'
import { readArchive } from './read-archive.ts'

export interface InsertOptions {
  onProgress?: (progress: BackupProgress) => void
  /** Stops the work by throwing, so that the transaction is undone. */
  signal?: AbortSignal
}

/** Writes all rows of an archive into empty tables. Throws before the end if the file is no longer what was checked. */
export async function insertArchive(tx: Tx, checked: CheckedBackup, options: InsertOptions): Promise<void> {
  let rows = 0
  let sha256 = ''
  for await (const part of readArchive(checked.file)) {
    if (options.signal?.aborted) throw new Conflict('The restore was stopped. Nothing was changed.')
    if (part.kind === 'end') sha256 = part.sha256
    if (part.kind !== 'rows') continue
    await insertRows(tx, part.start, part.rows)
    rows += part.rows.length
    options.onProgress?.({ table: part.start.table, rows, total: checked.trailer.rows })
  }
  if (sha256 !== checked.sha256)
    throw new Conflict(`The file ${checked.file} was changed while it was read. Nothing was changed.`)
}
