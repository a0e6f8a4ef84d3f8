import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs'

export interface FileProblem {
  says: string
  todo: string
}

const SQLITE_MAGIC = Buffer.from('SQLite format 3\0').toString('hex')

/** Both byte orders; https://www.sqlite.org/fileformat.html#the_write_ahead_log */
const WAL_MAGICS = ['377f0682', '377f0683']

const RESTORE = 'Stop the server, move the damaged files away, and restore the last backup.'

/** Whether there is such a file. Throws where that can't be known: a folder that may not be opened is not empty. */
export const isThere = (path: string): boolean => statSync(path, { throwIfNoEntry: false }) !== undefined

/** What the first bytes of an embedded database and of its write-ahead log tell, before anything opens them. */
export function problemOfSqliteFile(path: string): FileProblem | null {
  try {
    const begin = firstBytes(path, SQLITE_MAGIC.length / 2)
    if (begin !== '' && begin !== SQLITE_MAGIC) {
      return { says: `${path} is not an SQLite database, or its beginning was destroyed.`, todo: RESTORE }
    }
    return problemOfLog(`${path}-wal`)
  } catch (error) {
    const says = `${path} can’t be read (${(error as Error).message}).`
    return { says, todo: 'Check the owner and the rights of the file, and the disk.' }
  }
}

function problemOfLog(log: string): FileProblem | null {
  if (!existsSync(log)) return null
  const begin = firstBytes(log, 4)
  if (begin === '' || WAL_MAGICS.includes(begin)) return null
  return { says: `${log} is damaged: what was written last can’t be read.`, todo: RESTORE }
}

/** In hexadecimal; fewer where the file is shorter. */
function firstBytes(path: string, count: number): string {
  // Asked before it is opened: opening a pipe waits for a writer.
  if (!statSync(path).isFile()) throw new Error('it is not a file')
  const file = openSync(path, 'r')
  try {
    const bytes = Buffer.alloc(count)
    return bytes.subarray(0, readSync(file, bytes, 0, count, 0)).toString('hex')
  } finally {
    closeSync(file)
  }
}
