// Passkeys, and what was given out to be signed by one.

import type { Db, Tx } from '../../db/connect.ts'
import type { PasskeyChallengeTable, PasskeyTable } from '../../db/schema-people.ts'

/** The newest first. */
export const passkeysOf = (db: Db | Tx, memberId: string): Promise<PasskeyTable[]> =>
  db
    .selectFrom('passkey')
    .selectAll()
    .where('member_id', '=', memberId)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute()

export const passkeyByCredential = (db: Db, credentialId: string): Promise<PasskeyTable | undefined> =>
  db.selectFrom('passkey').selectAll().where('credential_id', '=', credentialId).executeTakeFirst()

/** False where somebody has this one already. */
export async function insertPasskey(tx: Tx, row: PasskeyTable): Promise<boolean> {
  const inserted = await tx
    .insertInto('passkey')
    .values(row)
    .onConflict((conflict) => conflict.column('credential_id').doNothing())
    .executeTakeFirst()
  return (inserted.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** False where its counter moved since it was read: the same signature at the same moment. */
export async function markPasskeyUsed(
  tx: Tx,
  { id, counter }: Pick<PasskeyTable, 'id' | 'counter'>,
  used: { counter: number; backedUp: boolean; at: number },
): Promise<boolean> {
  const changed = await tx
    .updateTable('passkey')
    .set({ counter: used.counter, backed_up: used.backedUp ? 1 : 0, last_used_at: used.at })
    .where('id', '=', id)
    .where('counter', '=', counter)
    .executeTakeFirst()
  return changed.numUpdatedRows > 0n
}

export async function setPasskeyName(db: Db, memberId: string, id: string, name: string): Promise<boolean> {
  const changed = await db
    .updateTable('passkey')
    .set({ name })
    .where('member_id', '=', memberId)
    .where('id', '=', id)
    .executeTakeFirst()
  return changed.numUpdatedRows > 0n
}

export async function deletePasskey(tx: Tx, memberId: string, id: string): Promise<boolean> {
  const deleted = await tx
    .deleteFrom('passkey')
    .where('member_id', '=', memberId)
    .where('id', '=', id)
    .executeTakeFirst()
  return deleted.numDeletedRows > 0n
}

export async function insertChallenge(db: Db, row: PasskeyChallengeTable): Promise<void> {
  await db.insertInto('passkey_challenge').values(row).execute()
}

/** What it was given out for; undefined for one that is unknown. Nobody gets it a second time. */
export const takeChallenge = (db: Db, hash: string): Promise<PasskeyChallengeTable | undefined> =>
  db.deleteFrom('passkey_challenge').where('challenge_hash', '=', hash).returningAll().executeTakeFirst()

export async function forgetChallenges(db: Db, before: number): Promise<void> {
  await db.deleteFrom('passkey_challenge').where('expires_at', '<', before).execute()
}
