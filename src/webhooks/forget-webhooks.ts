import type { Db } from '../db/connect.ts'
import { addDays, dayOf } from '../papers/calendar.ts'
import { forgetDeliveries } from './delivery-queries.ts'
import { forgetEvents, forgetTold } from './event-queries.ts'
import { forgetHooks } from './hook-queries.ts'

const KEPT_DAYS = 30
const DAY_MS = 86_400_000
/** Rows a statement: others write in between. */
const AT_ONCE = 500

/** What was told more than 30 days ago, arrived or not. */
export async function forgetWebhooks(db: Db, now: number): Promise<void> {
  const before = now - KEPT_DAYS * DAY_MS
  while ((await forgetDeliveries(db, before, AT_ONCE)) === AT_ONCE);
  while ((await forgetEvents(db, before, AT_ONCE)) === AT_ONCE);
  await forgetHooks(db)
  await forgetTold(db, addDays(dayOf(now), -KEPT_DAYS))
}
