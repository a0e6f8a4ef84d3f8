// Who gets the digest, and who is never written to.

import type { Db, Tx } from '../db/connect.ts'
import { lockSkipping } from '../db/lock.ts'
import type { SubscriptionTable } from '../db/schema-digests.ts'

export const findByAddress = (db: Db | Tx, email: string): Promise<SubscriptionTable | undefined> =>
  db.selectFrom('subscription').selectAll().where('email', '=', email).executeTakeFirst()

export const findSubscription = (db: Db | Tx, id: string): Promise<SubscriptionTable | undefined> =>
  db.selectFrom('subscription').selectAll().where('id', '=', id).executeTakeFirst()

export const findByTokenHash = (db: Db | Tx, hash: string): Promise<SubscriptionTable | undefined> =>
  db.selectFrom('subscription').selectAll().where('token_hash', '=', hash).executeTakeFirst()

/** False where somebody else was first with this address. */
export async function insertSubscription(tx: Db | Tx, row: SubscriptionTable): Promise<boolean> {
  const inserted = await tx
    .insertInto('subscription')
    .values(row)
    .onConflict((conflict) => conflict.column('email').doNothing())
    .executeTakeFirst()
  return (inserted.numInsertedOrUpdatedRows ?? 0n) > 0n
}

export async function setSubscription(
  tx: Db | Tx,
  id: string,
  change: Partial<SubscriptionTable>,
): Promise<void> {
  await tx.updateTable('subscription').set(change).where('id', '=', id).execute()
}

/** False where the link was used meanwhile. */
export async function spendToken(
  tx: Db | Tx,
  hash: string,
  change: Partial<SubscriptionTable>,
): Promise<boolean> {
  const changed = await tx
    .updateTable('subscription')
    .set({ ...change, token_hash: null, token_expires_at: null })
    .where('token_hash', '=', hash)
    .executeTakeFirst()
  return changed.numUpdatedRows > 0n
}

/** With all that was sent to it. */
export async function deleteSubscription(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('digest_paper').where('subscription_id', '=', id).execute()
  await tx.deleteFrom('digest_delivery').where('subscription_id', '=', id).execute()
  await tx.deleteFrom('subscription').where('id', '=', id).execute()
}

/** The confirmations that were written to it. */
export async function deleteMailsTo(tx: Tx, email: string, kind: string): Promise<void> {
  await tx.deleteFrom('mail').where('recipient', '=', email).where('kind', '=', kind).execute()
}

const unconfirmed = (db: Db | Tx, now: number) =>
  db
    .selectFrom('subscription')
    .select(['id', 'email'])
    .where('state', '=', 'unconfirmed')
    .where(({ or, eb }) => or([eb('token_expires_at', 'is', null), eb('token_expires_at', '<', now)]))

/** Whether there are any that nobody confirmed in time. */
export const isAnyStale = async (db: Db, now: number): Promise<boolean> =>
  (await unconfirmed(db, now).limit(1).executeTakeFirst()) !== undefined

/** Some of them: nobody confirms them, nor asks anew, until the transaction ends. */
export const staleUnconfirmed = (
  tx: Tx,
  now: number,
  limit: number,
): Promise<{ id: string; email: string }[]> => lockSkipping(tx, unconfirmed(tx, now).limit(limit)).execute()

export const countSubscriptions = (
  db: Db,
): Promise<{ state: string; period: string; subscriptions: number }[]> =>
  db
    .selectFrom('subscription')
    .select((select) => ['state', 'period', select.fn.countAll<number>().as('subscriptions')])
    .groupBy(['state', 'period'])
    .orderBy('state')
    .orderBy('period')
    .execute()

/** Those of these hashes that are on the list. */
export async function suppressedAmong(db: Db | Tx, hashes: readonly string[]): Promise<Set<string>> {
  if (hashes.length === 0) return new Set()
  const rows = await db
    .selectFrom('suppressed_address')
    .select('address_hash')
    .where('address_hash', 'in', hashes)
    .execute()
  return new Set(rows.map(({ address_hash }) => address_hash))
}

/** A wish weighs more than what came back, which a link undoes; of two wishes the first stays. */
export async function suppressForGood(
  tx: Tx,
  { hash, reason, now }: { hash: string; reason: 'asked' | 'admin'; now: number },
): Promise<void> {
  await tx
    .insertInto('suppressed_address')
    .values({ address_hash: hash, reason, created_at: now })
    .onConflict((conflict) =>
      conflict
        .column('address_hash')
        .doUpdateSet({ reason, created_at: now })
        .where('suppressed_address.reason', 'in', ['bounced', 'complained']),
    )
    .execute()
}

/** False where it wasn't on the list. */
export async function deleteSuppressed(db: Db | Tx, hash: string): Promise<boolean> {
  const deleted = await db
    .deleteFrom('suppressed_address')
    .where('address_hash', '=', hash)
    .executeTakeFirst()
  return deleted.numDeletedRows > 0n
}

/** The id of the store: it comes along with a backup, so that hashes keep their meaning. */
export async function saltOfStore(db: Db | Tx): Promise<string> {
  const { store_id } = await db.selectFrom('store').select('store_id').executeTakeFirstOrThrow()
  return store_id
}

/** What was sent to it, the newest first. */
export const deliveriesTo = (db: Db, id: string) =>
  db
    .selectFrom('digest_delivery')
    .select(['period', 'day', 'state', 'sent_at as sentAt', 'papers'])
    .where('subscription_id', '=', id)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute()

/** But for those that stand at their delivery. */
export const papersSentTo = (db: Db, id: string) =>
  db
    .selectFrom('digest_paper')
    .innerJoin('digest_delivery', 'digest_delivery.id', 'digest_paper.delivery_id')
    .select(['digest_delivery.day', 'digest_paper.paper_id as paperId'])
    .where('digest_paper.subscription_id', '=', id)
    .orderBy('digest_delivery.day')
    .orderBy('digest_paper.place')
    .execute()
