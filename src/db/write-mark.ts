import { sql } from 'kysely'
import type { Database } from './connect.ts'
import { openStoreVersion } from './store-version.ts'

export interface WriteMark {
  /** Equal for two moments between which nothing was written to this store. */
  now(): Promise<string>
  close(): void
}

/**
 * For who watches one store for a while. PostgreSQL counts the rows written to the tables of a database and tells of them
 * within some seconds (https://www.postgresql.org/docs/current/monitoring-stats.html); its snapshots are those of the
 * whole server, where others write, too.
 */
export function openWriteMark(database: Database): WriteMark {
  if (database.kind === 'postgres') return { now: () => rowsWritten(database), close() {} }
  const version = openStoreVersion(database)
  return { now: async () => version.now(), close: () => version.close() }
}

async function rowsWritten({ db }: Database): Promise<string> {
  const { rows } = await sql<{ written: string }>`
    select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::text as written from pg_stat_user_tables`.execute(
    db,
  )
  return rows[0]?.written ?? ''
}
