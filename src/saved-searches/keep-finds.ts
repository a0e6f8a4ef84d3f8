// What was found is written down, with when its member is to be told.

import type { Db, Tx } from '../db/connect.ts'
import type { SavedSearchTable } from '../db/schema-searches.ts'
import { inTransaction } from '../db/write.ts'
import type { PaperId } from '../papers/paper.ts'
import { earlierIdsOf, findersOf, insertFinds } from './find-queries.ts'
import type { Find } from './finds-among.ts'
import { nextAlert, usualHour } from './next-alert.ts'
import { savedSearchOf } from './saved-search.ts'
import { lockSearches, mailHabitsOf, setSearch } from './saved-search-queries.ts'

/** A paper that was found under another id that it had is nothing new. */
export async function keepFinds(db: Db, found: readonly Find[], now: number): Promise<void> {
  if (found.length === 0) return
  const earlier = await earlierIdsOf(db, [...new Set(found.map(({ paperId }) => paperId))])
  await inTransaction(db, async (tx) => {
    // As they are now: some may have been deleted or switched off since they were read.
    const searches = await lockSearches(tx, [...new Set(found.map(({ searchId }) => searchId))])
    const byId = new Map(searches.map((search) => [search.id, search]))
    const fresh = await withoutKnown(tx, found, earlier)
    const rows = fresh.flatMap(({ searchId, paperId, why }) => {
      const search = byId.get(searchId)
      if (!search) return []
      const told_at = search.cadence === 'off' ? now : null
      return [{ saved_search_id: searchId, paper_id: paperId, why, found_at: now, told_at }]
    })
    const untold = (await insertFinds(tx, rows)).filter(({ told_at }) => told_at === null)
    const ids = new Set(untold.map(({ saved_search_id }) => saved_search_id))
    await setDue(
      tx,
      searches.filter(({ id, due_at }) => ids.has(id) && due_at === null),
      now,
    )
  })
}

async function withoutKnown(
  tx: Tx,
  found: readonly Find[],
  earlier: ReadonlyMap<PaperId, PaperId[]>,
): Promise<Find[]> {
  const ids = [...new Set(found.map(({ searchId }) => searchId))]
  const known = await findersOf(tx, ids, [...earlier.values()].flat())
  return found.filter(
    ({ searchId, paperId }) =>
      !known.some((one) => one.saved_search_id === searchId && earlier.get(paperId)?.includes(one.paper_id)),
  )
}

/** When each is told next, by its cadence and its member's clock. */
export async function setDue(tx: Tx, searches: readonly SavedSearchTable[], now: number): Promise<void> {
  const hours = await mailHabitsOf(tx, [...new Set(searches.map(({ member_id }) => member_id))])
  for (const row of searches) {
    const at = hours.get(row.member_id) ?? usualHour
    const { cadence, toldAt } = savedSearchOf(row)
    await setSearch(tx, row.id, { due_at: nextAlert(cadence, { now, toldAt, at }) })
  }
}
