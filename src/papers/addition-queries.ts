// Papers that came by harvest or submission, noted in the transaction that stores them, for whoever tells of them.

import type { Tx } from '../db/connect.ts'
import type { PaperRow } from '../db/schema.ts'
import { inChunks } from '../db/write.ts'
import type { PaperId } from './paper.ts'

/** The papers of one batch. */
export async function noteAdditions(tx: Tx, rows: readonly PaperRow[]): Promise<void> {
  const [first] = rows
  if (!first) return
  await tx
    .insertInto('paper_addition')
    .values({ change_seq: first.change_seq, paper_ids: JSON.stringify(rows.map(({ id }) => id)) })
    .execute()
}

/** Takes the oldest batches: of two who ask at once each gets its own. */
export async function takeAdditions(tx: Tx, limit: number): Promise<PaperId[][]> {
  const rows = await tx
    .deleteFrom('paper_addition')
    .where('change_seq', 'in', (select) =>
      select
        .selectFrom('paper_addition as oldest')
        .select('oldest.change_seq')
        .orderBy('change_seq')
        .limit(limit),
    )
    .returningAll()
    .execute()
  return rows
    .sort((a, b) => a.change_seq - b.change_seq)
    .map(({ paper_ids }) => JSON.parse(paper_ids) as PaperId[])
}

/** Those of these papers that are still here, not withdrawn, and published since then; in the order of `ids`. */
export async function newsAmong(
  tx: Tx,
  ids: readonly PaperId[],
  since: number,
): Promise<{ id: PaperId; categories: string[] }[]> {
  const found = new Map<PaperId, string[]>()
  await inChunks(ids, 500, async (some) => {
    const rows = await tx
      .selectFrom('paper')
      .select(['id', 'categories'])
      .where('id', 'in', some)
      .where('published_at', '>=', since)
      .where('withdrawn', '=', 0)
      .execute()
    for (const { id, categories } of rows) found.set(id, JSON.parse(categories) as string[])
  })
  return ids.flatMap((id) => {
    const categories = found.get(id)
    return categories ? [{ id, categories }] : []
  })
}
