// A row for each paper that each subscriber was sent is quick to look up, and large: 20 papers on each weekday for a
// year are 5,200 rows a subscriber. So rows of what left some time ago become a list at their delivery. None is
// forgotten: who had a paper never gets it again, however many years later it comes back.

import type { Db, Tx } from '../db/connect.ts'
import { getMark, putMark } from '../db/marks.ts'
import { inTransaction } from '../db/write.ts'
import {
  deleteFoldedRows,
  type FoldPlace,
  papersOfDeliveries,
  rememberPast,
  sentBefore,
  setFolded,
} from './fold-queries.ts'

/** Longer than an edition is news, so that lists are seldom read. */
export const UNFOLDED_DAYS = 14
const DAY_MS = 86_400_000
/** Deliveries a transaction: others write in between. */
const AT_ONCE = 100
const MARK = 'digests folded'

/** `now`: milliseconds UTC. Safe to break off, and to run twice. */
export async function foldDigests(db: Db, now: number, signal: AbortSignal): Promise<void> {
  const before = now - UNFOLDED_DAYS * DAY_MS
  while (!signal.aborted) {
    const folded = await inTransaction(db, (tx) => foldSome(tx, before))
    if (folded < AT_ONCE) return
  }
}

async function foldSome(tx: Tx, before: number): Promise<number> {
  const deliveries = await sentBefore(tx, before, placeOf(await getMark(tx, MARK)), AT_ONCE)
  const last = deliveries.at(-1)
  if (!last) return 0
  const ids = deliveries.map(({ id }) => id)
  const papers = Map.groupBy(await papersOfDeliveries(tx, ids), ({ delivery_id }) => delivery_id)
  const past = new Map<string, { paper_id: string; period: string; day: string }>()
  for (const { id, period, day } of deliveries) {
    const sent = (papers.get(id) ?? []).map(({ paper_id }) => paper_id)
    await setFolded(tx, id, sent)
    for (const paper_id of sent) past.set(`${paper_id} ${period} ${day}`, { paper_id, period, day })
  }
  await rememberPast(tx, [...past.values()])
  await deleteFoldedRows(tx, ids)
  await putMark(tx, MARK, `${last.due_at} ${last.id}`)
  return deliveries.length
}

function placeOf(mark: string | null): FoldPlace {
  const [dueAt = '0', id = ''] = (mark ?? '').split(' ')
  return { dueAt: Number(dueAt), id }
}
