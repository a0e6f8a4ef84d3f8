// Making channels, changing them, stopping and trying them.

import { newMemberId } from '../accounts/member-id.ts'
import type { Db, Tx } from '../db/connect.ts'
import type { ChannelTable } from '../db/schema-channels.ts'
import { inTransaction } from '../db/write.ts'
import { editionOn } from '../digests/digest-edition.ts'
import { decidedAtFirst } from '../digests/due-days.ts'
import type { DigestPeriod } from '../digests/subscription.ts'
import { Conflict, NotFound } from '../errors.ts'
import type { Day } from '../papers/calendar.ts'
import { newSecret } from '../webhooks/signature.ts'
import { type Channel, channelOf } from './channel.ts'
import { allChannels, changeChannel, channelRow, deleteChannel, insertChannel } from './channel-queries.ts'
import { type ChannelWish, readChannelWish } from './channel-wish.ts'
import { insertChannelDelivery } from './delivery-queries.ts'
import { channelDelivery, planChannel } from './plan-channels.ts'

/** Each is one more place that can fail; communities have one or two. */
const MOST_CHANNELS = 50

interface Maker {
  now: number
  /** Hosts that may be in a private network: FETCH_ALLOW. */
  allowedHosts: readonly string[]
}

/** `secret`: what requests to a program are signed with, shown this once. @throws Invalid, Conflict */
export function addChannel(
  db: Db,
  wish: ChannelWish,
  { now, allowedHosts }: Maker,
): Promise<{ id: string; secret?: string }> {
  const columns = readChannelWish(wish, allowedHosts)
  return inTransaction(db, async (tx) => {
    if ((await allChannels(tx)).length >= MOST_CHANNELS)
      throw new Conflict(`There are ${MOST_CHANNELS} channels, as many as may be. Delete one first.`)
    const [id, secret] = [newMemberId(), newSecret()]
    const isProgram = columns.kind === 'webhook'
    await insertChannel(tx, {
      ...{ id, ...columns, ...(isProgram && { secret }), state: 'active', reason: null, failing_since: null },
      ...{ decided_on: decidedAtFirst(columns, now), created_at: now },
    })
    return { id, ...(isProgram && { secret }) }
  })
}

/** @throws Invalid, NotFound */
export function editChannel(
  db: Db,
  id: string,
  wish: ChannelWish,
  { now, allowedHosts }: Maker,
): Promise<void> {
  return inTransaction(db, async (tx) => {
    const before = await rowOf(tx, id)
    const columns = readChannelWish(wish, allowedHosts, before)
    const isOther = columns.timezone !== before.timezone || columns.period !== before.period
    // Another zone has another calendar: its hour of today may be over, or its day another one.
    await changeChannel(tx, id, { ...columns, ...(isOther && { decided_on: decidedAtFirst(columns, now) }) })
  })
}

/** @throws NotFound */
export async function channelById(db: Db, id: string): Promise<Channel> {
  return channelOf(await rowOf(db, id))
}

/** As it is kept, with what is secret in it. @throws NotFound */
export async function rowOf(db: Db | Tx, id: string): Promise<ChannelTable> {
  const row = await channelRow(db, id)
  if (row) return row
  throw new NotFound('There is no such channel. It may have been deleted.')
}

/** Nothing is decided for it until it is resumed; what was on its way waits. @throws NotFound */
export async function pauseChannel(db: Db, id: string): Promise<void> {
  await rowOf(db, id)
  await changeChannel(db, id, { state: 'paused', reason: null })
}

/** It gets what is due next; what came meanwhile is not made up for. @throws NotFound */
export async function resumeChannel(db: Db, id: string, now: number): Promise<void> {
  const row = await rowOf(db, id)
  const decided_on = row.state === 'active' ? row.decided_on : decidedAtFirst(row, now)
  await changeChannel(db, id, { state: 'active', reason: null, failing_since: null, decided_on })
}

/** @throws NotFound */
export async function removeChannel(db: Db, id: string): Promise<void> {
  if (await inTransaction(db, (tx) => deleteChannel(tx, id))) return
  throw new NotFound('There is no such channel. It may have been deleted.')
}

/** The new secret of a program, shown this once; the old one signs nothing any more. @throws NotFound, Conflict */
export function changeSecret(db: Db, id: string): Promise<string> {
  return inTransaction(db, async (tx) => {
    const { kind } = await rowOf(tx, id)
    if (kind !== 'webhook') throw new Conflict('Only channels to programs are signed.')
    const secret = newSecret()
    await changeChannel(tx, id, { secret })
    return secret
  })
}

/** Says there that digests arrive. @throws NotFound, Conflict where it is sent nothing */
export function testChannel(db: Db, id: string, now: number): Promise<void> {
  return inTransaction(db, async (tx) => {
    await activeRow(tx, id)
    const delivery = channelDelivery(id, { period: 'test', day: '' }, now)
    await insertChannelDelivery(tx, { ...delivery, day: delivery.id }, [])
  })
}

/** An edition now, whatever its hour; without a day the one that is whole. @throws NotFound, Conflict */
export async function sendEdition(db: Db, id: string, day: Day, now: number): Promise<void> {
  const { period } = await rowOf(db, id)
  const edition = await editionOn(db, period as DigestPeriod, day)
  if (edition.papers.length === 0) throw new NotFound(`There are no papers for ${day}: nothing is sent.`)
  await inTransaction(db, async (tx) => {
    const row = await activeRow(tx, id)
    if (await planChannel(tx, row, { edition, isNextEmpty: false }, now)) return
    throw new Conflict(
      `Nothing of ${edition.day} is new for this channel: it had that edition, or none of its papers fits. Its log sends one again.`,
    )
  })
}

/** Locked until the transaction ends. */
async function activeRow(tx: Tx, id: string): Promise<ChannelTable> {
  await rowOf(tx, id)
  const row = await changeChannel(tx, id, { id })
  if (row?.state === 'active') return row
  throw new Conflict('Nothing is sent to this channel now. Resume it first.')
}
