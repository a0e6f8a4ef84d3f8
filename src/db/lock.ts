import type { SelectQueryBuilder } from 'kysely'
import type { Tx } from './connect.ts'
import { isPostgres } from './is-postgres.ts'
import type { Schema } from './schema.ts'

/**
 * Locks the rows of a select inside a transaction and passes over those that others hold.
 * SQLite has one writer at a time, so there the transaction itself is the lock.
 */
export function lockSkipping<T extends keyof Schema, O>(
  tx: Tx,
  query: SelectQueryBuilder<Schema, T, O>,
): SelectQueryBuilder<Schema, T, O> {
  return isPostgres(tx) ? query.forUpdate().skipLocked() : query
}

/** Locks the rows of a select as their change would, until the transaction ends, and waits for who holds them. */
export function lockWaiting<T extends keyof Schema, O>(
  tx: Tx,
  query: SelectQueryBuilder<Schema, T, O>,
): SelectQueryBuilder<Schema, T, O> {
  return isPostgres(tx) ? query.forNoKeyUpdate() : query
}
