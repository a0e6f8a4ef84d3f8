import type { Db, Tx } from '../db/connect.ts'
import type { InvitationTable } from '../db/schema-people.ts'

export async function insertInvitation(tx: Db | Tx, row: InvitationTable): Promise<void> {
  await tx.insertInto('invitation').values(row).execute()
}

export const liveInvitation = (
  db: Db | Tx,
  hash: string,
  now: number,
): Promise<InvitationTable | undefined> =>
  db
    .selectFrom('invitation')
    .selectAll()
    .where('token_hash', '=', hash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()

export async function markInvitationUsed(
  tx: Tx,
  hash: string,
  memberId: string,
  now: number,
): Promise<boolean> {
  const used = await tx
    .updateTable('invitation')
    .set({ used_at: now, used_by: memberId })
    .where('token_hash', '=', hash)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return used.numUpdatedRows > 0n
}

/** Those that can still be used, the newest first. */
export const openInvitations = (db: Db, now: number) =>
  db
    .selectFrom('invitation')
    .leftJoin('person', 'person.id', 'invitation.invited_by')
    .select(['token_hash', 'role', 'person.name as by', 'created_at', 'expires_at'])
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .orderBy('token_hash')
    .execute()

export async function deleteInvitation(db: Db, hash: string): Promise<void> {
  await db.deleteFrom('invitation').where('token_hash', '=', hash).where('used_at', 'is', null).execute()
}
