// Papers that came onto a list, and lists that are final: found by looking, so that it doesn't matter who lists papers. The
// last days are looked at, for lists may come late; longer past ones that are imported are no news.

import type { Db, Tx } from '../db/connect.ts'
import { getMark, putMark } from '../db/marks.ts'
import { inTransaction } from '../db/write.ts'
import { addDays, type EditionTimes, todayAt } from '../papers/calendar.ts'
import { insertTold, untoldClosings, untoldEntries } from './event-queries.ts'
import { MOST_PAPERS } from './event-types.ts'
import { tellHooks } from './tell-hooks.ts'

const DAYS_BACK = 4
/** Its row is also the lock: of two nodes one looks, and then the other. */
const MARK = 'webhooks told'

/** Once after the first start nothing is told: what is listed then was so before. */
export function tellOfEditions(db: Db, now: number, times: EditionTimes): Promise<void> {
  return inTransaction(db, async (tx) => {
    const began = await getMark(tx, MARK)
    await putMark(tx, MARK, began ?? String(now))
    const today = todayAt(now, times)
    const first = addDays(today, -DAYS_BACK)
    const entries = await untoldEntries(tx, first, today)
    const closings = await untoldClosings(tx, first, today)
    await insertTold(tx, [...entries, ...closings.map((day) => ({ day, paperId: '' }))])
    if (began === null) return
    await tellOfEntries(tx, entries, now)
    for (const day of closings)
      await tellHooks(tx, { content: { type: 'edition.closed', day }, subject: day, now })
  })
}

async function tellOfEntries(
  tx: Tx,
  entries: readonly { day: string; paperId: string }[],
  now: number,
): Promise<void> {
  for (const [day, listed] of Map.groupBy(entries, (entry) => entry.day)) {
    for (let at = 0; at < listed.length; at += MOST_PAPERS) {
      const paperIds = listed.slice(at, at + MOST_PAPERS).map(({ paperId }) => paperId)
      await tellHooks(tx, { content: { type: 'edition.entry', day, paperIds }, subject: day, now })
    }
  }
}
