import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { Kysely, SqliteDialect } from 'kysely'
import { type DatabaseHome, type Db, sqlitePath } from './connect.ts'
import { postgresDialect } from './postgres.ts'
import type { Schema } from './schema.ts'

/** Milliseconds to wait for another process; the only waits of a reader are the moments of recovery. */
const BUSY_TIMEOUT_MS = 2_000

/**
 * A second connection to an embedded database, for reading alone: it makes no file, changes nothing, and its
 * transactions begin deferred, so that a long one is a snapshot that no writer waits for.
 */
export function openReadOnly(path: string): Db {
  return new Kysely<Schema>({ dialect: new SqliteDialect({ database: async () => open(path) }) })
}

/** The part of node:sqlite that Kysely's own dialect asks for. */
function open(path: string) {
  const connection = new DatabaseSync(path, { readOnly: true, timeout: BUSY_TIMEOUT_MS })
  return {
    close: () => connection.close(),
    prepare(sql: string) {
      const statement = connection.prepare(sql)
      const values = (parameters: ReadonlyArray<unknown>) => parameters as SQLInputValue[]
      return {
        reader: statement.columns().length > 0,
        all: (parameters: ReadonlyArray<unknown>) => statement.all(...values(parameters)),
        run: (parameters: ReadonlyArray<unknown>) => statement.run(...values(parameters)),
        iterate: (parameters: ReadonlyArray<unknown>) => statement.iterate(...values(parameters)),
      }
    },
  }
}

/** A connection to the store for reading alone, in a thread of its own: it keeps little in memory. */
export function openStoreReader({ data, url }: DatabaseHome): Db {
  if (url === undefined) return openReadOnly(sqlitePath(data))
  return new Kysely<Schema>({ dialect: postgresDialect(url, 1) })
}
