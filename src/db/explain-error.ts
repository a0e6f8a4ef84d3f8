import { Conflict } from '../errors.ts'

/** What the driver's error codes mean for a person. Codes: SQLite's result codes, PostgreSQL's SQLSTATE, Node's. */
const sentences: Record<string, string> = {
  ECONNREFUSED:
    'The database server does not answer: is it running, and are host and port in DATABASE_URL right?',
  ENOTFOUND: 'The host in DATABASE_URL is unknown: check its name.',
  EAI_AGAIN: 'The host in DATABASE_URL can’t be looked up now: check its name and this machine’s network.',
  ETIMEDOUT: 'The database server did not answer in time: check host, port and firewall.',
  '28P01': 'The database refused the password: check DATABASE_URL.',
  '28000': 'The database refused the user: check DATABASE_URL and pg_hba.conf.',
  '3D000': 'The database named in DATABASE_URL does not exist: create it with createdb, encoding UTF-8.',
  '53100': 'The database server’s disk is full: free some space.',
  '42501': 'The database user may not do this: grant it the rights on its database and schema.',
  SQLITE_5: 'The database is locked by another program for too long: end that program and try again.',
  SQLITE_8: 'The database file can’t be written: check the owner and the rights of the data folder.',
  SQLITE_10: 'Reading or writing the database file failed: check the disk.',
  SQLITE_11: 'The database file is damaged: run `broadsheet doctor`, then restore the last backup.',
  SQLITE_13: 'The disk is full: free some space, nothing was lost.',
  SQLITE_14: 'The database file can’t be opened: check that the data folder exists and may be written.',
  SQLITE_26:
    'The database file is not an SQLite database: restore the last backup, or choose another data folder.',
  EACCES: 'The data folder can’t be made or opened: check its owner and rights.',
  ENOSPC: 'The disk is full: free some space, nothing was lost.',
  EROFS: 'The data folder is on a read-only disk: choose another with --data.',
}

/** The same error, or a `Conflict` that says in words what is wrong with the database and what to do. */
export function explainDatabaseError(error: unknown): unknown {
  const sentence = sentences[codeOf(error)]
  return sentence === undefined ? error : new Conflict(sentence, { cause: error })
}

function codeOf(error: unknown): string {
  const { code, errcode } = error as { code?: string; errcode?: number }
  if (errcode !== undefined) return `SQLITE_${errcode & 0xff}`
  if (
    code === undefined &&
    /timeout exceeded when trying to connect|due to connection timeout/.test(String(error))
  )
    return 'ETIMEDOUT'
  return code ?? ''
}
