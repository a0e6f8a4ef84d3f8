// Decides what each is sent: once a day of theirs, from the hour that they chose on. What is decided stands as a
// delivery with its papers, in one transaction; sending is another matter.

import { randomBytes } from 'node:crypto'
import type { Db, Tx } from '../db/connect.ts'
import type { DigestDeliveryTable, DigestPaperTable, SubscriptionTable } from '../db/schema-digests.ts'
import { inTransaction } from '../db/write.ts'
import { type Day, type EditionTimes, weekdayOf } from '../papers/calendar.ts'
import type { PaperId } from '../papers/paper.ts'
import { type Chosen, choosePapers, MOST_PAPERS } from './choose-papers.ts'
import { type DigestEdition, newestEdition } from './digest-edition.ts'
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
  zonesInUse,
} from './plan-queries.ts'
import { type DigestPeriod, subscriptionOf, type Taste } from './subscription.ts'
import { notSuppressed } from './suppression.ts'

/** Recipients at once: a transaction of some tens of milliseconds. */
const CHUNK = 50

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
  const editions = new Map<DigestPeriod, Promise<DigestEdition | null>>()
  const editionOf = (period: DigestPeriod) => {
    const known = editions.get(period) ?? newestEdition(db, period, { now, times })
    editions.set(period, known)
    return known
  }
  for (const due of dueNow(await zonesInUse(db), now)) {
    if (only !== undefined && due.period !== only) continue
    for (;;) {
      const ids = signal.aborted ? [] : await dueIds(db, due, CHUNK)
      if (ids.length === 0) break
      const edition = await editionOf(due.period)
      planned += await inTransaction(db, async (tx) => {
        const ours = await decideFor(tx, ids, due.day)
        return edition ? planFor(tx, ours, edition, now) : 0
      })
    }
  }
  return planned
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
      planned += await planFor(tx, awake, edition, now)
      return rows.at(-1)?.id
    })
    if (last === undefined) break
    after = last
  }
  return planned
}

/** On weekdays of the zone the daily one, on its Mondays the weekly one, too. */
function dueNow(zones: readonly string[], now: number): Due[] {
  return zones.flatMap((timezone) => {
    const { day, hour } = localTime(now, timezone)
    const weekday = weekdayOf(day)
    const periods: DigestPeriod[] = weekday === 1 ? ['daily', 'weekly'] : weekday < 6 ? ['daily'] : []
    return periods.map((period) => ({ timezone, period, day, hour }))
  })
}

async function planFor(
  tx: Tx,
  rows: readonly SubscriptionTable[],
  edition: DigestEdition,
  now: number,
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
  const deliveries: DigestDeliveryTable[] = []
  const papers: DigestPaperTable[] = []
  for (const row of open) {
    const chosen = chooseFor(subscriptionOf(row), edition, { had: had.get(row.id), last: last.get(row.id) })
    if (chosen.length === 0) continue
    const delivery = deliveryOf(row, edition, now)
    deliveries.push(delivery)
    for (const { id, rank } of chosen)
      papers.push({ subscription_id: row.id, paper_id: id, delivery_id: delivery.id, place: rank })
  }
  await insertPlanned(tx, deliveries, papers)
  return deliveries.length
}

/** Of earlier editions only what came since the last that they were sent: who is new begins with the newest. */
function chooseFor(
  taste: Taste,
  { papers, earlier }: DigestEdition,
  { had = new Set(), last }: { had: Set<PaperId> | undefined; last: Day | undefined },
): Chosen[] {
  const missed = last === undefined ? [] : earlier.filter(({ day }) => day > last)
  const chosen = choosePapers(papers, taste, had)
  for (const edition of missed) {
    const known = new Set([...had, ...chosen.map(({ id }) => id)])
    chosen.push(...choosePapers(edition.papers, taste, known))
  }
  return chosen.slice(0, MOST_PAPERS)
}

const deliveryOf = (
  { id, email }: SubscriptionTable,
  { period, day }: DigestEdition,
  now: number,
): DigestDeliveryTable => ({
  ...{ id: randomBytes(12).toString('hex'), subscription_id: id, period, day },
  ...{ domain: email.slice(email.lastIndexOf('@') + 1), state: 'waiting', attempts: 0 },
  ...{ due_at: now, created_at: now, sent_at: null, problem: null },
})
