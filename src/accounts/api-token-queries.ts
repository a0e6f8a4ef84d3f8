import type { Db } from '../db/connect.ts'
import type { ApiTokenTable, MemberTable } from '../db/schema-people.ts'

export async function insertToken(db: Db, row: ApiTokenTable): Promise<void> {
  await db.insertInto('api_token').values(row).execute()
}

/** The newest first. */
export const tokensOf = (db: Db, memberId: string): Promise<ApiTokenTable[]> =>
  db
    .selectFrom('api_token')
    .selectAll()
    .where('person_id', '=', memberId)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute()

export async function deleteToken(db: Db, memberId: string, id: string): Promise<void> {
  await db.deleteFrom('api_token').where('person_id', '=', memberId).where('id', '=', id).execute()
}

export async function tokenByHash(
  db: Db,
  hash: string,
  now: number,
): Promise<{ token: ApiTokenTable; member: MemberTable } | undefined> {
  const token = await db
    .selectFrom('api_token')
    .selectAll()
    .where('token_hash', '=', hash)
    .where((is) => is.or([is('expires_at', 'is', null), is('expires_at', '>', now)]))
    .executeTakeFirst()
  if (!token) return undefined
  const member = await db
    .selectFrom('member')
    .selectAll()
    .where('id', '=', token.person_id)
    .executeTakeFirst()
  return member && { token, member }
}

export async function markTokenUsed(db: Db, id: string, now: number): Promise<void> {
  await db.updateTable('api_token').set({ last_used_at: now }).where('id', '=', id).execute()
}
