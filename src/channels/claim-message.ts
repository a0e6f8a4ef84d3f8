// A delivery is its sender's alone, and that is committed before anything is sent. One whose sender died is of unknown
// fate: it is sent once more only where the service takes the repetition for what it is.

import type { Db, Tx } from '../db/connect.ts'
import type { ChannelDeliveryTable, ChannelTable } from '../db/schema-channels.ts'
import { inTransaction } from '../db/write.ts'
import type { ChannelKind } from './channel.ts'
import { channelRow } from './channel-queries.ts'
import { abandoned, dueChannelDelivery, isAnyChannelDue, setChannelDelivery } from './delivery-queries.ts'
import { isRepeatable } from './kinds.ts'

export interface ClaimedDelivery {
  delivery: ChannelDeliveryTable
  channel: ChannelTable
}

/** As it stands while it is sent; null where nothing is due. `except`: ids of channels. */
export async function claimChannelDelivery(
  db: Db,
  now: number,
  except: readonly string[],
): Promise<ClaimedDelivery | null> {
  // Asked without a transaction first: mostly nothing is due, and writers need not wait for that answer.
  if (!(await isAnyChannelDue(db, now, except))) return null
  return inTransaction(db, async (tx) => {
    for (;;) {
      const due = await dueChannelDelivery(tx, now, except)
      const channel = due && (await channelRow(tx, due.channel_id))
      if (!due || !channel) return null
      if (due.unsure_since === null || isRepeatable(channel.kind as ChannelKind, due.unsure_since, now)) {
        const change = { state: 'sending', attempts: due.attempts + 1, due_at: now }
        await setChannelDelivery(tx, due.id, change)
        return { delivery: { ...due, ...change }, channel }
      }
      await setChannelDelivery(tx, due.id, { state: 'doubtful' })
    }
  })
}

/** Those whose sender has been silent since `before` (milliseconds UTC). */
export function takeBackAbandoned(db: Db, before: number, now: number): Promise<void> {
  return inTransaction(db, async (tx) => {
    for (const { kind, ...delivery } of await abandoned(tx, before))
      await takeBack(tx, delivery, kind as ChannelKind, now)
  })
}

async function takeBack(
  tx: Tx,
  { id, due_at, unsure_since }: ChannelDeliveryTable,
  kind: ChannelKind,
  now: number,
): Promise<void> {
  const since = unsure_since ?? due_at
  const problem = 'The program ended while it was sent.'
  const state = isRepeatable(kind, since, now) ? 'waiting' : 'doubtful'
  await setChannelDelivery(tx, id, { state, problem, unsure_since: since, due_at: now })
}
