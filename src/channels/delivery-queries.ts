// What is on its way to which channel, and how it went.

import type { Db, Tx } from '../db/connect.ts'
import { lockSkipping } from '../db/lock.ts'
import type { ChannelDeliveryTable, ChannelPaperTable, ChannelTable } from '../db/schema-channels.ts'
import type { Day } from '../papers/calendar.ts'
import type { PaperId } from '../papers/paper.ts'

export const deliveryStates = ['waiting', 'sending', 'sent', 'failed', 'doubtful'] as const
export type ChannelDeliveryState = (typeof deliveryStates)[number]

export async function insertChannelDelivery(
  tx: Tx,
  row: ChannelDeliveryTable,
  papers: ChannelPaperTable[],
): Promise<void> {
  await tx.insertInto('channel_delivery').values(row).execute()
  if (papers.length > 0) await tx.insertInto('channel_paper').values(papers).execute()
}

const due = (db: Db | Tx, now: number, except: readonly string[]) =>
  db
    .selectFrom('channel_delivery')
    .where('state', '=', 'waiting')
    .where('due_at', '<=', now)
    .where('channel_id', 'in', (select) =>
      select.selectFrom('channel').select('channel.id').where('channel.state', '=', 'active'),
    )
    .$if(except.length > 0, (query) => query.where('channel_id', 'not in', except))
    .orderBy('due_at')
    .orderBy('id')
    .limit(1)

/** What is due for longest to an active channel other than these; locked, where others may look for one, too. */
export const dueChannelDelivery = (
  tx: Tx,
  now: number,
  except: readonly string[],
): Promise<ChannelDeliveryTable | undefined> =>
  lockSkipping(tx, due(tx, now, except).selectAll()).executeTakeFirst()

export const isAnyChannelDue = async (db: Db, now: number, except: readonly string[]): Promise<boolean> =>
  (await due(db, now, except).select('id').executeTakeFirst()) !== undefined

export async function setChannelDelivery(
  tx: Db | Tx,
  id: string,
  change: Partial<ChannelDeliveryTable>,
): Promise<void> {
  await tx.updateTable('channel_delivery').set(change).where('id', '=', id).execute()
}

/** Only while that try is under way: false where it was taken over, doubted or deleted meanwhile. */
export async function whileSending(
  tx: Db | Tx,
  { id, attempts }: Pick<ChannelDeliveryTable, 'id' | 'attempts'>,
  change: Partial<ChannelDeliveryTable>,
): Promise<boolean> {
  const changed = await tx
    .updateTable('channel_delivery')
    .set(change)
    .where('id', '=', id)
    .where('attempts', '=', attempts)
    .where('state', '=', 'sending')
    .executeTakeFirst()
  return changed.numUpdatedRows > 0n
}

/** Those that were being sent when their process ended, with the kind of their channel. */
export const abandoned = (
  tx: Tx,
  before: number,
): Promise<(ChannelDeliveryTable & Pick<ChannelTable, 'kind'>)[]> =>
  tx
    .selectFrom('channel_delivery')
    .innerJoin('channel', 'channel.id', 'channel_delivery.channel_id')
    .selectAll('channel_delivery')
    .select('channel.kind')
    .where('channel_delivery.state', '=', 'sending')
    .where('due_at', '<', before)
    .execute()

/** What was decided before then and has not left; returns the ids of its channels. */
export async function giveUpChannels(tx: Tx, before: number): Promise<string[]> {
  const rows = await tx
    .updateTable('channel_delivery')
    .set(({ fn, val }) => ({
      state: 'failed',
      problem: fn.coalesce('problem', val('It could not be sent in time.')),
    }))
    .where('state', '=', 'waiting')
    .where('created_at', '<', before)
    .returning('channel_id')
    .execute()
  return [...new Set(rows.map(({ channel_id }) => channel_id))]
}

/** Whether this edition was decided for it before, whatever became of that. */
export const isChannelPlanned = async (
  tx: Tx,
  channelId: string,
  { period, day }: { period: string; day: Day },
): Promise<boolean> =>
  (await tx
    .selectFrom('channel_delivery')
    .select('id')
    .where('channel_id', '=', channelId)
    .where('period', '=', period)
    .where('day', '=', day)
    .executeTakeFirst()) !== undefined

/** The newest edition of this period that it was sent. */
export async function lastChannelDay(
  tx: Db | Tx,
  channelId: string,
  period: string,
): Promise<Day | undefined> {
  const row = await tx
    .selectFrom('channel_delivery')
    .select((select) => select.fn.max<string | null>('day').as('day'))
    .where('channel_id', '=', channelId)
    .where('period', '=', period)
    .executeTakeFirst()
  return row?.day ?? undefined
}

export const papersOfChannelDelivery = (db: Db, id: string): Promise<{ paperId: PaperId; rank: number }[]> =>
  db
    .selectFrom('channel_paper')
    .select(['paper_id as paperId', 'place as rank'])
    .where('delivery_id', '=', id)
    .orderBy('place')
    .orderBy('paper_id')
    .execute()

/** The newest first. */
export const deliveriesOfChannel = (
  db: Db,
  channelId: string,
  { state, skip, limit }: { state: ChannelDeliveryState | undefined; skip: number; limit: number },
): Promise<ChannelDeliveryTable[]> =>
  db
    .selectFrom('channel_delivery')
    .selectAll()
    .where('channel_id', '=', channelId)
    .$if(state !== undefined, (query) => query.where('state', '=', state ?? ''))
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .offset(skip)
    .limit(limit)
    .execute()

export interface ChannelCount {
  channelId: string
  state: string
  deliveries: number
}

/** How many stand how, of each channel or of one. */
export const countChannelDeliveries = (db: Db, channelId?: string): Promise<ChannelCount[]> =>
  db
    .selectFrom('channel_delivery')
    .select((select) => ['channel_id as channelId', 'state', select.fn.countAll<number>().as('deliveries')])
    .$if(channelId !== undefined, (query) => query.where('channel_id', '=', channelId ?? ''))
    .groupBy(['channel_id', 'state'])
    .orderBy('channel_id')
    .orderBy('state')
    .execute()

/** What arrived of it stays; one that arrived whole goes once more. False where there is none that has ended. */
export async function sendChannelDeliveryAgain(
  tx: Tx,
  { channelId, id }: { channelId: string; id: string },
  now: number,
): Promise<boolean> {
  const again = { state: 'waiting', attempts: 0, due_at: now, created_at: now, unsure_since: null }
  const ours = tx.updateTable('channel_delivery').where('channel_id', '=', channelId).where('id', '=', id)
  const rest = await ours.set(again).where('state', 'in', ['failed', 'doubtful']).executeTakeFirst()
  if (rest.numUpdatedRows > 0n) return true
  const whole = await ours
    .set(({ eb }) => ({ ...again, arrived: '[]', sent_at: null, round: eb('round', '+', 1) }))
    .where('state', '=', 'sent')
    .executeTakeFirst()
  return whole.numUpdatedRows > 0n
}

/** What was said in the messages of that time; that they were sent stays known. */
export async function forgetChannelMessages(db: Db, before: number): Promise<void> {
  await db
    .updateTable('channel_delivery')
    .set({ messages: null, answer: null })
    .where('created_at', '<', before)
    .where('messages', 'is not', null)
    .where('state', '!=', 'waiting')
    .execute()
}
