import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Kysely, type Transaction } from 'kysely'
import { postgresDialect } from './postgres.ts'
import type { Schema } from './schema.ts'
import { sqliteDialect } from './sqlite-dialect.ts'

export type Db = Kysely<Schema>
export type Tx = Transaction<Schema>

export interface Database {
  db: Db
  kind: 'sqlite' | 'postgres'
  /** The file (`:memory:` for one in memory) or the address, password included: never print it. */
  at: string
  close(): Promise<void>
}

export interface DatabaseHome {
  /** Folder of the embedded database; made if absent. */
  data: string
  /** `postgres://…`; absent: the embedded database in `data`. */
  url?: string | undefined
}

/** Path of the embedded database in a data folder. */
export const sqlitePath = (data: string) => join(data, 'broadsheet.db')

/** Connects on first use; creates the data folder but no table. */
export function openDatabase({ data, url }: DatabaseHome): Database {
  if (url) return wrap(new Kysely<Schema>({ dialect: postgresDialect(url) }), 'postgres', url)
  // The store will hold people's addresses and the secret key: nobody else on the machine may read it.
  mkdirSync(data, { recursive: true, mode: 0o700 })
  return openSqliteDatabase(sqlitePath(data))
}

/** An embedded database that lives as long as the process. */
export const openMemoryDatabase = (): Database => openSqliteDatabase(':memory:')

function openSqliteDatabase(path: string): Database {
  return wrap(new Kysely<Schema>({ dialect: sqliteDialect({ path }) }), 'sqlite', path)
}

function wrap(db: Db, kind: Database['kind'], at: string): Database {
  return { db, kind, at, close: () => db.destroy() }
}
