// Who is due, and what they had.

import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'
import { lockWaiting } from '../db/lock.ts'
import type { DigestDeliveryTable, DigestPaperTable, SubscriptionTable } from '../db/schema-digests.ts'
import { inChunks } from '../db/write.ts'
import type { Day } from '../papers/calendar.ts'
import type { PaperId } from '../papers/paper.ts'
import { foldedOf, otherIdsOf, pastEditions } from './fold-queries.ts'
import type { DigestPeriod } from './subscription.ts'

export async function zonesInUse(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('subscription')
    .select('timezone')
    .distinct()
    .where('state', '=', 'confirmed')
    .execute()
  return rows.map(({ timezone }) => timezone)
}

export interface Due {
  timezone: string
  period: DigestPeriod
  /** In that zone, as the hour, which has begun. */
  day: Day
  hour: number
  /** Who was decided for on that day or later is not due. */
  unlessSince: Day
}

/** As in the index: of the many who are decided none is looked at, each minute, for the few who aren’t. */
const decidedOn = sql<string>`coalesce(decided_on, '')`

/** Some of those for whom it isn't decided yet what they are sent on this day of theirs. */
export async function dueIds(
  db: Db,
  { timezone, period, day, hour, unlessSince }: Due,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('subscription')
    .select('id')
    .where('state', '=', 'confirmed')
    .where('timezone', '=', timezone)
    .where('period', '=', period)
    .where(decidedOn, '<', unlessSince)
    .where('hour', '<=', hour)
    .where(({ or, eb }) => or([eb('paused_until', 'is', null), eb('paused_until', '<=', day)]))
    .orderBy(decidedOn)
    .orderBy('hour')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** Those of them that were still due: they are ours alone, until the transaction ends. */
export const decideFor = (
  tx: Tx,
  ids: readonly string[],
  { day, unlessSince }: Pick<Due, 'day' | 'unlessSince'>,
): Promise<SubscriptionTable[]> =>
  tx
    .updateTable('subscription')
    .set({ decided_on: day })
    .where('id', 'in', ids)
    .where('state', '=', 'confirmed')
    .where(decidedOn, '<', unlessSince)
    .returningAll()
    .execute()

/** All who get this period, some at a time, whatever their hour; locked until the transaction ends. */
export const confirmedAfter = (
  tx: Tx,
  { period, after, limit }: { period: DigestPeriod; after: string; limit: number },
): Promise<SubscriptionTable[]> =>
  lockWaiting(
    tx,
    tx
      .selectFrom('subscription')
      .selectAll()
      .where('state', '=', 'confirmed')
      .where('period', '=', period)
      .where('id', '>', after)
      .orderBy('id')
      .limit(limit),
  ).execute()

/** Those who have a delivery of this edition already. */
export async function alreadyPlanned(
  tx: Tx,
  ids: readonly string[],
  { period, day }: { period: DigestPeriod; day: Day },
): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await tx
    .selectFrom('digest_delivery')
    .select('subscription_id')
    .where('subscription_id', 'in', ids)
    .where('period', '=', period)
    .where('day', '=', day)
    .execute()
  return new Set(rows.map(({ subscription_id }) => subscription_id))
}

/** The newest edition of this period that each was sent. */
export async function lastDays(
  tx: Tx,
  ids: readonly string[],
  period: DigestPeriod,
): Promise<Map<string, Day>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('digest_delivery')
    .select((select) => ['subscription_id', select.fn.max<string>('day').as('day')])
    .where('subscription_id', 'in', ids)
    .where('period', '=', period)
    .groupBy('subscription_id')
    .execute()
  return new Map(rows.map(({ subscription_id, day }) => [subscription_id, day]))
}

/** Whether any of them wants everything that they follow. */
export async function wantFollowed(db: Db, ids: readonly string[]): Promise<boolean> {
  const row = await db
    .selectFrom('subscription')
    .select('id')
    .where('id', 'in', ids)
    .where('scope', '=', 'followed')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** What came until then (milliseconds UTC) was looked at for them, and their transaction holds them: never back. */
export async function setFollowedUntil(tx: Tx, ids: readonly string[], until: number): Promise<void> {
  if (ids.length === 0) return
  await tx
    .updateTable('subscription')
    .set({ followed_until: until })
    .where('id', 'in', ids)
    .where(({ or, eb }) => or([eb('followed_until', 'is', null), eb('followed_until', '<', until)]))
    .execute()
}

/** All that each was sent since then (milliseconds UTC). */
export async function papersHadSince(
  tx: Tx,
  ids: readonly string[],
  since: number,
): Promise<Map<string, Set<PaperId>>> {
  const had = new Map<string, Set<PaperId>>(ids.map((id) => [id, new Set()]))
  const rows = await tx
    .selectFrom('digest_delivery as delivery')
    .innerJoin('digest_paper', 'digest_paper.delivery_id', 'delivery.id')
    .select(['delivery.subscription_id', 'digest_paper.paper_id'])
    .where('delivery.subscription_id', 'in', ids)
    .where('delivery.created_at', '>', since)
    .execute()
  for (const { subscription_id, paper_id } of rows) had.get(subscription_id)?.add(paper_id)
  return had
}

/** Of these papers those that each had, under whichever of their ids and however long ago. */
export async function papersHad(
  tx: Tx,
  ids: readonly string[],
  paperIds: readonly PaperId[],
): Promise<Map<string, Set<PaperId>>> {
  const had = new Map<string, Set<PaperId>>(ids.map((id) => [id, new Set()]))
  if (ids.length === 0 || paperIds.length === 0) return had
  const names = new Map(paperIds.map((id) => [id, id]))
  for (const { alias_id, paper_id } of await otherIdsOf(tx, paperIds)) names.set(alias_id, paper_id)
  const note = (subscription: string, name: PaperId) => {
    const paper = names.get(name)
    if (paper !== undefined) had.get(subscription)?.add(paper)
  }
  const rows = await tx
    .selectFrom('digest_paper')
    .select(['subscription_id', 'paper_id'])
    .where('subscription_id', 'in', ids)
    .where('paper_id', 'in', [...names.keys()])
    .execute()
  for (const { subscription_id, paper_id } of rows) note(subscription_id, paper_id)
  const editions = await pastEditions(tx, [...names.keys()])
  for (const { subscription_id, papers } of editions.length === 0 ? [] : await foldedOf(tx, ids, editions))
    for (const name of JSON.parse(papers ?? '[]') as PaperId[]) note(subscription_id, name)
  return had
}

export async function insertPlanned(
  tx: Tx,
  deliveries: DigestDeliveryTable[],
  papers: DigestPaperTable[],
): Promise<void> {
  await inChunks(deliveries, 100, (rows) => tx.insertInto('digest_delivery').values(rows).execute())
  await inChunks(papers, 500, (rows) => tx.insertInto('digest_paper').values(rows).execute())
}
