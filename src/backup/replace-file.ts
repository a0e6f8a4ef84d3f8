import { randomBytes } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Invalid } from '../errors.ts'

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

const sentences: Record<string, string> = {
  ENOENT: 'its folder does not exist: make it first',
  ENOTDIR: 'what should be its folder is a file: choose another place',
  EACCES: 'its folder may not be written: check its owner and rights',
  EPERM: 'its folder may not be written: check its owner and rights',
  EROFS: 'its disk is read-only: choose another place',
  ENAMETOOLONG: 'its name is too long: choose another',
  EISDIR: 'it is a folder: name a file in it',
  ENOSPC: 'its disk is full: free some space',
  EDQUOT: 'the quota of its disk is used up: free some space',
  EFBIG: 'its disk takes no file of this size: choose another place',
  EIO: 'writing to its disk failed: check the disk',
}

function explainWriteError(error: unknown, path: string): unknown {
  const sentence = sentences[(error as NodeJS.ErrnoException).code ?? '']
  if (!sentence) return error
  return new Invalid(`The backup ${path} can't be written, ${sentence}. No part of it was left.`)
}
