// Ways to sign in: the library's table `account`.

import type { Db, Tx } from '../db/connect.ts'
import { newMemberId } from './member-id.ts'

/** Of the rows that are passwords; others have the id of a service. */
export const PASSWORD = 'credential'

export async function passwordHashOf(db: Db | Tx, memberId: string): Promise<string | null> {
  const row = await db
    .selectFrom('account')
    .select('password')
    .where('user_id', '=', memberId)
    .where('provider_id', '=', PASSWORD)
    .executeTakeFirst()
  return row?.password ?? null
}

/** By what they can sign in: services, and a password. */
export async function providersOf(db: Db | Tx, memberId: string): Promise<string[]> {
  const rows = await db.selectFrom('account').select('provider_id').where('user_id', '=', memberId).execute()
  return rows.map(({ provider_id }) => provider_id)
}

/** `at` is an ISO time. */
export async function setPasswordHash(tx: Tx, memberId: string, password: string, at: string): Promise<void> {
  await tx.deleteFrom('account').where('user_id', '=', memberId).where('provider_id', '=', PASSWORD).execute()
  await tx
    .insertInto('account')
    .values({
      ...{ id: newMemberId(), user_id: memberId, account_id: memberId, provider_id: PASSWORD, password },
      ...{ access_token: null, refresh_token: null, id_token: null, scope: null },
      ...{ access_token_expires_at: null, refresh_token_expires_at: null, created_at: at, updated_at: at },
    })
    .execute()
}
