// What is on its way to whom, and how it went.

import type { Db, Tx } from '../db/connect.ts'
import { lockSkipping } from '../db/lock.ts'
import type { DigestDeliveryTable } from '../db/schema-digests.ts'
import type { FollowReason } from '../follows/why-text.ts'

export type DigestState = 'waiting' | 'sending' | 'sent' | 'failed' | 'doubtful' | 'dropped'

const due = (db: Db | Tx, now: number, except: readonly string[]) =>
  db
    .selectFrom('digest_delivery')
    .where('state', '=', 'waiting')
    .where('due_at', '<=', now)
    .$if(except.length > 0, (query) => query.where('domain', 'not in', except))
    .orderBy('due_at')
    .orderBy('id')
    .limit(1)

/** The delivery that is due for longest to another domain than these; locked, where others may look for one, too. */
export const dueDigest = (
  tx: Tx,
  now: number,
  except: readonly string[],
): Promise<DigestDeliveryTable | undefined> =>
  lockSkipping(tx, due(tx, now, except).selectAll()).executeTakeFirst()

/** Where the delivery goes that is due for longest; undefined where none is. */
export const domainDue = async (db: Db, now: number): Promise<string | undefined> =>
  (await due(db, now, []).select('domain').executeTakeFirst())?.domain

/** All that are due to a domain, in their order. */
export async function dueIdsTo(db: Db, domain: string, now: number): Promise<string[]> {
  const rows = await db
    .selectFrom('digest_delivery')
    .select('id')
    .where('state', '=', 'waiting')
    .where('due_at', '<=', now)
    .where('domain', '=', domain)
    .orderBy('due_at')
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}

/** Those of them that are due still, and that nobody is about to take. */
export async function postponeDigests(
  tx: Tx,
  ids: readonly string[],
  { now, until }: { now: number; until: number },
): Promise<void> {
  const still = tx
    .selectFrom('digest_delivery')
    .select('id')
    .where('id', 'in', ids)
    .where('state', '=', 'waiting')
    .where('due_at', '<=', now)
  const ours = (await lockSkipping(tx, still).execute()).map(({ id }) => id)
  if (ours.length > 0)
    await tx.updateTable('digest_delivery').set({ due_at: until }).where('id', 'in', ours).execute()
}

export async function setDigest(
  tx: Db | Tx,
  id: string,
  change: Partial<DigestDeliveryTable>,
): Promise<void> {
  await tx.updateTable('digest_delivery').set(change).where('id', '=', id).execute()
}

/** Only while that try is under way: what was doubted meanwhile stays so. */
export async function endDigest(
  db: Db,
  { id, attempts }: Pick<DigestDeliveryTable, 'id' | 'attempts'>,
  change: Partial<DigestDeliveryTable>,
): Promise<void> {
  await db
    .updateTable('digest_delivery')
    .set(change)
    .where('id', '=', id)
    .where('attempts', '=', attempts)
    .where('state', '=', 'sending')
    .execute()
}

/** Those that were being sent when their process ended: nobody can know whether they arrived. */
export async function doubtDigests(db: Db, before: number): Promise<void> {
  await db
    .updateTable('digest_delivery')
    .set({ state: 'doubtful', problem: 'The program ended while it was sent.' })
    .where('state', '=', 'sending')
    .where('due_at', '<', before)
    .execute()
}

/** What was decided before then and has not left is no news any more. */
export async function giveUpDigests(db: Db, before: number): Promise<void> {
  await db
    .updateTable('digest_delivery')
    .set(({ fn, val }) => ({
      state: 'failed',
      problem: fn.coalesce('problem', val('It could not be sent in time.')),
    }))
    .where('state', '=', 'waiting')
    .where('created_at', '<', before)
    .execute()
}

/** What the admin sees where the server can't be reached: one row says it for all. */
export async function noteOnWaiting(db: Db, problem: string): Promise<void> {
  await db
    .updateTable('digest_delivery')
    .set({ problem })
    .where('id', '=', (select) =>
      select
        .selectFrom('digest_delivery as first')
        .select('first.id')
        .where('first.state', '=', 'waiting')
        .orderBy('first.due_at')
        .orderBy('first.id')
        .limit(1),
    )
    .execute()
}

export interface RankedPaper {
  paperId: string
  rank: number
  /** What it was chosen for, where it wasn’t for its place in the edition. */
  reason?: FollowReason[]
}

export async function papersOfDigest(db: Db, id: string): Promise<RankedPaper[]> {
  const rows = await db
    .selectFrom('digest_paper')
    .select(['paper_id as paperId', 'place as rank', 'reason'])
    .where('delivery_id', '=', id)
    .orderBy('place')
    .orderBy('paper_id')
    .execute()
  return rows.map(({ reason, ...row }) => ({
    ...row,
    ...(reason !== null && { reason: JSON.parse(reason) as FollowReason[] }),
  }))
}

/** Was not sent, so that its papers were not had: what came and fitted is looked at once more. */
export async function giveBackPapers(
  tx: Tx,
  { id, subscription_id }: Pick<DigestDeliveryTable, 'id' | 'subscription_id'>,
): Promise<void> {
  const { oldest } = await tx
    .selectFrom('digest_paper')
    .innerJoin('new_paper', 'new_paper.paper_id', 'digest_paper.paper_id')
    .select(({ fn }) => fn.min<number | null>('arrived_at').as('oldest'))
    .where('delivery_id', '=', id)
    .where('reason', 'is not', null)
    .executeTakeFirstOrThrow()
  if (oldest !== null)
    await tx
      .updateTable('subscription')
      .set({ followed_until: oldest - 1 })
      .where('id', '=', subscription_id)
      .where('followed_until', '>=', oldest)
      .execute()
  await tx.deleteFrom('digest_paper').where('delivery_id', '=', id).execute()
}

export interface DigestCount {
  period: string
  day: string
  state: string
  deliveries: number
}

/** Of editions since that day, the newest first. */
export const countDigests = (db: Db, since: string): Promise<DigestCount[]> =>
  db
    .selectFrom('digest_delivery')
    .select((select) => ['period', 'day', 'state', select.fn.countAll<number>().as('deliveries')])
    .where('day', '>=', since)
    .groupBy(['period', 'day', 'state'])
    .orderBy('day', 'desc')
    .orderBy('period')
    .orderBy('state')
    .execute()

/** Those that failed, are doubtful, or were tried and wait; the last that was tried first. */
export async function troubledDigests(db: Db, limit: number): Promise<TroubledDigest[]> {
  const ofStates = await Promise.all(
    (['failed', 'doubtful', 'waiting'] as const).map((state) => lastTried(db, state, limit)),
  )
  return ofStates
    .flat()
    .sort((a, b) => b.due_at - a.due_at || (a.id < b.id ? 1 : -1))
    .slice(0, limit)
}

export type TroubledDigest = DigestDeliveryTable & { email: string }

/** State by state, from the end of the index: SQLite reads the whole table for three of them at once. */
const lastTried = (db: Db, state: DigestState, limit: number): Promise<TroubledDigest[]> =>
  db
    .selectFrom((from) =>
      from
        .selectFrom('digest_delivery')
        .selectAll()
        .where('state', '=', state)
        .$if(state === 'waiting', (query) => query.where('problem', 'is not', null))
        .orderBy('due_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .as('delivery'),
    )
    .innerJoin('subscription', 'subscription.id', 'delivery.subscription_id')
    .selectAll('delivery')
    .select('subscription.email')
    .orderBy('delivery.due_at', 'desc')
    .orderBy('delivery.id', 'desc')
    .execute()

const afresh = (now: number) => ({ state: 'waiting', attempts: 0, due_at: now, created_at: now })

/** For one that failed, or of which nobody knows. False where there is no such delivery. */
export async function sendDigestAgain(db: Db, id: string, now: number): Promise<boolean> {
  const changed = await db
    .updateTable('digest_delivery')
    .set(afresh(now))
    .where('id', '=', id)
    .where('state', 'in', ['failed', 'doubtful'])
    .executeTakeFirst()
  return changed.numUpdatedRows > 0n
}

/** Those that were decided since then (milliseconds UTC). */
export async function countFailedDigests(db: Db, since: number): Promise<number> {
  const { deliveries } = await db
    .selectFrom('digest_delivery')
    .select((select) => select.fn.countAll<number>().as('deliveries'))
    .where('state', '=', 'failed')
    .where('created_at', '>=', since)
    .executeTakeFirstOrThrow()
  return deliveries
}

/** Those that were decided since then. Returns how many; doubtful ones are sent again one by one only. */
export async function setFailedDigestsWaiting(
  db: Db,
  { since, now }: { since: number; now: number },
): Promise<number> {
  const changed = await db
    .updateTable('digest_delivery')
    .set(afresh(now))
    .where('state', '=', 'failed')
    .where('created_at', '>=', since)
    .executeTakeFirst()
  return Number(changed.numUpdatedRows)
}
