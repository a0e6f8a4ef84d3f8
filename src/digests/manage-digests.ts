// What admins do about digests.

import { countSuppressed, forgiveBounces } from '../bounces/bounce-queries.ts'
import type { Db } from '../db/connect.ts'
import { inTransaction } from '../db/write.ts'
import { NotFound } from '../errors.ts'
import { addDays, type Day } from '../papers/calendar.ts'
import { eraseAddress } from './change-subscription.ts'
import {
  countDigests,
  countFailedDigests,
  type DigestCount,
  setFailedDigestsWaiting,
  type TroubledDigest,
  troubledDigests,
} from './delivery-queries.ts'
import { areDigestsPaused } from './digest-pause.ts'
import { countSubscriptions, deleteSuppressed, suppressForGood } from './subscription-queries.ts'
import { addressHash } from './suppression.ts'

const SHOWN_DAYS = 14
const MOST_SHOWN = 200
/** What failed longer ago is no news: an outage of last year is not made up for by one press of a button. */
const AGAIN_MS = 7 * 86_400_000

export interface DigestOverview {
  paused: boolean
  subscriptions: { state: string; period: string; subscriptions: number }[]
  /** Addresses that are never written to, by why. */
  suppressed: { reason: string; addresses: number }[]
  counts: DigestCount[]
  troubled: TroubledDigest[]
  /** How many `sendFailedDigestsAgain` sends. */
  again: number
}

export async function digestOverview(
  db: Db,
  { today, now }: { today: Day; now: number },
): Promise<DigestOverview> {
  return {
    paused: await areDigestsPaused(db),
    subscriptions: await countSubscriptions(db),
    suppressed: await countSuppressed(db),
    counts: await countDigests(db, addDays(today, -SHOWN_DAYS)),
    troubled: await troubledDigests(db, MOST_SHOWN),
    again: await countFailedDigests(db, now - AGAIN_MS),
  }
}

/** All that failed lately; returns how many. */
export const sendFailedDigestsAgain = (db: Db, now: number): Promise<number> =>
  setFailedDigestsWaiting(db, { since: now - AGAIN_MS, now })

/** Who complained elsewhere than by the links of their mails. What is known of the address goes. */
export async function suppressAddress(db: Db, email: string, now: number): Promise<void> {
  await inTransaction(db, async (tx) => {
    await suppressForGood(tx, { hash: await addressHash(tx, email), reason: 'admin', now })
    await eraseAddress(tx, email)
  })
}

/** It may subscribe again, and what came back before counts no more. @throws NotFound */
export async function releaseAddress(db: Db, email: string): Promise<void> {
  await inTransaction(db, async (tx) => {
    if (!(await deleteSuppressed(tx, await addressHash(tx, email))))
      throw new NotFound('This address is not among those that are never written to.')
    await forgiveBounces(tx, email)
  })
}
