import { PostgresAdapter } from 'kysely'
import type { Db, Tx } from './connect.ts'

/** Which of the two databases a query goes to: for the few that one of them can't answer. */
export const isPostgres = (db: Db | Tx): boolean => db.getExecutor().adapter instanceof PostgresAdapter
