// How long a query to PostgreSQL is waited for. A server that is gone without a word (its machine lost power, a firewall
// forgot the connection) never answers, and the system takes a quarter of an hour to notice. A fixed limit would end
// migrations, backups and imports whose queries are only long: so a server that owes an answer is asked, by a new
// connection, whether it is still there. Only a page has a limit of its own: its reader doesn't wait for longer.

import { AsyncLocalStorage } from 'node:async_hooks'
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import pg from 'pg'

/** For a connection, a free one of the pool included. */
export const CONNECT_TIMEOUT_MS = 5_000
/** A query that takes longer makes us ask whether the server is there; again after twice the time, and so on. */
const FIRST_LOOK_MS = 3_000
const LONGEST_LOOK_MS = 60_000
/** Asked twice: while this process is busy with something else, an answer may lie there unread. */
const ASK_MS = 3_000
/** One query of a request. */
const PAGE_MS = 30_000

const waitingReaders = new AsyncLocalStorage<true>()

/** Queries of `work` have the limit of pages: somebody waits for each. */
export const whileReaderWaits = <T>(work: () => T): T => waitingReaders.run(true, work)

export interface PatientPool extends PostgresPool {
  query<Row>(sql: string): Promise<{ rows: Row[] }>
}

/** The same pool, whose queries fail when its server is gone. `url`: of that server. */
export function withPatience(pool: pg.Pool, url: string): PatientPool {
  const isGone = shared(async () => (await noConnectionTo(url)) && (await noConnectionTo(url)))
  const connect = async () => patient(await pool.connect(), isGone)
  return {
    options: pool.options,
    connect,
    async query<Row>(sql: string) {
      const client = await connect()
      try {
        const { rows } = await client.query<Row>(sql, [])
        return { rows }
      } finally {
        client.release()
      }
    },
    end: () => pool.end(),
  }
}

function patient(client: pg.PoolClient, isGone: () => Promise<boolean>): PostgresPoolClient {
  let lost: Error | undefined
  async function query(sql: string, values: readonly unknown[] = []) {
    if (lost) throw lost
    try {
      return await answered(client.query(sql, [...values]), isGone)
    } catch (error) {
      if (error instanceof NoAnswer) lost = error
      throw error
    }
  }
  // What it still owes would come in place of another answer: it is closed.
  const release = (discarded?: boolean) => client.release(discarded || lost !== undefined)
  // Kysely asks by text and values alone: the other form is for cursors, which nothing here uses.
  return { query, release } as unknown as PostgresPoolClient
}

/** Explained as what a system says of a host that doesn't answer. */
class NoAnswer extends Error {
  readonly code = 'ETIMEDOUT'
}

function answered<T>(answer: Promise<T>, isGone: () => Promise<boolean>): Promise<T> {
  const mostMs = waitingReaders.getStore() ? PAGE_MS : Number.POSITIVE_INFINITY
  const began = performance.now()
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout
    let isOver = false
    const lookIn = (ms: number) => {
      const waited = performance.now() - began
      timer = setTimeout(look, Math.min(ms, LONGEST_LOOK_MS, Math.max(0, mostMs - waited))).unref()
    }
    async function look(): Promise<void> {
      const waited = performance.now() - began
      if (waited >= mostMs) return reject(new NoAnswer('A query of a page took too long.'))
      if (await isGone()) return reject(new NoAnswer('The database server is silent.'))
      if (!isOver) lookIn(performance.now() - began)
    }
    lookIn(FIRST_LOOK_MS)
    const over = () => {
      isOver = true
      clearTimeout(timer)
    }
    answer.finally(over).then(resolve, reject)
  })
}

/** Those who ask while somebody does share the answer. */
function shared(ask: () => Promise<boolean>): () => Promise<boolean> {
  let running: Promise<boolean> | undefined
  return () => {
    running ??= ask().finally(() => {
      running = undefined
    })
    return running
  }
}

/**
 * True where nothing comes back. A refusal, whatever it says, is an answer; so is a name that can't be looked up now: the
 * connection that was made before may well live. It doesn't ask anything: behind a pooler a question may wait its turn.
 */
async function noConnectionTo(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: ASK_MS })
  client.on('error', () => {})
  try {
    await client.connect()
    return false
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string }
    return message === 'timeout expired' || /^E(TIMEDOUT|HOSTUNREACH|NETUNREACH|HOSTDOWN)$/.test(code ?? '')
  } finally {
    client.end().catch(() => {})
  }
}
