// A mark that changes whenever anything in the database does: what was read under one mark is what would be read now
// under the same. Cheap enough to ask before every answer.

import { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import type { Database, Db } from './connect.ts'

export interface StoreVersion {
  /** Equal for two moments between which nothing was written, by whatever process. */
  now(): string | Promise<string>
  close(): void
}

export const openStoreVersion = (database: Database): StoreVersion =>
  database.kind === 'sqlite' ? versionOfFile(database.at) : versionOfServer(database.db)

/** A connection that never writes: `data_version` counts the commits of all others (https://sqlite.org/pragma.html). */
function versionOfFile(path: string): StoreVersion {
  const connection = new DatabaseSync(path)
  connection.exec('pragma query_only = on')
  const statement = connection.prepare('pragma data_version')
  return {
    now: () => String(statement.get()?.data_version),
    close: () => connection.close(),
  }
}

/**
 * What transactions can be seen names the state of the whole server. Everybody who asks while a question is on its way
 * shares the next one: its answer is never older than theirs would be.
 */
function versionOfServer(db: Db): StoreVersion {
  let running: Promise<string> | undefined
  let next: Promise<string> | undefined
  const ask = (): Promise<string> => {
    running = readSnapshot(db).finally(() => {
      running = undefined
    })
    return running
  }
  return {
    now() {
      if (running === undefined) return ask()
      next ??= running
        .catch(() => {})
        .then(() => {
          next = undefined
          return ask()
        })
      return next
    },
    close() {},
  }
}

async function readSnapshot(db: Db): Promise<string> {
  const { rows } = await sql<{ snapshot: string }>`select pg_current_snapshot()::text as snapshot`.execute(db)
  return rows[0]?.snapshot ?? ''
}
