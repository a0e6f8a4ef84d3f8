// What the schedule does about backups, and what it notes of them for all nodes.

import type { Clock } from '../clock.ts'
import type { Db } from '../db/connect.ts'
import { Conflict } from '../errors.ts'
import { noteBackup, noteIntegrity } from './backup-marks.ts'
import type { FindDamage, MakeBackup } from './threaded-backups.ts'

export interface BackupNotes {
  /** Absent on nodes that keep no backups. */
  make?: MakeBackup
  /** Absent where nobody looks: a database in memory. */
  findDamage?: FindDamage
}

type Call<Part extends keyof BackupNotes> = Pick<BackupNotes, Part> & { signal: AbortSignal }

/** @throws with a sentence where none was made */
export async function makeNightlyBackup(db: Db, clock: Clock, { make, signal }: Call<'make'>): Promise<void> {
  if (!make) return
  const began = performance.now()
  const { file, rows, bytes } = await make(signal)
  const ms = Math.round(performance.now() - began)
  await noteBackup(db, { at: clock.now(), file, rows, bytes, ms })
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
