// What was sent long ago: a list at its delivery in place of a row for each paper.

import type { Db, Tx } from '../db/connect.ts'
import type { DigestPastPaperTable } from '../db/schema-digests.ts'
import { inChunks } from '../db/write.ts'
import type { PaperId } from '../papers/paper.ts'

/** How far it has come: the delivery that was folded last. */
export interface FoldPlace {
  dueAt: number
  id: string
}

/** Sent before then (milliseconds UTC), behind that place; in the order of an index. */
export const sentBefore = (tx: Tx, before: number, { dueAt, id }: FoldPlace, limit: number) =>
  tx
    .selectFrom('digest_delivery')
    .select(['id', 'period', 'day', 'due_at'])
    .where('state', '=', 'sent')
    .where('due_at', '>=', dueAt)
    .where('due_at', '<', before)
    .where(({ or, eb }) => or([eb('due_at', '>', dueAt), eb('id', '>', id)]))
    .orderBy('due_at')
    .orderBy('id')
    .limit(limit)
    .execute()

export const papersOfDeliveries = (
  tx: Tx,
  ids: readonly string[],
): Promise<{ delivery_id: string; paper_id: PaperId }[]> =>
  tx
    .selectFrom('digest_paper')
    .select(['delivery_id', 'paper_id'])
    .where('delivery_id', 'in', ids)
    .orderBy('delivery_id')
    .orderBy('place')
    .orderBy('paper_id')
    .execute()

/** Once: what another node has folded meanwhile stays as it is. */
export async function setFolded(tx: Tx, id: string, papers: readonly PaperId[]): Promise<void> {
  await tx
    .updateTable('digest_delivery')
    .set({ papers: JSON.stringify(papers) })
    .where('id', '=', id)
    .where('papers', 'is', null)
    .execute()
}

export async function deleteFoldedRows(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.deleteFrom('digest_paper').where('delivery_id', 'in', ids).execute()
}

export async function rememberPast(tx: Tx, rows: DigestPastPaperTable[]): Promise<void> {
  await inChunks(rows, 500, (some) =>
    tx
      .insertInto('digest_past_paper')
      .values(some)
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  )
}

/** The editions in which any of these papers was sent long ago. */
export const pastEditions = (
  tx: Db | Tx,
  paperIds: readonly PaperId[],
): Promise<{ period: string; day: string }[]> =>
  tx
    .selectFrom('digest_past_paper')
    .select(['period', 'day'])
    .distinct()
    .where('paper_id', 'in', paperIds)
    .execute()

/** What these subscribers were sent of them; of other editions, too. */
export const foldedOf = (
  tx: Tx,
  ids: readonly string[],
  editions: readonly { period: string; day: string }[],
): Promise<{ subscription_id: string; papers: string | null }[]> =>
  tx
    .selectFrom('digest_delivery')
    .select(['subscription_id', 'papers'])
    .where('subscription_id', 'in', ids)
    .where('period', 'in', [...new Set(editions.map(({ period }) => period))])
    .where('day', 'in', [...new Set(editions.map(({ day }) => day))])
    .where('papers', 'is not', null)
    .execute()

/** Other ids of these papers, under which they may have been sent before it was known that they are the same. */
export const otherIdsOf = (
  tx: Db | Tx,
  paperIds: readonly PaperId[],
): Promise<{ alias_id: PaperId; paper_id: PaperId }[]> =>
  tx
    .selectFrom('paper_merge')
    .select(['alias_id', 'paper_id'])
    .where('paper_id', 'in', paperIds)
    .where('undone_at', 'is', null)
    .execute()
