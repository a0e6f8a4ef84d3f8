// Searches whose members are to be told now.

import type { Db, Tx } from '../db/connect.ts'
import type { SavedSearchTable } from '../db/schema-searches.ts'
import { lockSearches } from './saved-search-queries.ts'

export interface DueSearch extends SavedSearchTable {
  email: string
  email_verified: number
  member_state: string
}

/** Those that wait for longest. */
export const dueSearches = (db: Db, now: number, limit: number): Promise<DueSearch[]> =>
  db
    .selectFrom('saved_search')
    .innerJoin('member', 'member.id', 'saved_search.member_id')
    .selectAll('saved_search')
    .select(['member.email', 'member.email_verified', 'member.state as member_state'])
    .where('saved_search.due_at', '<=', now)
    .orderBy('saved_search.due_at')
    .orderBy('saved_search.id')
    .limit(limit)
    .execute()

/** Those of them that were still due: nobody else tells of them. */
export async function claimDue(tx: Tx, ids: readonly string[], now: number): Promise<SavedSearchTable[]> {
  await lockSearches(tx, ids)
  return tx
    .updateTable('saved_search')
    .set({ due_at: null, told_at: now })
    .where('id', 'in', ids)
    .where('due_at', '<=', now)
    .returningAll()
    .execute()
}
