import { accessSync, constants, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Check, failed, ok, warning } from './check.ts'

/** The rights of everybody but the owner. */
const OTHERS = 0o077

/** Whether the folder of the embedded database is there and this user may write in it. */
export function checkDataFolder(data: string): Check {
  const folder = resolve(data)
  const stat = statSync(folder, { throwIfNoEntry: false })
  if (!stat) {
    return warning(
      'data folder',
      `${folder} does not exist.`,
      '`broadsheet serve` makes it; or name another by --data.',
    )
  }
  if (!stat.isDirectory()) {
    return failed('data folder', `${folder} is not a folder.`, 'Name a folder by --data or BROADSHEET_DATA.')
  }
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch {
    return failed(
      'data folder',
      `${folder} may not be written by this user.`,
      'Give it to the user who serves (chown).',
    )
  }
  const user = process.geteuid?.()
  if (user !== undefined && stat.uid !== user) {
    return warning(
      'data folder',
      `${folder} belongs to user ${stat.uid}, while this runs as user ${user}.`,
      'Run every command as the user who serves, so that the files keep their owner.',
    )
  }
  if ((stat.mode & OTHERS) !== 0) {
    return warning(
      'data folder',
      `${folder} can be read by other users of this machine.`,
      `The store is for its owner only: chmod 700 ${folder}`,
    )
  }
  return ok('data folder', `${folder} can be written, and read by its owner only.`)
}
