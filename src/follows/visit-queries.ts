// Visits of lists: a row for a member and a list.

import type { Db } from '../db/connect.ts'
import type { ListVisitTable } from '../db/schema-follows.ts'

export const visitOf = (db: Db, memberId: string, list: string): Promise<ListVisitTable | undefined> =>
  db
    .selectFrom('list_visit')
    .selectAll()
    .where('member_id', '=', memberId)
    .where('list', '=', list)
    .executeTakeFirst()

export async function insertVisit(db: Db, row: ListVisitTable): Promise<void> {
  await db
    .insertInto('list_visit')
    .values(row)
    .onConflict((conflict) => conflict.columns(['member_id', 'list']).doNothing())
    .execute()
}

/** Only what is still as it was read. */
export async function setVisit(
  db: Db,
  { member_id, list, seen_at }: ListVisitTable,
  next: ListVisitTable,
): Promise<void> {
  await db
    .updateTable('list_visit')
    .set({ seen_at: next.seen_at, before_at: next.before_at })
    .where('member_id', '=', member_id)
    .where('list', '=', list)
    .where('seen_at', '=', seen_at)
    .execute()
}
