import { PostgresAdapter, type SelectQueryBuilder } from 'kysely'
import type { Tx } from './connect.ts'
import type { Schema } from './schema.ts'

/**
 * Locks the rows of a select inside a transaction and passes over those that others hold.
 * SQLite has one writer at a time, so there the transaction itself is the lock.
 */
export function lockSkipping<T extends keyof Schema, O>(
  tx: Tx,
  query: SelectQueryBuilder<Schema, T, O>,
): SelectQueryBuilder<Schema, T, O> {
  return tx.getExecutor().adapter instanceof PostgresAdapter ? query.forUpdate().skipLocked() : query
}
