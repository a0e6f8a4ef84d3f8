import type { Db } from '../db/connect.ts'
import type { BounceRules } from './bounce.ts'
import { deleteBouncesBefore } from './bounce-queries.ts'

const DAY_MS = 86_400_000
const KEPT_DAYS = 90

/** What came back is kept for 90 days, or as long as it counts. That an address is stopped outlives it. */
export const forgetBounces = (db: Db, now: number, { BOUNCE_SOFT_DAYS }: BounceRules): Promise<void> =>
  deleteBouncesBefore(db, now - Math.max(KEPT_DAYS, BOUNCE_SOFT_DAYS) * DAY_MS)
