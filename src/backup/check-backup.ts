import { Conflict } from '../errors.ts'
import type { BackupHeader, BackupProgress, BackupTrailer } from './archive-format.ts'
import { readArchive } from './read-archive.ts'

/** A file that was read from end to end and found whole. */
export interface CheckedBackup {
  file: string
  header: BackupHeader
  trailer: BackupTrailer
  /** Of the whole file, hexadecimal. */
  sha256: string
}

/**
 * Reads a whole backup and compares every checksum, without touching any store.
 * @throws Invalid, with what is wrong with the file; Conflict when stopped.
 */
export async function checkBackup(
  file: string,
  onProgress: (progress: Omit<BackupProgress, 'total'>) => void = () => {},
  signal?: AbortSignal,
): Promise<CheckedBackup> {
  let header: BackupHeader | undefined
  let trailer: BackupTrailer | undefined
  let sha256 = ''
  let rows = 0
  for await (const part of readArchive(file)) {
    if (signal?.aborted) throw new Conflict('Stopped while the backup was read: the store is as it was.')
    if (part.kind === 'header') header = part.header
    if (part.kind === 'trailer') trailer = part.trailer
    if (part.kind === 'end') sha256 = part.sha256
    if (part.kind !== 'rows') continue
    rows += part.rows.length
    onProgress({ table: part.start.table, rows })
  }
  if (!header || !trailer) throw new Error('An archive was read to its end without header or trailer.')
  return { file, header, trailer, sha256 }
}
