// What somebody does behind the link of their mails: change what comes, end it, take it along, erase it.

import { bouncesOf, deleteBouncesOf } from '../bounces/bounce-queries.ts'
import type { Db, Tx } from '../db/connect.ts'
import { inTransaction } from '../db/write.ts'
import { NotFound } from '../errors.ts'
import type { PaperId } from '../papers/paper.ts'
import { decidedAtFirst } from './due-days.ts'
import { localTime } from './local-time.ts'
import { CONFIRMATION } from './subscribe.ts'
import { type Preferences, preferenceColumns, type Subscription, subscriptionOf } from './subscription.ts'
import {
  deleteMailsTo,
  deleteSubscription,
  deliveriesTo,
  findByAddress,
  findSubscription,
  isAnyStale,
  papersSentTo,
  setSubscription,
  staleUnconfirmed,
  suppressForGood,
} from './subscription-queries.ts'
import { addressHash } from './suppression.ts'

/** @throws NotFound where it was erased */
export async function subscriptionById(db: Db, id: string): Promise<Subscription> {
  const row = await findSubscription(db, id)
  if (row) return subscriptionOf(row)
  throw new NotFound('This subscription was erased: nothing is sent to it, and nothing is known of it.')
}

/** Also brings back who had unsubscribed: they confirmed the address once, and ask for mail again. */
export async function savePreferences(db: Db, id: string, chosen: Preferences, now: number): Promise<void> {
  await inTransaction(db, async (tx) => {
    const row = await findSubscription(tx, id)
    if (!row) throw new NotFound('This subscription was erased. Subscribe once more.')
    const returns = row.state === 'unsubscribed' && row.consented_at !== null
    const begins = returns || (chosen.period === 'weekly' && row.period !== 'weekly')
    const { day } = localTime(now, chosen.timezone)
    // Who moves west must not wait until their new calendar has caught up with the old one.
    const decided = row.decided_on !== null && row.decided_on > day ? day : row.decided_on
    await setSubscription(tx, id, {
      ...preferenceColumns(chosen),
      decided_on: (begins ? decidedAtFirst(chosen, now) : null) ?? decided,
      ...(returns && { state: 'confirmed', unsubscribed_at: null }),
    })
  })
}

/** Done more than once it changes nothing more; of one that was erased there is nothing to end. */
export async function unsubscribe(db: Db, id: string, now: number): Promise<void> {
  await inTransaction(db, async (tx) => {
    const row = await findSubscription(tx, id)
    if (!row || row.state === 'unsubscribed') return
    await setSubscription(tx, id, {
      ...{ state: 'unsubscribed', unsubscribed_at: now, token_hash: null, token_expires_at: null },
    })
  })
}

/** With all that is known of it. `forGood`: the address is never written to again. */
export async function eraseSubscription(
  db: Db,
  id: string,
  { forGood, now }: { forGood: boolean; now: number },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const row = await findSubscription(tx, id)
    if (!row) return
    if (forGood) await suppressForGood(tx, { hash: await addressHash(tx, row.email), reason: 'asked', now })
    await erase(tx, row)
  })
}

/** When a member leaves. */
export async function eraseAddress(tx: Tx, email: string): Promise<void> {
  await deleteBouncesOf(tx, email.toLowerCase())
  const row = await findByAddress(tx, email.toLowerCase())
  if (row) await erase(tx, row)
}

async function erase(tx: Tx, { id, email }: { id: string; email: string }): Promise<void> {
  await deleteSubscription(tx, id)
  await deleteBouncesOf(tx, email)
  await deleteMailsTo(tx, email, CONFIRMATION)
}

/** Everything that is known of it, for who it is about. */
export async function exportSubscription(db: Db, id: string): Promise<object> {
  const subscription = await subscriptionById(db, id)
  const time = (ms: number | null) => (ms === null ? undefined : new Date(ms).toISOString())
  const { createdAt, consentedAt, unsubscribedAt, ...chosen } = subscription
  const deliveries = await deliveriesTo(db, id)
  const long = deliveries
    .toReversed()
    .flatMap(({ day, papers }) =>
      (JSON.parse(papers ?? '[]') as PaperId[]).map((paperId) => ({ day, paperId })),
    )
  return {
    ...chosen,
    ...{ createdAt: time(createdAt), consentedAt: time(consentedAt), unsubscribedAt: time(unsubscribedAt) },
    digests: deliveries.map(({ sentAt, papers: _, ...digest }) => ({ ...digest, sentAt: time(sentAt) })),
    cameBack: (await bouncesOf(db, subscription.email)).map(({ receivedAt, ...bounce }) => ({
      ...bounce,
      receivedAt: time(receivedAt),
    })),
    papers: [...long, ...(await papersSentTo(db, id))],
  }
}

/** In one transaction. */
const CHUNK = 100

/** Addresses that somebody typed and nobody confirmed are not kept, nor the mails that asked them. */
export async function forgetUnconfirmed(db: Db, now: number): Promise<void> {
  if (!(await isAnyStale(db, now))) return
  for (;;) {
    const gone = await inTransaction(db, async (tx) => {
      const stale = await staleUnconfirmed(tx, now, CHUNK)
      for (const { id, email } of stale) {
        await deleteSubscription(tx, id)
        await deleteMailsTo(tx, email, CONFIRMATION)
      }
      return stale.length
    })
    if (gone === 0) return
  }
}
