// A mark that changes whenever anything in the database does: what was read under one mark is what would be read now
// under the same. Cheap enough to ask before every answer.

import { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import type { Database, Db } from './connect.ts'

export interface StoreVersion {
  /** Equal for two moments between which nothing was written, by whatever process. */
  now(): string | Promise<string>
  /** What is read here and now. A mark is good only for what was read from the same. */
  source(): 'primary' | 'replica'
  close(): void
}

export const openStoreVersion = (database: Database): StoreVersion =>
  database.kind === 'sqlite' ? versionOfFile(database.at) : versionOfServers(database)

/** A connection that never writes: `data_version` counts the commits of all others (https://sqlite.org/pragma.html). */
function versionOfFile(path: string): StoreVersion {
  const connection = new DatabaseSync(path)
  connection.exec('pragma query_only = on')
  const statement = connection.prepare('pragma data_version')
  return {
    now: () => String(statement.get()?.data_version),
    source: () => 'primary',
    close: () => connection.close(),
  }
}

function versionOfServers({ db, replica }: Database): StoreVersion {
  const ofPrimary = versionOfServer(() => snapshotOf(db))
  const ofReplica = versionOfServer(() => replayedBy(db))
  const isReplica = () => replica?.isRead() ?? false
  return {
    now: () => (isReplica() ? ofReplica : ofPrimary).now(),
    source: () => (isReplica() ? 'replica' : 'primary'),
    close() {},
  }
}

/**
 * What transactions can be seen names the state of the whole server. Everybody who asks while a question is on its way
 * shares the next one: its answer is never older than theirs would be.
 */
function versionOfServer(read: () => Promise<string>): Pick<StoreVersion, 'now'> {
  let running: Promise<string> | undefined
  let next: Promise<string> | undefined
  const ask = (): Promise<string> => {
    running = read().finally(() => {
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
  }
}

async function snapshotOf(db: Db): Promise<string> {
  const { rows } = await sql<{ snapshot: string }>`select pg_current_snapshot()::text as snapshot`.execute(db)
  return rows[0]?.snapshot ?? ''
}

/**
 * How far the replica has replayed the primary's log. Its snapshots would not do: transactions that still run on the
 * primary keep their bounds where they are while others end. @throws where this came to the primary after all
 */
async function replayedBy(db: Db): Promise<string> {
  const { rows } = await sql<{
    place: string | null
  }>`select pg_last_wal_replay_lsn()::text as place`.execute(db)
  const place = rows[0]?.place
  if (place == null) throw new Error('The replica was not asked.')
  return `replica ${place}`
}
