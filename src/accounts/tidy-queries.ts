// What is over, and who never came back.

import type { Db, Tx } from '../db/connect.ts'

export async function leavingIds(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('member').select('id').where('state', '=', 'leaving').execute()
  return rows.map(({ id }) => id)
}

/** Who came by a service before then (an ISO time) and chose no name. */
export async function namelessIds(db: Db, before: string): Promise<string[]> {
  const rows = await db
    .selectFrom('member')
    .select('id')
    .where('state', '=', 'unnamed')
    .where('created_at', '<', before)
    .execute()
  return rows.map(({ id }) => id)
}

/** Nothing else refers to somebody without a name. */
export async function forgetNameless(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('session').where('user_id', '=', id).execute()
  await tx.deleteFrom('account').where('user_id', '=', id).execute()
  await tx.deleteFrom('member').where('id', '=', id).where('state', '=', 'unnamed').execute()
}

/** `now` is an ISO time. */
export async function forgetOver(db: Db, now: string): Promise<void> {
  await db.deleteFrom('session').where('expires_at', '<', now).execute()
  await db.deleteFrom('verification').where('expires_at', '<', now).execute()
}
