// Decides what each is sent: once a day of theirs, from the hour that they chose on. What is decided stands as a
// delivery with its papers, in one transaction; sending is another matter.

import { randomBytes } from 'node:crypto'
import type { Db, Tx } from '../db/connect.ts'
import type { DigestDeliveryTable, DigestPaperTable, SubscriptionTable } from '../db/schema-digests.ts'
import { inTransaction } from '../db/write.ts'
import { type Day, type EditionTimes, todayAt } from '../papers/calendar.ts'
import type { ChosenFollowed } from './choose-followed.ts'
import { chooseFollowedFor } from './choose-followed-for.ts'
import { type Chosen, type ChosenEdition, chooseFromEditions } from './choose-papers.ts'
import { bringsNothingNext, createEditionShelf, type DigestEdition } from './digest-edition.ts'
import { dueUnlessSince } from './due-days.ts'
import { type FollowedNews, readFollowedNews } from './followed-news.ts'
import { localTime } from './local-time.ts'
import {
  alreadyPlanned,
  confirmedAfter,
  type Due,
  decideFor,
  dueIds,
  insertPlanned,
  lastDays,
  papersHad,
  wantFollowed,
  zonesInUse,
} from './plan-queries.ts'
import { type DigestPeriod, subscriptionOf } from './subscription.ts'
import { notSuppressed } from './suppression.ts'

/** Recipients at once: a transaction of some tens of milliseconds. */
const CHUNK = 50
/** No edition has a place so far down. */
const BEHIND_EDITIONS = 100_000

interface PlanQuestion {
  now: number
  times: EditionTimes
  signal: AbortSignal
  /** Absent: both. */
  only?: DigestPeriod | undefined
}

/** Returns how many deliveries were added. */
export async function planDue(db: Db, { now, times, signal, only }: PlanQuestion): Promise<number> {
  let planned = 0
  const editionOf = createEditionShelf(db, { now, times })
  const news = createNews(db, { now, today: todayAt(now, times) })
  for (const due of dueNow(await zonesInUse(db), now)) {
    if (only !== undefined && due.period !== only) continue
    for (;;) {
      const ids = signal.aborted ? [] : await dueIds(db, due, CHUNK)
      if (ids.length === 0) break
      const edition = await editionOf(due.period, due.day)
      const isNextEmpty = bringsNothingNext({ now, times, day: due.day })
      // Before the transaction: it takes longer than writers may be kept waiting.
      const followed = edition && (await wantFollowed(db, ids)) ? await news(edition) : null
      planned += await inTransaction(db, async (tx) => {
        const ours = await decideFor(tx, ids, due)
        return edition ? planFor(tx, ours, { edition, isNextEmpty, followed, now }) : 0
      })
    }
  }
  return planned
}

/** Whether `planDue` has anything to decide. */
export async function isAnybodyDue(db: Db, now: number): Promise<boolean> {
  for (const due of dueNow(await zonesInUse(db), now)) if ((await dueIds(db, due, 1)).length > 0) return true
  return false
}

/** An edition to everyone confirmed who gets this period and has not had it, whatever their hour. */
export async function planForAll(
  db: Db,
  edition: DigestEdition,
  { now, signal }: { now: number; signal: AbortSignal },
): Promise<number> {
  let planned = 0
  let after = ''
  while (!signal.aborted) {
    const last = await inTransaction(db, async (tx) => {
      const rows = await confirmedAfter(tx, { period: edition.period, after, limit: CHUNK })
      const awake = rows.filter(
        ({ paused_until, timezone }) => paused_until === null || paused_until <= localTime(now, timezone).day,
      )
      planned += await planFor(tx, awake, { edition, isNextEmpty: false, followed: null, now })
      return rows.at(-1)?.id
    })
    if (last === undefined) break
    after = last
  }
  return planned
}

function dueNow(zones: readonly string[], now: number): Due[] {
  return zones.flatMap((timezone) => {
    const { day, hour } = localTime(now, timezone)
    return (['daily', 'weekly'] as const).flatMap((period) => {
      const unlessSince = dueUnlessSince(period, day)
      return unlessSince === null ? [] : [{ timezone, period, day, hour, unlessSince }]
    })
  })
}

/** Read once an edition, for the first who wants it. */
function createNews(db: Db, moment: { now: number; today: Day }) {
  const known = new Map<DigestEdition, Promise<FollowedNews>>()
  return (edition: DigestEdition): Promise<FollowedNews> => {
    const news = known.get(edition) ?? readFollowedNews(db, edition, moment)
    known.set(edition, news)
    return news
  }
}

interface Offer {
  edition: DigestEdition
  /** Nothing new comes until their next day. */
  isNextEmpty: boolean
  /** Null where nobody wants it. */
  followed: FollowedNews | null
  now: number
}

async function planFor(
  tx: Tx,
  rows: readonly SubscriptionTable[],
  { edition, isNextEmpty, followed, now }: Offer,
): Promise<number> {
  const planned = await alreadyPlanned(
    tx,
    rows.map(({ id }) => id),
    edition,
  )
  const open = await notSuppressed(
    tx,
    rows.filter(({ id }) => !planned.has(id)),
  )
  const ids = open.map(({ id }) => id)
  const offered = [edition, ...edition.earlier].flatMap(({ papers }) => papers.map(({ id }) => id))
  const had = await papersHad(tx, ids, [...new Set(offered)])
  const last = await lastDays(tx, ids, edition.period)
  const chosenOf = new Map<string, ChosenEdition>()
  for (const row of open) {
    const facts = { had: had.get(row.id), last: last.get(row.id) }
    const chosen = chooseFromEditions(edition, subscriptionOf(row), facts, isNextEmpty)
    chosenOf.set(row.id, chosen)
    // What waits for its own day does not come today as news either.
    const waiting = chosen.day === edition.day ? [] : edition.papers
    for (const { id } of [...chosen.papers, ...waiting]) had.get(row.id)?.add(id)
  }
  const besidesOf = followed ? await chooseFollowedFor(tx, open, { followed, had }) : undefined
  const deliveries: DigestDeliveryTable[] = []
  const papers: DigestPaperTable[] = []
  for (const row of open) {
    const [chosen, besides] = [chosenOf.get(row.id), besidesOf?.get(row.id) ?? []]
    if (!chosen || chosen.papers.length + besides.length === 0) continue
    const delivery = deliveryOf(row, { period: edition.period, day: chosen.day }, now)
    deliveries.push(delivery)
    papers.push(...paperRows(delivery, chosen.papers, besides))
  }
  await insertPlanned(tx, deliveries, papers)
  return deliveries.length
}

function paperRows(
  { id, subscription_id }: DigestDeliveryTable,
  chosen: readonly Chosen[],
  besides: readonly ChosenFollowed[],
): DigestPaperTable[] {
  const row = { subscription_id, delivery_id: id }
  return [
    ...chosen.map((paper) => ({ ...row, paper_id: paper.id, place: paper.rank, reason: null })),
    ...besides.map(({ id: paper_id, reason }, at) => ({
      ...{ ...row, paper_id, place: BEHIND_EDITIONS + at },
      reason: JSON.stringify(reason),
    })),
  ]
}

const deliveryOf = (
  { id, email }: SubscriptionTable,
  { period, day }: Pick<DigestEdition, 'period' | 'day'>,
  now: number,
): DigestDeliveryTable => ({
  ...{ id: randomBytes(12).toString('hex'), subscription_id: id, period, day },
  ...{ domain: email.slice(email.lastIndexOf('@') + 1), state: 'waiting', attempts: 0 },
  ...{ due_at: now, created_at: now, sent_at: null, problem: null, papers: null },
})
