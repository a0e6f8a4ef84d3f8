import { sql } from 'kysely'
import type { Database, Tx } from './connect.ts'

/**
 * One transaction during which nobody else writes to these tables, while readers go on seeing the old rows.
 * It may be long. SQLite has one writer anyway; PostgreSQL is asked for locks that let reads through.
 */
export function inExclusiveTransaction<T>(
  { db, kind }: Database,
  tables: readonly string[],
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(async (tx) => {
    if (kind === 'postgres') {
      const names = sql.join(tables.map((table) => sql.table(table)))
      await sql`lock table ${names} in exclusive mode`.execute(tx)
    }
    return work(tx)
  })
}
