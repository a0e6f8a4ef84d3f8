// Decides what each channel is sent: the same choice as the digest by mail, at an hour of the channel's own.

import { newMemberId } from '../accounts/member-id.ts'
import type { Db, Tx } from '../db/connect.ts'
import type { ChannelDeliveryTable, ChannelTable } from '../db/schema-channels.ts'
import { inTransaction } from '../db/write.ts'
import { type ChosenEdition, chooseFromEditions } from '../digests/choose-papers.ts'
import { bringsNothingNext, createEditionShelf, type DigestEdition } from '../digests/digest-edition.ts'
import { dueUnlessSince } from '../digests/due-days.ts'
import { localTime } from '../digests/local-time.ts'
import type { DigestPeriod } from '../digests/subscription.ts'
import type { Day, EditionTimes } from '../papers/calendar.ts'
import { channelOf } from './channel.ts'
import { activeChannels, channelHad, decideForChannel } from './channel-queries.ts'
import { insertChannelDelivery, isChannelPlanned, lastChannelDay } from './delivery-queries.ts'

/** Returns how many deliveries were added. */
export async function planChannels(
  db: Db,
  { now, times, signal }: { now: number; times: EditionTimes; signal: AbortSignal },
): Promise<number> {
  let planned = 0
  const editionOf = createEditionShelf(db, { now, times })
  for (const row of await activeChannels(db)) {
    const due = dueDay(row, now)
    if (signal.aborted || due === null) continue
    const edition = await editionOf(row.period as DigestPeriod, due.day)
    const isNextEmpty = bringsNothingNext({ now, times, day: due.day })
    const isAdded = await inTransaction(db, async (tx) => {
      const ours = await decideForChannel(tx, row.id, due)
      return ours && edition ? planChannel(tx, ours, { edition, isNextEmpty }, now) : false
    })
    if (isAdded) planned++
  }
  return planned
}

/** Its day, once its hour has come. Null where nothing is due. */
function dueDay(
  { period, hour, timezone, decided_on }: ChannelTable,
  now: number,
): { day: Day; unlessSince: Day } | null {
  const local = localTime(now, timezone)
  const unlessSince = dueUnlessSince(period as DigestPeriod, local.day)
  if (unlessSince === null || local.hour < hour) return null
  return decided_on === null || decided_on < unlessSince ? { day: local.day, unlessSince } : null
}

/** False where nothing is for it, or this edition was decided before. */
export async function planChannel(
  tx: Tx,
  row: ChannelTable,
  { edition, isNextEmpty }: { edition: DigestEdition; isNextEmpty: boolean },
  now: number,
): Promise<boolean> {
  if (await isChannelPlanned(tx, row.id, edition)) return false
  const { day, papers: chosen } = await chooseForChannel(tx, row, edition, isNextEmpty)
  if (chosen.length === 0) return false
  const delivery = channelDelivery(row.id, { period: edition.period, day }, now)
  const papers = chosen.map(({ id, rank }) => ({
    ...{ channel_id: row.id, paper_id: id, delivery_id: delivery.id, place: rank },
  }))
  await insertChannelDelivery(tx, delivery, papers)
  return true
}

/** What it would be sent of an edition. */
async function chooseForChannel(
  db: Db | Tx,
  row: ChannelTable,
  edition: DigestEdition,
  isNextEmpty: boolean,
): Promise<ChosenEdition> {
  const offered = [edition, ...edition.earlier].flatMap(({ papers }) => papers.map(({ id }) => id))
  const had = await channelHad(db, row.id, [...new Set(offered)])
  const last = await lastChannelDay(db, row.id, edition.period)
  const { day, papers } = chooseFromEditions(edition, channelOf(row), { had, last }, isNextEmpty)
  return { day, papers: papers.slice(0, row.most_papers) }
}

/** One that waits. */
export const channelDelivery = (
  channelId: string,
  { period, day }: { period: string; day: string },
  now: number,
): ChannelDeliveryTable => ({
  ...{ id: newMemberId(), channel_id: channelId, period, day, state: 'waiting', attempts: 0 },
  ...{ due_at: now, created_at: now, sent_at: null, messages: null, arrived: '[]', round: 1 },
  ...{ unsure_since: null, tried_at: null, status: null, took_ms: null, answer: null, problem: null },
})
