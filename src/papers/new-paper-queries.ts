// When papers came here, of the last weeks: what came by harvest or submission, noted within a minute. Files that are
// imported are no news.

import type { Db, Tx } from '../db/connect.ts'
import { inChunks, nextChangeSeq } from '../db/write.ts'
import type { PaperId } from './paper.ts'

/** Milliseconds UTC. */
export interface NewPaper {
  id: PaperId
  arrivedAt: number
}

/**
 * Of several times the first stays. Later than all that came before, whatever the clocks of the nodes say: who read up to
 * some time misses nothing that is committed after.
 */
export async function noteNewPapers(tx: Tx, ids: readonly PaperId[], now: number): Promise<void> {
  if (ids.length === 0) return
  // Its lock makes the order of commits that of the times.
  await nextChangeSeq(tx, 0)
  const newest = await tx
    .selectFrom('new_paper')
    .select('arrived_at')
    .orderBy('arrived_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  const arrived_at = Math.max(now, (newest?.arrived_at ?? 0) + 1)
  await inChunks(
    ids.map((paper_id) => ({ paper_id, arrived_at })),
    500,
    (rows) =>
      tx
        .insertInto('new_paper')
        .values(rows)
        .onConflict((conflict) => conflict.column('paper_id').doNothing())
        .execute(),
  )
}

export async function forgetNewPapers(db: Db, before: number): Promise<void> {
  await db.deleteFrom('new_paper').where('arrived_at', '<', before).execute()
}

/** Those that came after `since` until `now`, the newest first; withdrawn ones aside. */
export async function newPapersBetween(
  db: Db | Tx,
  { since, now, limit }: { since: number; now: number; limit: number },
): Promise<NewPaper[]> {
  const rows = await db
    .selectFrom('new_paper')
    .innerJoin('paper', 'paper.id', 'new_paper.paper_id')
    .select(['paper.id', 'new_paper.arrived_at'])
    .where('arrived_at', '>', since)
    .where('arrived_at', '<=', now)
    .where('paper.withdrawn', '=', 0)
    .orderBy('arrived_at', 'desc')
    .orderBy('paper_id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ id, arrived_at }) => ({ id, arrivedAt: arrived_at }))
}

/** How many came after `since`, of one category or all; no more than `most` are counted. */
export async function countNewSince(
  db: Db,
  { since, category, most }: { since: number; category: string | undefined; most: number },
): Promise<number> {
  const found = db
    .selectFrom('new_paper')
    .innerJoin('paper', 'paper.id', 'new_paper.paper_id')
    .select('new_paper.paper_id')
    .where('arrived_at', '>', since)
    .$if(category !== undefined, (query) =>
      query.where(({ exists, selectFrom }) =>
        exists(
          selectFrom('paper_category')
            .select('category')
            .whereRef('paper_category.paper_id', '=', 'new_paper.paper_id')
            .where('category', '=', category ?? ''),
        ),
      ),
    )
    .limit(most)
  const { papers } = await db
    .selectFrom(found.as('found'))
    .select(({ fn }) => fn.countAll<number>().as('papers'))
    .executeTakeFirstOrThrow()
  return papers
}

/** When these came, as far as that is known. */
export async function arrivalsOf(db: Db, ids: readonly PaperId[]): Promise<Map<PaperId, number>> {
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('new_paper').selectAll().where('paper_id', 'in', ids).execute()
  return new Map(rows.map(({ paper_id, arrived_at }) => [paper_id, arrived_at]))
}
