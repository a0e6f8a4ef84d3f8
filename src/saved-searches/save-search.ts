// What a member does to the searches that they keep.

import { newMemberId } from '../accounts/member-id.ts'
import type { Db, Tx } from '../db/connect.ts'
import type { SavedSearchTable } from '../db/schema-searches.ts'
import { inTransaction } from '../db/write.ts'
import { Conflict, NotFound } from '../errors.ts'
import { dropMailsOfSearch } from '../mail/mail-queries.ts'
import { markAllTold, untoldOf } from './find-queries.ts'
import { setDue } from './keep-finds.ts'
import { beginReach } from './reach.ts'
import {
  type Cadence,
  MOST_SEARCHES,
  type SavedSearch,
  type SearchWish,
  savedSearchOf,
} from './saved-search.ts'
import {
  countSearches,
  deleteSearches,
  findSearch,
  insertSearch,
  sameSearch,
  setSearch,
} from './saved-search-queries.ts'

export interface OwnSearch {
  id: string
  memberId: string
}

/** The same search is kept once: then that one comes back as it is. @throws Conflict where there are too many */
export function saveSearch(
  db: Db,
  memberId: string,
  wish: SearchWish,
  now: number,
): Promise<{ search: SavedSearch; isNew: boolean }> {
  return inTransaction(db, async (tx) => {
    const row: SavedSearchTable = {
      ...{ id: newMemberId(), member_id: memberId, ...wish, created_at: now },
      ...{ nearness: null, nearness_at: null, due_at: null, told_at: null },
    }
    await beginReach(tx)
    const isNew = await insertSearch(tx, row)
    // Counted behind it: of two that are saved at once the second sees the first.
    if (isNew && (await countSearches(tx, memberId)) > MOST_SEARCHES)
      throw new Conflict(`You keep ${MOST_SEARCHES} searches, which is the most. Delete one first.`)
    const kept = isNew ? row : ((await sameSearch(tx, row)) ?? row)
    return { search: savedSearchOf(kept), isNew }
  })
}

/** @throws NotFound for one of somebody else's, too */
export async function changeSearch(
  db: Db,
  { id, memberId }: OwnSearch,
  change: Pick<SearchWish, 'name' | 'cadence'>,
  now: number,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const row = await ownSearch(tx, id, memberId)
    await setSearch(tx, id, { name: change.name })
    if (row.cadence !== change.cadence) await setCadence(tx, row, change.cadence, now)
  })
}

/** Behind the link of a mail. Of one that was deleted there is nothing to change. */
export async function changeCadence(db: Db, id: string, cadence: Cadence, now: number): Promise<void> {
  await inTransaction(db, async (tx) => {
    const row = await findSearch(tx, id)
    if (row) await setCadence(tx, row, cadence, now)
  })
}

/** @throws NotFound for one of somebody else's, too */
export async function deleteSearch(db: Db, { id, memberId }: OwnSearch): Promise<void> {
  await inTransaction(db, async (tx) => {
    await ownSearch(tx, id, memberId)
    await dropMailsOfSearch(tx, id)
    await deleteSearches(tx, [id])
  })
}

/** @throws NotFound for one of somebody else's, too */
export const ownSearchById = async (db: Db, { id, memberId }: OwnSearch): Promise<SavedSearch> =>
  savedSearchOf(await ownSearch(db, id, memberId))

/** @throws NotFound where it was deleted */
export async function searchById(db: Db, id: string): Promise<SavedSearch> {
  const row = await findSearch(db, id)
  if (row) return savedSearchOf(row)
  throw new NotFound('This search was deleted: nothing is sent about it any more.')
}

async function ownSearch(tx: Db | Tx, id: string, memberId: string): Promise<SavedSearchTable> {
  const row = await findSearch(tx, id)
  if (row?.member_id === memberId) return row
  throw new NotFound('There is no such search of yours. It may have been deleted.')
}

/** What waits to be told is told at the new time; with `off`, never. */
async function setCadence(tx: Tx, row: SavedSearchTable, cadence: Cadence, now: number): Promise<void> {
  await setSearch(tx, row.id, { cadence, due_at: null })
  if (cadence === 'off') {
    await dropMailsOfSearch(tx, row.id)
    return markAllTold(tx, row.id, now)
  }
  if ((await untoldOf(tx, [row.id])).length > 0) await setDue(tx, [{ ...row, cadence }], now)
}
