// Submissions of papers that wait for a source.

import type { Db, Tx } from '../../db/connect.ts'
import type { SubmissionRequestTable } from '../../db/schema-community.ts'
import type { PaperId } from '../../papers/paper.ts'

export async function addRequest(tx: Tx, row: SubmissionRequestTable): Promise<void> {
  await tx.insertInto('submission_request').values(row).execute()
}

/** Those that are to be tried, the longest waiting first. */
export const dueRequests = (db: Db, now: number, limit: number): Promise<SubmissionRequestTable[]> =>
  db
    .selectFrom('submission_request')
    .selectAll()
    .where('state', '=', 'waiting')
    .where('try_at', '<=', now)
    .orderBy('try_at')
    .orderBy('id')
    .limit(limit)
    .execute()

/** Newest first. */
export const requestsOf = (db: Db | Tx, personId: string, limit: number): Promise<SubmissionRequestTable[]> =>
  db
    .selectFrom('submission_request')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()

export async function isRequested(tx: Tx, personId: string, paperId: PaperId): Promise<boolean> {
  const row = await tx
    .selectFrom('submission_request')
    .select('id')
    .where('person_id', '=', personId)
    .where('paper_id', '=', paperId)
    .where('state', '=', 'waiting')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export async function putOffRequest(db: Db, id: string, next: { source: string; at: number }): Promise<void> {
  await db
    .updateTable('submission_request')
    .set({ source: next.source, try_at: next.at })
    .where('id', '=', id)
    .execute()
}

/** False where it no longer waits. */
export async function refuseRequest(tx: Tx, id: string, reason: string, at: number): Promise<boolean> {
  const refused = await tx
    .updateTable('submission_request')
    .set({ state: 'refused', reason, note: null, decided_at: at })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .executeTakeFirst()
  return refused.numUpdatedRows > 0n
}

/** False where it is gone already. */
export async function deleteRequest(db: Db | Tx, id: string): Promise<boolean> {
  const deleted = await db.deleteFrom('submission_request').where('id', '=', id).executeTakeFirst()
  return deleted.numDeletedRows > 0n
}

export const requestById = (db: Db | Tx, id: string): Promise<SubmissionRequestTable | undefined> =>
  db.selectFrom('submission_request').selectAll().where('id', '=', id).executeTakeFirst()
