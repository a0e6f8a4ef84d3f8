// What the schedule does about backups, and what it notes of them for all nodes.

import type { Clock } from '../clock.ts'
import type { Db } from '../db/connect.ts'
import { Conflict } from '../errors.ts'
import { noteBackup, noteIntegrity } from './backup-marks.ts'
import type { FindDamage, MakeBackup } from './threaded-backups.ts'

/** Its kind of job: only nodes that keep backups take it. */
export const BACKUP_JOB = 'make-backup'

export interface BackupNotes {
  /** Absent on nodes that keep no backups. */
  make?: MakeBackup
  /** Absent where nobody looks: a database in memory. */
  findDamage?: FindDamage
}

interface BackupLog {
  warn(details: object, message: string): void
}

type Call<Part extends keyof BackupNotes> = Pick<BackupNotes, Part> & { signal: AbortSignal }

/** @throws with a sentence where none was made */
export async function makeNightlyBackup(
  db: Db,
  clock: Clock,
  { make, signal, log }: Call<'make'> & { log: BackupLog },
): Promise<void> {
  if (!make) return
  const began = performance.now()
  const { file, rows, bytes, left } = await make(signal)
  const ms = Math.round(performance.now() - began)
  await noteBackup(db, { at: clock.now(), file, rows, bytes, ms, ...(left !== undefined && { left }) })
  if (left !== undefined)
    log.warn({ file, why: left }, 'the backup is made, but older ones could not be removed')
}

/** @throws Conflict where the database is damaged */
export async function checkIntegrity(
  db: Db,
  clock: Clock,
  { findDamage, signal }: Call<'findDamage'>,
): Promise<void> {
  if (!findDamage) return
  const problems = await findDamage(signal)
  await noteIntegrity(db, { at: clock.now(), problems })
  if (problems.length > 0)
    throw new Conflict(
      `The database is damaged: ${problems[0]}. Restore the last backup that was found whole.`,
    )
}
