import type { Db, Tx } from '../db/connect.ts'

export interface SessionRow {
  id: string
  /** ISO times. */
  created_at: string
  updated_at: string
  user_agent: string | null
}

/** Those that still hold, the one used last first. */
export const sessionsOf = (db: Db, memberId: string, now: number): Promise<SessionRow[]> =>
  db
    .selectFrom('session')
    .select(['id', 'created_at', 'updated_at', 'user_agent'])
    .where('user_id', '=', memberId)
    .where('expires_at', '>', new Date(now).toISOString())
    .orderBy('updated_at', 'desc')
    .orderBy('id')
    .execute()

export async function endSession(db: Db, memberId: string, id: string): Promise<void> {
  await db.deleteFrom('session').where('user_id', '=', memberId).where('id', '=', id).execute()
}

/** All, or all but one. */
export async function endSessions(tx: Db | Tx, memberId: string, except?: string): Promise<void> {
  await tx
    .deleteFrom('session')
    .where('user_id', '=', memberId)
    .$if(except !== undefined, (query) => query.where('id', '!=', except ?? ''))
    .execute()
}
