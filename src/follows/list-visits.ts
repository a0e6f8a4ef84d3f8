// When a member looked at a list last, so that it can say what is new. A visit lasts until the list was not looked at for
// half an hour: within it, reloading changes nothing.

import type { Db } from '../db/connect.ts'
import type { ListVisitTable } from '../db/schema-follows.ts'
import { insertVisit, setVisit, visitOf } from './visit-queries.ts'

/** Longer without a look, and the next one begins a visit. */
export const PAUSE_MS = 30 * 60_000
/** Within a visit a look is noted that rarely. */
const NOTED_EVERY_MS = 5 * 60_000

/** When the visit before this one ended; null in the first visit. Notes this look. */
export async function visitList(
  db: Db,
  { memberId, list, now }: { memberId: string; list: string; now: number },
): Promise<number | null> {
  const known = await visitOf(db, memberId, list)
  if (!known) {
    await insertVisit(db, { member_id: memberId, list, seen_at: now, before_at: null })
    return null
  }
  const next = afterLook(known, now)
  // Of two who look at once one writes: both see the same visit.
  if (next !== known) await setVisit(db, known, next)
  return next.before_at
}

/** As it was, where there is nothing to note. A clock that goes back begins no visit. */
export function afterLook(visit: ListVisitTable, now: number): ListVisitTable {
  const since = now - visit.seen_at
  if (since > PAUSE_MS) return { ...visit, seen_at: now, before_at: visit.seen_at }
  return since >= NOTED_EVERY_MS ? { ...visit, seen_at: now } : visit
}
