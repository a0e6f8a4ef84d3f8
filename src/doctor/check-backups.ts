import { accessSync, constants } from 'node:fs'
import { keptBackups } from '../backup/kept-backups.ts'
import { isLoopback, type Settings } from '../config.ts'
import { counted, sizeOf } from '../count-text.ts'
import { type Check, failed, ok, warning } from './check.ts'

/** A night and a morning. */
const OLD_MS = 36 * 3_600_000

/** Whether the schedule can make backups, and when it last did. `now`: of the site, milliseconds UTC. */
export async function checkBackups(
  { BACKUP_FOLDER: folder, PUBLIC_URL }: Pick<Settings, 'BACKUP_FOLDER' | 'PUBLIC_URL'>,
  now: number,
): Promise<Check> {
  if (folder === undefined) {
    const isPublic = PUBLIC_URL !== undefined && !isLoopback(new URL(PUBLIC_URL).hostname)
    if (!isPublic) return ok('backups', 'None are made by themselves: BACKUP_FOLDER is not set.')
    return warning(
      'backups',
      'None are made by themselves.',
      'Set BACKUP_FOLDER on one node, or have another program run `broadsheet backup`.',
    )
  }
  const unusable = problemOf(folder)
  if (unusable !== undefined)
    return failed('backups', unusable, 'Make it, and give it to the user who serves (chown).')
  const kept = await keptBackups(folder)
  const [newest] = kept
  if (!newest)
    return warning(
      'backups',
      `${folder} holds none yet.`,
      'The first is made at 02:35 UTC while the server runs.',
    )
  const says = `${folder} holds ${counted(kept.length, 'backup')}; the newest is of ${newest.day}, ${sizeOf(newest.bytes)}.`
  if (now - newest.madeAt <= OLD_MS) return ok('backups', says)
  return warning(
    'backups',
    says,
    'Look why the job make-backup fails: its error stands at /admin and in the log.',
  )
}

function problemOf(folder: string): string | undefined {
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    return undefined
  } catch (error) {
    const isGone = (error as NodeJS.ErrnoException).code === 'ENOENT'
    return isGone
      ? `${folder} (BACKUP_FOLDER) does not exist.`
      : `${folder} (BACKUP_FOLDER) may not be written by this user.`
  }
}
