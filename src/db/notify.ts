import { sql } from 'kysely'
import type { Tx } from './connect.ts'
import { isPostgres } from './is-postgres.ts'

/** What nodes tell each other through PostgreSQL: `listen.ts` hears it. */
export const channels = ['broadsheet_changes', 'broadsheet_jobs'] as const

/** `broadsheet_changes`: the change sequence went on; `broadsheet_jobs`: a job is due. */
export type Channel = (typeof channels)[number]

/**
 * Tells the nodes that listen, once the transaction is committed; several in one transaction are one. An embedded
 * database has nobody to tell: its readers look again soon.
 */
export async function notify(tx: Tx, channel: Channel): Promise<void> {
  if (isPostgres(tx)) await sql`select pg_notify(${channel}, '')`.execute(tx)
}
