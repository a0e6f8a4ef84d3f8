// A delivery is its sender's alone, and that is committed before anything is on its way: no two nodes send it, and one
// whose sender died is doubted, never sent again by itself.

import type { Db } from '../db/connect.ts'
import type { DigestDeliveryTable, SubscriptionTable } from '../db/schema-digests.ts'
import { inTransaction } from '../db/write.ts'
import { dueDigest, giveBackPapers, isAnyDigestDue, setDigest } from './delivery-queries.ts'
import { localTime } from './local-time.ts'
import { findSubscription } from './subscription-queries.ts'
import { isSuppressed } from './suppression.ts'

export interface Claimed {
  delivery: DigestDeliveryTable
  subscription: SubscriptionTable
}

/** As it stands while it is sent; null where nothing is due. What nobody wants any more is dropped. */
export async function claimDigest(db: Db, now: number, except: readonly string[]): Promise<Claimed | null> {
  // Asked without a transaction first: mostly nothing is due, and writers need not wait for that answer.
  if (!(await isAnyDigestDue(db, now, except))) return null
  return inTransaction(db, async (tx) => {
    for (;;) {
      const delivery = await dueDigest(tx, now, except)
      if (!delivery) return null
      const subscription = await findSubscription(tx, delivery.subscription_id)
      if (subscription && mayGet(subscription, now) && !(await isSuppressed(tx, subscription.email))) {
        const change = { state: 'sending', attempts: delivery.attempts + 1, due_at: now }
        await setDigest(tx, delivery.id, change)
        return { delivery: { ...delivery, ...change }, subscription }
      }
      await giveBackPapers(tx, delivery)
      await setDigest(tx, delivery.id, { state: 'dropped', problem: 'Not wanted any more.' })
    }
  })
}

/** They may have changed their mind since it was decided. */
function mayGet({ state, period, paused_until, timezone }: SubscriptionTable, now: number): boolean {
  if (state !== 'confirmed' || period === 'off') return false
  return paused_until === null || paused_until <= localTime(now, timezone).day
}
