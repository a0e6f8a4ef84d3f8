// What a member's page says of them, and what they may change of it.

import type { Db } from '../db/connect.ts'

export async function setDisplayName(db: Db, id: string, fullname: string | null): Promise<void> {
  await db.updateTable('person').set({ fullname }).where('id', '=', id).where('kind', '=', 'member').execute()
}

export async function displayNameOf(db: Db, id: string): Promise<string | null> {
  const row = await db.selectFrom('person').select('fullname').where('id', '=', id).executeTakeFirst()
  return row?.fullname ?? null
}

/** Comments that can be read. */
export async function countComments(db: Db, personId: string): Promise<number> {
  const { comments } = await db
    .selectFrom('comment')
    .select(({ fn }) => fn.countAll<number>().as('comments'))
    .where('person_id', '=', personId)
    .where('deleted_at', 'is', null)
    .where('hidden_at', 'is', null)
    .executeTakeFirstOrThrow()
  return comments
}
