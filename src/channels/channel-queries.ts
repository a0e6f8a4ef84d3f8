// Channels, as they are kept.

import type { Db, Tx } from '../db/connect.ts'
import type { ChannelTable } from '../db/schema-channels.ts'
import { otherIdsOf } from '../digests/fold-queries.ts'
import type { Day } from '../papers/calendar.ts'
import type { PaperId } from '../papers/paper.ts'
import { type Channel, channelOf } from './channel.ts'

/** The oldest first. */
export async function allChannels(db: Db | Tx): Promise<Channel[]> {
  const rows = await db.selectFrom('channel').selectAll().orderBy('created_at').orderBy('id').execute()
  return rows.map(channelOf)
}

/** Those that something is sent to. */
export const activeChannels = (db: Db): Promise<ChannelTable[]> =>
  db.selectFrom('channel').selectAll().where('state', '=', 'active').orderBy('id').execute()

export const channelRow = (db: Db | Tx, id: string): Promise<ChannelTable | undefined> =>
  db.selectFrom('channel').selectAll().where('id', '=', id).executeTakeFirst()

export async function insertChannel(tx: Tx, row: ChannelTable): Promise<void> {
  await tx.insertInto('channel').values(row).execute()
}

/** Returns it as it is then, locked until a transaction ends; undefined where there is none. */
export const changeChannel = (
  db: Db | Tx,
  id: string,
  change: Partial<ChannelTable>,
): Promise<ChannelTable | undefined> =>
  db.updateTable('channel').set(change).where('id', '=', id).returningAll().executeTakeFirst()

/** With its log, and with what it was sent. Its row is locked first: who is just writing to it is waited for. */
export async function deleteChannel(tx: Tx, id: string): Promise<boolean> {
  if (!(await changeChannel(tx, id, { state: 'paused' }))) return false
  await tx.deleteFrom('channel_paper').where('channel_id', '=', id).execute()
  await tx.deleteFrom('channel_delivery').where('channel_id', '=', id).execute()
  await tx.deleteFrom('channel').where('id', '=', id).execute()
  return true
}

/** If it was still due on that day of its own (see `dueUnlessSince`): it is ours alone until the transaction ends. */
export const decideForChannel = (
  tx: Tx,
  id: string,
  { day, unlessSince }: { day: Day; unlessSince: Day },
): Promise<ChannelTable | undefined> =>
  tx
    .updateTable('channel')
    .set({ decided_on: day })
    .where('id', '=', id)
    .where('state', '=', 'active')
    .where(({ or, eb }) => or([eb('decided_on', 'is', null), eb('decided_on', '<', unlessSince)]))
    .returningAll()
    .executeTakeFirst()

/** Something arrived there, or did not: since when nothing has. */
export async function noteChannelOutcome(tx: Tx, id: string, arrived: boolean, now: number): Promise<void> {
  await tx
    .updateTable('channel')
    .set({ failing_since: arrived ? null : now })
    .where('id', '=', id)
    .where('failing_since', arrived ? 'is not' : 'is', null)
    .execute()
}

/** False where it isn’t active any more. */
export async function disableChannel(tx: Tx, id: string, reason: string): Promise<boolean> {
  const disabled = await tx
    .updateTable('channel')
    .set({ state: 'disabled', reason })
    .where('id', '=', id)
    .where('state', '=', 'active')
    .executeTakeFirst()
  return disabled.numUpdatedRows > 0n
}

/** Of these papers those that it had, under whichever of their ids. */
export async function channelHad(
  db: Db | Tx,
  id: string,
  paperIds: readonly PaperId[],
): Promise<Set<PaperId>> {
  if (paperIds.length === 0) return new Set()
  const names = new Map(paperIds.map((id) => [id, id]))
  for (const { alias_id, paper_id } of await otherIdsOf(db, paperIds)) names.set(alias_id, paper_id)
  const rows = await db
    .selectFrom('channel_paper')
    .select('paper_id')
    .where('channel_id', '=', id)
    .where('paper_id', 'in', [...names.keys()])
    .execute()
  return new Set(rows.flatMap(({ paper_id }) => names.get(paper_id) ?? []))
}
