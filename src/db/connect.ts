import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Dialect, Kysely, type Transaction } from 'kysely'
import { type PoolFigures, postgresDialect } from './postgres.ts'
import { createQueryWatch, type QueryListener } from './query-watch.ts'
import type { Replica, ReplicaHome } from './replica.ts'
import type { Schema } from './schema.ts'
import { sqliteDialect } from './sqlite-dialect.ts'

export type Db = Kysely<Schema>
export type Tx = Transaction<Schema>

export interface Database {
  db: Db
  kind: 'sqlite' | 'postgres'
  /** The file (`:memory:` for one in memory) or the address, password included: never print it. */
  at: string
  onQuery(listener: QueryListener): void
  /** Of PostgreSQL: its connections now. */
  pool?: () => PoolFigures
  /** Of PostgreSQL, where there is one: reads that may be some moments old. */
  replica?: Replica
  close(): Promise<void>
}

export interface DatabaseHome {
  /** Folder of the embedded database; made if absent. */
  data: string
  /** `postgres://…`; absent: the embedded database in `data`. */
  url?: string | undefined
  /** Read instead of `url` where that may lag; absent: everything is read there. */
  replica?: ReplicaHome | undefined
}

/** To PostgreSQL, of one process. */
const CONNECTIONS = 10

/** Path of the embedded database in a data folder. */
export const sqlitePath = (data: string) => join(data, 'broadsheet.db')

/** Connects on first use; creates the data folder but no table. */
export function openDatabase({ data, url, replica: home }: DatabaseHome): Database {
  if (url) {
    const dialect = postgresDialect(url, CONNECTIONS, home)
    const { poolFigures: pool, replica } = dialect
    return { ...wrap(dialect, 'postgres', url), pool, ...(replica && { replica }) }
  }
  // The store will hold people's addresses and the secret key: nobody else on the machine may read it.
  mkdirSync(data, { recursive: true, mode: 0o700 })
  return openSqliteDatabase(sqlitePath(data))
}

/** An embedded database that lives as long as the process. */
export const openMemoryDatabase = (): Database => openSqliteDatabase(':memory:')

function openSqliteDatabase(path: string): Database {
  return wrap(sqliteDialect({ path }), 'sqlite', path)
}

function wrap(dialect: Dialect, kind: Database['kind'], at: string): Database {
  const { log, onQuery } = createQueryWatch()
  const db: Db = new Kysely<Schema>({ dialect, log })
  return { db, kind, at, onQuery, close: () => db.destroy() }
}
