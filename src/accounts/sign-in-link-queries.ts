import type { Db } from '../db/connect.ts'
import type { SignInLinkTable } from '../db/schema-people.ts'
import { inTransaction } from '../db/write.ts'

/** Links of the same purpose that were made before are void. */
export function addSignInLink(db: Db, row: SignInLinkTable): Promise<void> {
  return inTransaction(db, async (tx) => {
    await tx.deleteFrom('sign_in_link').where('purpose', '=', row.purpose).execute()
    await tx.insertInto('sign_in_link').values(row).execute()
  })
}

/** True once, for a link that is known and not too old. */
export async function useSignInLink(db: Db, hash: string, purpose: string, now: number): Promise<boolean> {
  const used = await db
    .updateTable('sign_in_link')
    .set({ used_at: now })
    .where('token_hash', '=', hash)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return used.numUpdatedRows > 0n
}
