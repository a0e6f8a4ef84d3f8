import type { ControlledTransaction } from 'kysely'
import type { Database, Db } from './connect.ts'
import { openReadOnly } from './read-only.ts'
import type { Schema } from './schema.ts'

export interface Snapshot {
  /** Sees the store as it was when the snapshot was opened, whatever is written meanwhile. */
  db: Db
  close(): Promise<void>
}

/**
 * Opens a view of the store that no writer changes and that stalls none: on SQLite a read transaction of a
 * connection of its own (WAL), on PostgreSQL a repeatable-read, read-only transaction.
 * A database in memory has one connection: there writers wait until the snapshot is closed.
 */
export async function openSnapshot(database: Database): Promise<Snapshot> {
  if (database.kind === 'postgres') {
    const transaction = database.db
      .startTransaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
    return begun(await transaction.execute())
  }
  if (database.at === ':memory:') return begun(await database.db.startTransaction().execute())
  const reader = openReadOnly(database.at)
  try {
    return await begun(await reader.startTransaction().execute(), () => reader.destroy())
  } catch (error) {
    await reader.destroy()
    throw error
  }
}

/** The view is fixed by the first read, not by `begin`. */
async function begun(
  transaction: ControlledTransaction<Schema>,
  after: () => Promise<void> = async () => {},
): Promise<Snapshot> {
  await transaction.introspection.getTables()
  return {
    db: transaction,
    async close() {
      await transaction.rollback().execute()
      await after()
    },
  }
}
