import { randomBytes } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Invalid } from '../errors.ts'
import { writeTrouble } from './write-trouble.ts'

const READABLE_BY_OWNER = 0o600

/**
 * Writes a file beside its place and moves it there when it is whole and on the disk: at `path` stands the old
 * file or the new one, never a part. Only its owner may read it.
 */
export async function replaceFile(path: string, write: (file: FileHandle) => Promise<void>): Promise<void> {
  const folder = dirname(path)
  const partial = join(folder, `.${basename(path)}.${randomBytes(6).toString('hex')}.part`)
  const file = await open(partial, 'wx', READABLE_BY_OWNER).catch((error) => {
    throw explainWriteError(error, path)
  })
  try {
    await write(file)
    await file.sync()
    await file.close()
    await rename(partial, path)
    await syncFolder(folder)
  } catch (error) {
    await file.close().catch(() => {})
    await rm(partial, { force: true })
    throw explainWriteError(error, path)
  }
}

/** Makes the new name itself survive a power failure; not every system can. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null)
  await handle?.sync().catch(() => {})
  await handle?.close()
}

function explainWriteError(error: unknown, path: string): unknown {
  const sentence = writeTrouble(error)
  if (!sentence) return error
  return new Invalid(`The backup ${path} can't be written, ${sentence}. No part of it was left.`)
}
