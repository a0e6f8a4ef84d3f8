import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export interface FileLock {
  release(): void
}

/**
 * Takes the lock that a small file stands for, or returns null where another thread or process holds it. The
 * operating system frees it when the process ends, however it ends: it is SQLite's own lock on an empty database.
 */
export function takeFileLock(path: string): FileLock | null {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const connection = new DatabaseSync(path, { timeout: 0 })
  try {
    connection.exec('pragma locking_mode = exclusive; begin exclusive')
    return { release: () => connection.close() }
  } catch (error) {
    connection.close()
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return null
    throw error
  }
}

/** https://www.sqlite.org/rescode.html#busy */
const SQLITE_BUSY = 5
