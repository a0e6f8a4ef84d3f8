// The backup that the schedule makes: written, read to its end, named, and only then are older ones let go.

import { readdir, rename, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { sizeOf } from '../count-text.ts'
import type { Database } from '../db/connect.ts'
import { Conflict } from '../errors.ts'
import { type Day, dayOf } from '../papers/calendar.ts'
import { type BackupOptions, backup } from './backup.ts'
import { checkBackup } from './check-backup.ts'
import {
  type BackupKeep,
  backupName,
  expiredDays,
  isLeftOver,
  type KeptBackup,
  keptBackups,
} from './kept-backups.ts'
import { writeTrouble } from './write-trouble.ts'

export interface ScheduledBackup {
  /** Path of the file. */
  file: string
  rows: number
  bytes: number
  /** Backups that were let go. */
  removed: number
  /** Why some that may go could not be removed, if so: the backup is made all the same. */
  left?: string
}

/** What the store and its log must find free, whatever else happens. */
const LEFT_FREE = 200_000_000

/**
 * Makes the backup of this day (UTC), in place of one that was made earlier that day.
 * @throws Conflict, Invalid where it can't be written or isn't whole; every older backup is left then.
 */
export async function makeScheduledBackup(
  database: Database,
  folder: string,
  keep: BackupKeep,
  options: BackupOptions,
): Promise<ScheduledBackup> {
  const before = await listed(folder)
  await removeLeftOvers(folder)
  await refuseFullDisk(folder, before[0])
  const today = dayOf(options.clock.now())
  const file = join(folder, backupName(today))
  const unchecked = `${file}.unchecked`
  try {
    const { rows, bytes } = await backup(database, unchecked, options)
    const { trailer } = await checkBackup(unchecked, undefined, options.signal)
    if (trailer.rows !== rows) throw new Conflict(`The backup ${file} holds ${trailer.rows} of ${rows} rows.`)
    await rename(unchecked, file)
    return { file, rows, bytes, ...(await removeExpired(folder, today, keep)) }
  } catch (error) {
    await rm(unchecked, { force: true })
    if (options.signal?.aborted) throw new Conflict(`The backup ${file} was stopped. No part of it was left.`)
    throw error
  }
}

async function listed(folder: string): Promise<KeptBackup[]> {
  try {
    return await keptBackups(folder)
  } catch (error) {
    const why = writeTrouble(error)
    if (why === undefined) throw error
    throw new Conflict(
      `No backup was made: ${folder} (BACKUP_FOLDER) can’t be read. Make it, and give it to this user.`,
    )
  }
}

async function removeLeftOvers(folder: string): Promise<void> {
  for (const name of (await readdir(folder)).filter(isLeftOver)) await rm(join(folder, name), { force: true })
}

async function removeExpired(
  folder: string,
  today: Day,
  keep: BackupKeep,
): Promise<Pick<ScheduledBackup, 'removed' | 'left'>> {
  let removed = 0
  try {
    const days = (await keptBackups(folder)).map(({ day }) => day)
    for (const day of expiredDays(days, today, keep)) {
      await rm(join(folder, backupName(day)), { force: true })
      removed++
    }
    return { removed }
  } catch (error) {
    return { removed, left: String(error) }
  }
}

/** The store may lie on the same disk: a backup must not take its last byte. */
async function refuseFullDisk(folder: string, last: KeptBackup | undefined): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  const needed = (last ? 1.2 * last.bytes : 0) + LEFT_FREE
  if (bavail * bsize >= needed) return
  throw new Conflict(
    `No backup was made: the disk of ${folder} has ${sizeOf(bavail * bsize)} free, and ${sizeOf(Math.ceil(needed))} are ` +
      'wanted before one is begun. Free some space, or set BACKUP_FOLDER to another disk.',
  )
}
