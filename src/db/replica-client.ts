import type { PostgresPoolClient } from 'kysely'
import type pg from 'pg'
import type { PatientPool } from './patience.ts'
import type { ReplicaLag } from './replica-lag.ts'

/** Work whose reads may be a replica's: its first failure makes all that follows the primary's. */
export interface Reading {
  isOver: boolean
}

interface Parts {
  primary: PatientPool
  replica: pg.Pool
  reading: Reading
  lag: ReplicaLag
}

/**
 * A client as Kysely asks for one. Single questions go to the replica; one that fails there, for whatever reason, is
 * asked again on the primary, and so is all that follows. A transaction, or whatever else isn't a question, is the
 * primary's from its first statement on.
 */
export function readOrFallBack({ primary, replica, reading, lag }: Parts): PostgresPoolClient {
  let own: Promise<PostgresPoolClient> | undefined
  const onPrimary = async (sql: string, values: readonly unknown[]) => {
    own ??= primary.connect()
    return (await own).query(sql, values)
  }
  async function query(sql: string, values: readonly unknown[] = []) {
    const given = [...values]
    if (own || reading.isOver || !isQuestion(sql)) return onPrimary(sql, given)
    try {
      return await replica.query(sql, given)
    } catch (error) {
      reading.isOver = true
      lag.failed(error)
      return onPrimary(sql, given)
    }
  }
  const release = (discarded?: boolean) => {
    own?.then((client) => client.release(discarded)).catch(() => {})
  }
  // Kysely asks by text and values alone: the other form is for cursors, which nothing here uses.
  return { query, release } as unknown as PostgresPoolClient
}

/** Whatever else a text that begins so may do, a replica refuses to do it. */
const isQuestion = (sql: string): boolean => /^\s*(select|with)\b/i.test(sql)
