// The searches that members keep.

import type { Db, Tx } from '../db/connect.ts'
import { lockWaiting } from '../db/lock.ts'
import type { SavedSearchTable } from '../db/schema-searches.ts'
import type { DateLanguage } from '../digests/date-language.ts'
import type { AlertHour } from './next-alert.ts'

/** Of one member, the oldest first. */
export const searchesOf = (db: Db | Tx, memberId: string): Promise<SavedSearchTable[]> =>
  db
    .selectFrom('saved_search')
    .selectAll()
    .where('member_id', '=', memberId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()

export const findSearch = (db: Db | Tx, id: string): Promise<SavedSearchTable | undefined> =>
  db.selectFrom('saved_search').selectAll().where('id', '=', id).executeTakeFirst()

/** In lower case, where its alerts go; undefined where that isn't confirmed. */
export async function addressOfSearch(db: Db | Tx, id: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('saved_search')
    .innerJoin('member', 'member.id', 'saved_search.member_id')
    .select('member.email')
    .where('saved_search.id', '=', id)
    .where('member.email_verified', '=', 1)
    .executeTakeFirst()
  return row?.email.toLowerCase()
}

/** The same search of the same member, where they keep it. */
export const sameSearch = (
  db: Db | Tx,
  { member_id, query, mode }: Pick<SavedSearchTable, 'member_id' | 'query' | 'mode'>,
): Promise<SavedSearchTable | undefined> =>
  db
    .selectFrom('saved_search')
    .selectAll()
    .where('member_id', '=', member_id)
    .where('query', '=', query)
    .where('mode', '=', mode)
    .executeTakeFirst()

/**
 * Ours alone until the transaction ends: whoever tells what they found sees what is found now, or we see that they told.
 * In the order of their ids, so that no two wait for each other.
 */
export async function lockSearches(tx: Tx, ids: readonly string[]): Promise<SavedSearchTable[]> {
  if (ids.length === 0) return []
  const searches = tx.selectFrom('saved_search').selectAll().where('id', 'in', ids).orderBy('id')
  return lockWaiting(tx, searches).execute()
}

/** False where the member keeps the same search already. */
export async function insertSearch(tx: Tx, row: SavedSearchTable): Promise<boolean> {
  const inserted = await tx
    .insertInto('saved_search')
    .values(row)
    .onConflict((conflict) => conflict.columns(['member_id', 'query', 'mode']).doNothing())
    .executeTakeFirst()
  return (inserted.numInsertedOrUpdatedRows ?? 0n) > 0n
}

export async function setSearch(db: Db | Tx, id: string, change: Partial<SavedSearchTable>): Promise<void> {
  await db.updateTable('saved_search').set(change).where('id', '=', id).execute()
}

/** With all that it found. */
export async function deleteSearches(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx.deleteFrom('saved_search_paper').where('saved_search_id', 'in', ids).execute()
  await tx.deleteFrom('saved_search').where('id', 'in', ids).execute()
}

export async function countSearches(tx: Tx, memberId: string): Promise<number> {
  const { searches } = await tx
    .selectFrom('saved_search')
    .select((select) => select.fn.countAll<number>().as('searches'))
    .where('member_id', '=', memberId)
    .executeTakeFirstOrThrow()
  return searches
}

export const isAnySearchSaved = async (db: Db): Promise<boolean> =>
  (await db.selectFrom('saved_search').select('id').limit(1).executeTakeFirst()) !== undefined

/** All of them, some at a time. */
export const searchesAfter = (db: Db, after: string, limit: number): Promise<SavedSearchTable[]> =>
  db.selectFrom('saved_search').selectAll().where('id', '>', after).orderBy('id').limit(limit).execute()

export interface MailHabits extends AlertHour {
  language: DateLanguage
}

/** When members want mails, and how dates are written, as their digest says; those without one are left out. */
export async function mailHabitsOf(
  db: Db | Tx,
  memberIds: readonly string[],
): Promise<Map<string, MailHabits>> {
  if (memberIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('subscription')
    .innerJoin('member', 'member.email', 'subscription.email')
    .select(['member.id', 'subscription.hour', 'subscription.timezone', 'subscription.language'])
    .where('member.id', 'in', memberIds)
    .where('member.email_verified', '=', 1)
    .where('subscription.state', '=', 'confirmed')
    .execute()
  return new Map(rows.map(({ id, language, ...at }) => [id, { ...at, language: language as DateLanguage }]))
}
