// What saved searches found, and which papers they are compared with.

import type { Db, Tx } from '../db/connect.ts'
import type { SavedSearchPaperTable } from '../db/schema-searches.ts'
import { inChunks } from '../db/write.ts'
import type { PaperId } from '../papers/paper.ts'

/** Returns those that were not found before. */
export async function insertFinds(tx: Tx, rows: SavedSearchPaperTable[]): Promise<SavedSearchPaperTable[]> {
  const inserted: SavedSearchPaperTable[] = []
  await inChunks(rows, 500, async (some) => {
    inserted.push(
      ...(await tx
        .insertInto('saved_search_paper')
        .values(some)
        .onConflict((conflict) => conflict.columns(['saved_search_id', 'paper_id']).doNothing())
        .returningAll()
        .execute()),
    )
  })
  return inserted
}

/** The newest of each of these searches, the newest first; no more than `limit` of each. */
export async function newestFinds(
  db: Db,
  searchIds: readonly string[],
  limit: number,
): Promise<Pick<SavedSearchPaperTable, 'saved_search_id' | 'paper_id' | 'found_at'>[]> {
  const [first, ...others] = searchIds.map((searchId) =>
    db
      .selectFrom((select) =>
        select
          .selectFrom('saved_search_paper')
          .select(['saved_search_id', 'paper_id', 'found_at'])
          .where('saved_search_id', '=', searchId)
          .orderBy('found_at', 'desc')
          .orderBy('paper_id', 'desc')
          .limit(limit)
          .as('newest'),
      )
      .selectAll(),
  )
  if (!first) return []
  const all = others.reduce((some, one) => some.unionAll(one), first)
  return all.orderBy('found_at', 'desc').orderBy('paper_id', 'desc').execute()
}

/** Of these searches what was not told yet; the newest first. */
export async function untoldOf(
  db: Db | Tx,
  searchIds: readonly string[],
): Promise<Pick<SavedSearchPaperTable, 'saved_search_id' | 'paper_id' | 'why'>[]> {
  if (searchIds.length === 0) return []
  return db
    .selectFrom('saved_search_paper')
    .select(['saved_search_id', 'paper_id', 'why'])
    .where('saved_search_id', 'in', searchIds)
    .where('told_at', 'is', null)
    .orderBy('found_at', 'desc')
    .orderBy('paper_id', 'desc')
    .execute()
}

export async function markTold(
  tx: Tx,
  searchId: string,
  paperIds: readonly PaperId[],
  now: number,
): Promise<void> {
  await inChunks(paperIds, 500, (some) =>
    tx
      .updateTable('saved_search_paper')
      .set({ told_at: now })
      .where('saved_search_id', '=', searchId)
      .where('paper_id', 'in', some)
      .execute(),
  )
}

/** Nobody waits for any of it. */
export async function markAllTold(tx: Tx, searchId: string, now: number): Promise<void> {
  await tx
    .updateTable('saved_search_paper')
    .set({ told_at: now })
    .where('saved_search_id', '=', searchId)
    .where('told_at', 'is', null)
    .execute()
}

export async function deleteFinds(db: Db, searchIds: readonly string[], before: number): Promise<void> {
  await db
    .deleteFrom('saved_search_paper')
    .where('saved_search_id', 'in', searchIds)
    .where('found_at', '<', before)
    .execute()
}

/** Of these searches those that found any of these papers. */
export async function findersOf(
  db: Db | Tx,
  searchIds: readonly string[],
  paperIds: readonly PaperId[],
): Promise<Pick<SavedSearchPaperTable, 'saved_search_id' | 'paper_id' | 'told_at'>[]> {
  const found: Pick<SavedSearchPaperTable, 'saved_search_id' | 'paper_id' | 'told_at'>[] = []
  if (searchIds.length === 0) return found
  await inChunks(paperIds, 500, async (some) => {
    found.push(
      ...(await db
        .selectFrom('saved_search_paper')
        .select(['saved_search_id', 'paper_id', 'told_at'])
        .where('saved_search_id', 'in', searchIds)
        .where('paper_id', 'in', some)
        .execute()),
    )
  })
  return found
}

/** Other ids that these papers had, by paper. */
export async function earlierIdsOf(db: Db, ids: readonly PaperId[]): Promise<Map<PaperId, PaperId[]>> {
  const found = new Map<PaperId, PaperId[]>()
  await inChunks(ids, 500, async (some) => {
    const rows = await db
      .selectFrom('paper_merge')
      .select(['alias_id', 'paper_id'])
      .where('paper_id', 'in', some)
      .where('undone_at', 'is', null)
      .execute()
    for (const { alias_id, paper_id } of rows) found.set(paper_id, [...(found.get(paper_id) ?? []), alias_id])
  })
  return found
}

/** Of these papers those that are here and not withdrawn, under the ids that they have now. */
export async function currentIdsOf(db: Db, ids: readonly PaperId[]): Promise<Map<PaperId, PaperId>> {
  const found = new Map<PaperId, PaperId>()
  await inChunks([...new Set(ids)], 500, async (some) => {
    const papers = db.selectFrom('paper').where('withdrawn', '=', 0)
    const own = await papers.select('id').where('id', 'in', some).execute()
    for (const { id } of own) found.set(id, id)
    const merged = await papers
      .innerJoin('paper_merge', 'paper_merge.paper_id', 'paper.id')
      .select(['alias_id', 'paper.id'])
      .where('alias_id', 'in', some)
      .where('undone_at', 'is', null)
      .execute()
    for (const { alias_id, id } of merged) if (!found.has(alias_id)) found.set(alias_id, id)
  })
  return found
}

/** How far papers were compared: in the order in which they came, and in that of their changes. */
export interface Reach {
  arrivedAt: number
  paperId: PaperId
  seq: number
}

/** The end of both. */
export async function endOfNews(db: Db | Tx): Promise<Reach> {
  const { seq } = await db.selectFrom('store').select('change_seq as seq').executeTakeFirstOrThrow()
  const last = await db
    .selectFrom('new_paper')
    .select(['arrived_at as arrivedAt', 'paper_id as paperId'])
    .orderBy('arrived_at', 'desc')
    .orderBy('paper_id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return { seq, arrivedAt: last?.arrivedAt ?? 0, paperId: last?.paperId ?? '' }
}

export interface Arrival {
  id: PaperId
  arrivedAt: number
}

/** Papers as they are with that number of the store's change sequence. */
export interface News {
  papers: readonly Arrival[]
  seq: number
}

/** Papers that came after that, in their order. */
export const arrivalsAfter = (db: Db, { arrivedAt, paperId }: Reach, limit: number): Promise<Arrival[]> =>
  db
    .selectFrom('new_paper')
    .select(['paper_id as id', 'arrived_at as arrivedAt'])
    .where(({ or, and, eb }) =>
      or([
        eb('arrived_at', '>', arrivedAt),
        and([eb('arrived_at', '=', arrivedAt), eb('paper_id', '>', paperId)]),
      ]),
    )
    .orderBy('arrived_at')
    .orderBy('paper_id')
    .limit(limit)
    .execute()

/** Papers that came lately and changed among these numbers of the store's change sequence. */
export const changedBetween = (db: Db, after: number, upTo: number): Promise<Arrival[]> =>
  db
    .selectFrom('paper')
    .innerJoin('new_paper', 'new_paper.paper_id', 'paper.id')
    .select(['paper.id', 'new_paper.arrived_at as arrivedAt'])
    .where('paper.change_seq', '>', after)
    .where('paper.change_seq', '<=', upTo)
    .where('paper.withdrawn', '=', 0)
    .orderBy('paper.change_seq')
    .execute()
