// Which papers of a list are new to who looked at it before.

import type { Db } from '../db/connect.ts'
import { addDays, type Day } from '../papers/calendar.ts'
import { listingMoments } from '../papers/lists/newest-editions.ts'
import { arrivalsOf } from '../papers/new-paper-queries.ts'
import type { PaperId } from '../papers/paper.ts'

/** A list of longer ago makes nothing new. */
const LOOK_BACK_DAYS = 60

/** Those that came here after `since` (milliseconds UTC): by harvest or submission, or onto their first list, whichever was first. */
export async function cameSince(
  db: Db,
  ids: readonly PaperId[],
  { since, today }: { since: number; today: Day },
): Promise<Set<PaperId>> {
  const lists = { first: addDays(today, -LOOK_BACK_DAYS), last: today, which: 'earliest' } as const
  const [arrived, listed] = await Promise.all([arrivalsOf(db, ids), listingMoments(db, ids, lists)])
  return new Set(
    ids.filter((id) => {
      const times = [arrived.get(id), listed.get(id)].filter((at) => at !== undefined)
      return times.length > 0 && Math.min(...times) > since
    }),
  )
}

/** Those that came onto the list of this day after `since`. */
export async function listedSince(
  db: Db,
  ids: readonly PaperId[],
  { since, day }: { since: number; day: Day },
): Promise<Set<PaperId>> {
  const moments = await listingMoments(db, ids, { first: day, last: day, which: 'latest' })
  return new Set(ids.filter((id) => (moments.get(id) ?? 0) > since))
}
