import type { Db, Tx } from '../db/connect.ts'
import type { SignInLinkTable } from '../db/schema-people.ts'

export async function insertLink(tx: Db | Tx, row: SignInLinkTable): Promise<void> {
  await tx.insertInto('sign_in_link').values(row).execute()
}

/** One that was not used and is not too old. */
export const liveLink = (
  db: Db | Tx,
  hash: string,
  purpose: string,
  now: number,
): Promise<SignInLinkTable | undefined> =>
  db
    .selectFrom('sign_in_link')
    .selectAll()
    .where('token_hash', '=', hash)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()

/** True once, for a link that is known and not too old. */
export async function markLinkUsed(
  tx: Db | Tx,
  hash: string,
  purpose: string,
  now: number,
): Promise<boolean> {
  const used = await tx
    .updateTable('sign_in_link')
    .set({ used_at: now, details: null })
    .where('token_hash', '=', hash)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return used.numUpdatedRows > 0n
}

export async function deleteLinksFor(tx: Db | Tx, purpose: string): Promise<void> {
  await tx.deleteFrom('sign_in_link').where('purpose', '=', purpose).execute()
}

/** All links of a member: what was mailed before their password or address changed is void. */
export async function deleteLinksOf(tx: Db | Tx, memberId: string): Promise<void> {
  await tx.deleteFrom('sign_in_link').where('member_id', '=', memberId).execute()
}

export async function deleteLinksBefore(db: Db, before: number): Promise<void> {
  await db.deleteFrom('sign_in_link').where('expires_at', '<', before).execute()
}
