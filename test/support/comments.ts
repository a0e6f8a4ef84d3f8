// Comments for tests, as they stand in the store.

import { newMemberId } from '../../src/accounts/member-id.ts'
import type { Db } from '../../src/db/connect.ts'
import type { CommentTable } from '../../src/db/schema-community.ts'
import { noon } from './site.ts'

/** Returns its id. */
export async function aComment(
  db: Db,
  facts: Pick<CommentTable, 'paper_id' | 'person_id'> & Partial<CommentTable>,
): Promise<string> {
  const id = facts.id ?? newMemberId()
  const row = {
    ...{ body: 'It holds.', created_at: Date.parse(noon) - 1_000, votes: 0, parent_id: null },
    ...{ edited_at: null, deleted_at: null, hidden_at: null, hidden_reason: null },
    ...facts,
    id,
  }
  await db.insertInto('comment').values(row).execute()
  const shown = row.hidden_at === null && row.deleted_at === null ? 1 : 0
  await db
    .updateTable('paper')
    .set((set) => ({ member_comments: set('member_comments', '+', shown) }))
    .where('id', '=', row.paper_id)
    .execute()
  return id
}
