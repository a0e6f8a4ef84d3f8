import { Conflict, isKnownError } from '../errors.ts'

const LOST =
  'The connection to the database was lost: is the server running? Then repeat the command; an import goes on where it was.'
const NO_TLS_TRUST =
  'The database server’s certificate is not trusted: check sslmode and sslrootcert in DATABASE_URL.'

/** What the driver's error codes mean for a person. Codes: SQLite's result codes, PostgreSQL's SQLSTATE, Node's. */
const sentences: Record<string, string> = {
  ECONNREFUSED:
    'The database server does not answer: is it running, and are host and port in DATABASE_URL right?',
  ECONNRESET: LOST,
  EPIPE: LOST,
  ENOTFOUND: 'The host in DATABASE_URL is unknown: check its name.',
  EAI_AGAIN: 'The host in DATABASE_URL can’t be looked up now: check its name and this machine’s network.',
  ETIMEDOUT: 'The database server did not answer in time: check host, port and firewall.',
  EHOSTUNREACH: 'The database server can’t be reached: check host, port and network.',
  ENETUNREACH: 'The database server can’t be reached: check host, port and network.',
  DEPTH_ZERO_SELF_SIGNED_CERT: NO_TLS_TRUST,
  SELF_SIGNED_CERT_IN_CHAIN: NO_TLS_TRUST,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: NO_TLS_TRUST,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: NO_TLS_TRUST,
  CERT_HAS_EXPIRED: NO_TLS_TRUST,
  ERR_TLS_CERT_ALTNAME_INVALID: NO_TLS_TRUST,
  '08001': LOST,
  '08003': LOST,
  '08006': LOST,
  '22P05': 'The database can’t hold every character: make it again with encoding UTF8.',
  '25006': 'The database only lets itself be read: name the main server in DATABASE_URL, not a standby.',
  '28P01': 'The database refused the password: check DATABASE_URL.',
  '28000': 'The database refused the user: check DATABASE_URL and pg_hba.conf.',
  '3D000': 'The database named in DATABASE_URL does not exist: create it with createdb, encoding UTF-8.',
  '42501': 'The database user may not do this: grant it the rights on its database and schema.',
  '53100': 'The database server’s disk is full: free some space, nothing was lost.',
  '53200': 'The database server has too little memory: give it more.',
  '53300': 'The database server has too many connections: end some, or raise max_connections.',
  '55P03': 'The database is locked by another program for too long: end that program and try again.',
  '57P01': LOST,
  '57P02': LOST,
  '57P03': 'The database server is starting or stopping: try again in a moment.',
  SQLITE_5: 'The database is locked by another program for too long: end that program and try again.',
  SQLITE_8: 'The database file can’t be written: check the owner and the rights of the data folder.',
  SQLITE_10: 'Reading or writing the database file failed: check the disk.',
  SQLITE_11: 'The database file is damaged: run `broadsheet doctor`, then restore the last backup.',
  SQLITE_13: 'The disk is full: free some space, nothing was lost.',
  SQLITE_14: 'The database file can’t be opened: check that the data folder exists and may be written.',
  SQLITE_26:
    'The database file is not an SQLite database: restore the last backup, or choose another data folder.',
  EACCES: 'The data folder can’t be made or opened: check its owner and rights.',
  EPERM: 'The data folder can’t be made or opened: check its owner and rights.',
  EEXIST: 'The data folder can’t be made, a file is in its place: choose another with --data.',
  ENOTDIR: 'The data folder can’t be made, a file is in its way: choose another with --data.',
  ENAMETOOLONG: 'The data folder can’t be made, its name is too long: choose another with --data.',
  ENOSPC: 'The disk is full: free some space, nothing was lost.',
  EROFS: 'The data folder is on a read-only disk: choose another with --data.',
}

/** What the driver says without a code. */
const phrases: { says: RegExp; sentence: string | undefined }[] = [
  {
    says: /timeout exceeded when trying to connect|due to connection timeout/,
    sentence: sentences.ETIMEDOUT,
  },
  { says: /Connection terminated|Client has encountered a connection error|not queryable/, sentence: LOST },
  {
    says: /server does not support SSL/,
    sentence:
      'The database server offers no encryption: take sslmode out of DATABASE_URL, or set it up there.',
  },
  { says: /^Error: SASL/, sentence: 'The database wants a password: write it into DATABASE_URL.' },
]

/** The same error, or a `Conflict` that says in words what is wrong with the database and what to do. */
export function explainDatabaseError(error: unknown): unknown {
  const sentence = sentenceFor(error)
  return sentence === undefined ? error : new Conflict(sentence, { cause: error })
}

/** Libraries wrap what the driver says: how deep that is looked for. */
const MOST_WRAPPINGS = 4

function sentenceFor(error: unknown, wrappings = 0): string | undefined {
  if (isKnownError(error)) return undefined
  const own = ownSentence(error)
  if (own !== undefined || wrappings >= MOST_WRAPPINGS) return own
  const inner = error instanceof Error ? error.cause : undefined
  return inner === undefined ? undefined : sentenceFor(inner, wrappings + 1)
}

function ownSentence(error: unknown): string | undefined {
  const { code, errcode } = error as { code?: string; errcode?: number }
  if (errcode !== undefined) return sentences[`SQLITE_${errcode & 0xff}`]
  const known = code === undefined ? undefined : sentences[code]
  return known ?? phrases.find(({ says }) => says.test(String(error)))?.sentence
}
