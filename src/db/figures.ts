// What the database tells of itself.

import { statSync } from 'node:fs'
import { sql } from 'kysely'
import type { Database } from './connect.ts'

export interface DatabaseFigures {
  /** On the disk; of SQLite without its log. */
  bytes: number
  /** SQLite: size of the write-ahead log. PostgreSQL: bytes that were ever written to it. */
  walBytes: number
}

/** Takes a question of some milliseconds on PostgreSQL, a look at two files with SQLite. */
export async function databaseFigures({ db, kind, at }: Database): Promise<DatabaseFigures> {
  if (kind === 'sqlite') return { bytes: sizeOfFile(at), walBytes: sizeOfFile(`${at}-wal`) }
  const { rows } = await sql<{ bytes: number; wal: string | null }>`
    select pg_database_size(current_database()) as bytes,
      case when pg_is_in_recovery() then null else pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::text end as wal`.execute(
    db,
  )
  return { bytes: Number(rows[0]?.bytes ?? 0), walBytes: Number(rows[0]?.wal ?? 0) }
}

const sizeOfFile = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0
