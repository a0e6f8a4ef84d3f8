// Kysely over node:sqlite with one writer beside one reader.
//
// Why our own dialect: Kysely's gives every query the one connection, so that reads wait behind an open
// transaction, and begins transactions deferred, which fails at once when another process writes.
// Here reads go to a connection of their own (WAL: they see the last commit and wait for nobody), writes
// queue for the writer, transactions begin IMMEDIATE, and a busy database is asked again asynchronously.

import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type TransactionSettings,
} from 'kysely'
import { retryWhileBusy } from './busy.ts'
import { createMutex, type Mutex } from './mutex.ts'

export interface SqliteFile {
  /** Path of the file, or `:memory:` (then reader and writer are the same connection). */
  path: string
}

export function sqliteDialect(file: SqliteFile): Dialect {
  return {
    createAdapter: () => new ReaderBesideWriterAdapter(),
    createDriver: () => createSqliteDriver(file),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}

/** Tells Kysely that queries need not wait for the transaction at hand. */
class ReaderBesideWriterAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true
  }
}

/** Milliseconds that SQLite itself may block the event loop waiting for another process's lock. */
const BUSY_TIMEOUT_MS = 5

/** Opens one connection with the pragmas that every connection of ours has. */
function openSqlite(path: string): DatabaseSync {
  const connection = new DatabaseSync(path)
  connection.exec(`pragma busy_timeout = ${BUSY_TIMEOUT_MS}`)
  connection.exec('pragma journal_mode = wal')
  // What was answered must not be gone after a loss of power: in this mode each commit of the log waits for the disk.
  connection.exec('pragma synchronous = full')
  connection.exec('pragma foreign_keys = on')
  // 16 MiB: what is read again is in the system's cache too, and two connections share the process with the search index.
  connection.exec('pragma cache_size = -16384')
  connection.exec('pragma temp_store = memory')
  return connection
}

/** A statement that was taken for a read by mistake fails here, rather than writing beside the writer's turn. */
function openReader(path: string): DatabaseSync {
  const connection = openSqlite(path)
  connection.exec('pragma query_only = on')
  return connection
}

function createSqliteDriver({ path }: SqliteFile): Driver {
  const turn = createMutex()
  let writer: Handle
  let reader: Handle

  return {
    async init() {
      writer = openHandle(await retryWhileBusy(async () => openSqlite(path)))
      reader = path === ':memory:' ? writer : openHandle(openReader(path))
    },
    acquireConnection: async () => new SqliteConnection(writer, reader, turn),
    async beginTransaction(connection: DatabaseConnection, _settings: TransactionSettings) {
      await own(connection).begin()
    },
    async commitTransaction(connection) {
      await own(connection).end('commit')
    },
    async rollbackTransaction(connection) {
      await own(connection).end('rollback')
    },
    async releaseConnection() {},
    async destroy() {
      if (reader !== writer) reader?.close()
      writer?.close()
    },
  }
}

const own = (connection: DatabaseConnection) => connection as SqliteConnection

class SqliteConnection implements DatabaseConnection {
  readonly #writer: Handle
  readonly #reader: Handle
  readonly #turn: Mutex
  #release: (() => void) | null = null

  constructor(writer: Handle, reader: Handle, turn: Mutex) {
    this.#writer = writer
    this.#reader = reader
    this.#turn = turn
  }

  async begin(): Promise<void> {
    const release = await this.#turn.take()
    try {
      await retryWhileBusy(async () => this.#writer.exec('begin immediate'))
      this.#release = release
    } catch (error) {
      release()
      throw error
    }
  }

  async end(how: 'commit' | 'rollback'): Promise<void> {
    try {
      await retryWhileBusy(async () => this.#writer.exec(how))
    } catch (error) {
      if (how === 'commit') throw error
    }
    this.#release?.()
    this.#release = null
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (this.#release) return this.#writer.run<R>(query)
    // In memory there is one connection: a read must not look into somebody's open transaction.
    if (isRead(query) && this.#reader !== this.#writer) {
      return retryWhileBusy(async () => this.#reader.run<R>(query))
    }
    const release = await this.#turn.take()
    try {
      return await retryWhileBusy(async () => this.#writer.run<R>(query))
    } finally {
      release()
    }
  }

  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    yield* []
    throw new Error('Streaming is not offered: read in pages by key, so that no statement stays open.')
  }
}

const isRead = (query: CompiledQuery) =>
  query.query.kind === 'SelectQueryNode' ||
  (query.query.kind === 'RawNode' && /^\s*(select|values|explain|with)\b/i.test(query.sql))

interface Handle {
  run<R>(query: CompiledQuery): QueryResult<R>
  exec(sql: string): void
  close(): void
}

/** Statements are compiled once; the oldest leave when there are many. */
const KEPT_STATEMENTS = 300

interface Prepared {
  statement: StatementSync
  /** Names of the answer's columns; empty where the statement answers no rows. */
  columns: string[]
}

function openHandle(connection: DatabaseSync): Handle {
  const kept = new Map<string, Prepared>()

  function prepare(sql: string): Prepared {
    const known = kept.get(sql)
    if (known) return known
    const statement = connection.prepare(sql)
    statement.setReturnArrays(true)
    const columns = statement.columns().map((column) => column.name)
    const [oldest] = kept.keys()
    if (kept.size >= KEPT_STATEMENTS && oldest !== undefined) kept.delete(oldest)
    kept.set(sql, { statement, columns })
    return { statement, columns }
  }

  return {
    run<R>(query: CompiledQuery): QueryResult<R> {
      const { statement, columns } = prepare(query.sql)
      const parameters = query.parameters as SQLInputValue[]
      if (columns.length > 0) return { rows: toObjects<R>(columns, statement.all(...parameters)) }
      const { changes } = statement.run(...parameters)
      return { rows: [], numAffectedRows: BigInt(changes) }
    },
    exec: (sql) => connection.exec(sql),
    close: () => connection.close(),
  }
}

/** Rows come as arrays and become plain objects here: a quarter faster than node:sqlite's own objects. */
function toObjects<R>(columns: string[], rows: unknown): R[] {
  return (rows as unknown[][]).map((row) => {
    const object: Record<string, unknown> = {}
    for (let at = 0; at < columns.length; at++) object[columns[at] as string] = row[at]
    return object as R
  })
}
