// What the index asks of the store.

import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { PaperTable } from '../db/schema.ts'

export interface StoreIdentity {
  storeId: string
  epoch: string
  /** Number of the last change. */
  seq: number
}

export async function storeIdentity(db: Db): Promise<StoreIdentity> {
  const row = await db
    .selectFrom('store')
    .select(['store_id', 'epoch', 'change_seq'])
    .executeTakeFirstOrThrow()
  return { storeId: row.store_id, epoch: row.epoch, seq: row.change_seq }
}

export type IndexedRow = Pick<
  PaperTable,
  | 'id'
  | 'title'
  | 'abstract'
  | 'authors'
  | 'categories'
  | 'published_at'
  | 'links'
  | 'media'
  | 'withdrawn'
  | 'change_seq'
> & { listed: number }

/** Papers that changed after `seq`, in the order of their changes. */
export const papersChangedAfter = (db: Db, seq: number, limit: number): Promise<IndexedRow[]> =>
  indexedPapers(db).where('change_seq', '>', seq).orderBy('change_seq').limit(limit).execute()

/** Those of these papers that are there, in the order of their changes. */
export const papersToIndex = (db: Db, ids: readonly string[]): Promise<IndexedRow[]> =>
  indexedPapers(db).where('id', 'in', ids).orderBy('change_seq').execute()

function indexedPapers(db: Db) {
  return db
    .selectFrom('paper')
    .select([
      'id',
      'title',
      'abstract',
      'authors',
      'categories',
      'published_at',
      'links',
      'media',
      'withdrawn',
    ])
    .select([
      'change_seq',
      sql<number>`(case when exists (
      select 1 from edition_entry where edition_entry.paper_id = paper.id
        and day <= coalesce((select value from mark where name = 'open edition'), '9999-12-31')
      ) then 1 else 0 end)`.as('listed'),
    ])
}

/** Ids that were merged into other papers after `seq`: nothing is found under them any more. */
export async function mergedAfter(db: Db, seq: number): Promise<string[]> {
  const rows = await db
    .selectFrom('paper_merge')
    .select('alias_id')
    .where('change_seq', '>', seq)
    .where('undone_at', 'is', null)
    .execute()
  return rows.map(({ alias_id }) => alias_id)
}

export async function countPapersAfter(db: Db, seq: number): Promise<number> {
  const { papers } = await db
    .selectFrom('paper')
    .select((select) => select.fn.countAll<number>().as('papers'))
    .where('change_seq', '>', seq)
    .executeTakeFirstOrThrow()
  return papers
}

/** Ids and change numbers by id, `limit` after `after`: what an index is checked against. */
export function paperNumbers(
  db: Db,
  after: string,
  limit: number,
): Promise<{ id: string; change_seq: number }[]> {
  return db
    .selectFrom('paper')
    .select(['id', 'change_seq'])
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** Votes by paper; only papers that have some. */
export async function votesByPaper(db: Db): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('paper')
    .select(['id', 'recorded_votes'])
    .where('recorded_votes', '>', 0)
    .execute()
  return new Map(rows.map(({ id, recorded_votes }) => [id, recorded_votes]))
}

export function textOfPaper(db: Db, id: string): Promise<{ title: string; abstract: string } | undefined> {
  return db.selectFrom('paper').select(['title', 'abstract']).where('id', '=', id).executeTakeFirst()
}
