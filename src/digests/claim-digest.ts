// A delivery is its sender's alone, and that is committed before anything is on its way: no two nodes send it, and one
// whose sender died is doubted, never sent again by itself.

import type { Db } from '../db/connect.ts'
import type { DigestDeliveryTable, SubscriptionTable } from '../db/schema-digests.ts'
import { inChunks, inTransaction } from '../db/write.ts'
import {
  domainDue,
  dueDigest,
  dueIdsTo,
  giveBackPapers,
  postponeDigests,
  setDigest,
} from './delivery-queries.ts'
import type { DomainRates } from './domain-rates.ts'
import { localTime } from './local-time.ts'
import { findSubscription } from './subscription-queries.ts'
import { isSuppressed } from './suppression.ts'

export interface Claimed {
  delivery: DigestDeliveryTable
  subscription: SubscriptionTable
}

/** As it stands while it is sent; null where nothing is due. What nobody wants any more is dropped. */
export async function claimDigest(db: Db, now: number, rates: DomainRates): Promise<Claimed | null> {
  // Asked without a transaction first: mostly nothing is due, and writers need not wait for that answer.
  if (!(await isAnyToSend(db, now, rates))) return null
  return inTransaction(db, async (tx) => {
    for (;;) {
      const delivery = await dueDigest(tx, now, rates.resting(now))
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

/**
 * What is due to domains that rest is put off, so that nobody who looks for the next one passes thousands of them each
 * time.
 */
export async function isAnyToSend(db: Db, now: number, rates: DomainRates): Promise<boolean> {
  for (;;) {
    const domain = await domainDue(db, now)
    if (domain === undefined) return false
    if (!rates.resting(now).includes(domain)) return true
    await putOff(db, domain, { now, rates })
  }
}

/** Changed in one transaction. */
const CHUNK = 500

/** Each to the while in which its turn should come, so that it is put off about once. */
async function putOff(
  db: Db,
  domain: string,
  { now, rates }: { now: number; rates: DomainRates },
): Promise<void> {
  const places = (await dueIdsTo(db, domain, now)).entries()
  const turns = Map.groupBy(places, ([place]) => rates.end(now, place))
  for (const [until, some] of turns) {
    const ids = some.map(([, id]) => id)
    await inChunks(ids, CHUNK, (chunk) =>
      inTransaction(db, (tx) => postponeDigests(tx, chunk, { now, until })),
    )
  }
}

/** They may have changed their mind since it was decided. */
function mayGet({ state, period, paused_until, timezone }: SubscriptionTable, now: number): boolean {
  if (state !== 'confirmed' || period === 'off') return false
  return paused_until === null || paused_until <= localTime(now, timezone).day
}
