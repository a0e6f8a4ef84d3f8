// What a try leads to: another one, given up, doubted; and what that says about the channel.

import type { Db, Tx } from '../db/connect.ts'
import type { ChannelDeliveryTable } from '../db/schema-channels.ts'
import { inTransaction } from '../db/write.ts'
import { addMail } from '../mail/mail.ts'
import { adminAddresses } from '../webhooks/hook-queries.ts'
import { MOST_ATTEMPTS, waitBefore } from '../webhooks/retry.ts'
import type { ChannelKind } from './channel.ts'
import { channelRow, disableChannel, noteChannelOutcome } from './channel-queries.ts'
import type { ClaimedDelivery } from './claim-message.ts'
import { giveUpChannels, whileSending } from './delivery-queries.ts'
import type { Verdict } from './judge-answer.ts'
import { isRepeatable } from './kinds.ts'

/** Where nothing has arrived for as long when something fails for good, the channel is disabled: two days, nearly. */
const PATIENCE_MS = 46 * 3_600_000
/** What has not left by then is no news any more. */
const NEWS_MS = 2 * 86_400_000

export interface FailedTry {
  claimed: ClaimedDelivery
  verdict: Exclude<Verdict, { outcome: 'arrived' }>
  /** When its message went, milliseconds UTC. */
  startedAt: number
  /** What the log says of it. */
  noted: Partial<ChannelDeliveryTable>
}

/** Everything arrived. */
export function endArrived(
  db: Db,
  { delivery }: ClaimedDelivery,
  noted: Partial<ChannelDeliveryTable>,
  now: number,
): Promise<void> {
  return inTransaction(db, async (tx) => {
    const done = { state: 'sent', sent_at: now, unsure_since: null, ...noted, problem: null }
    if (await whileSending(tx, delivery, done)) await noteChannelOutcome(tx, delivery.channel_id, true, now)
  })
}

/** `site`: for the mail to admins, where the channel is disabled. */
export function endFailed(db: Db, tried: FailedTry, site: string, now: number): Promise<void> {
  const { delivery } = tried.claimed
  return inTransaction(db, async (tx) => {
    const next = nextOf(tried, now)
    if (!(await whileSending(tx, delivery, { ...tried.noted, ...next }))) return
    await noteChannelOutcome(tx, delivery.channel_id, false, now)
    const isGone = tried.verdict.outcome === 'refused' && tried.verdict.isGone
    if (next.state === 'failed') await judgeChannel(tx, delivery.channel_id, { isGone, site, now })
  })
}

function nextOf({ claimed, verdict, startedAt }: FailedTry, now: number): Partial<ChannelDeliveryTable> {
  const { delivery, channel } = claimed
  const { problem } = verdict
  if (verdict.outcome === 'refused') return { state: 'failed', problem }
  const isUnsure = verdict.outcome === 'unsure' || delivery.unsure_since !== null
  const unsure_since = isUnsure ? (delivery.unsure_since ?? startedAt) : null
  const asked = verdict.outcome === 'later' ? verdict.waitMs : 0
  const due_at = now + waitBefore(delivery.id, delivery.attempts, asked)
  if (unsure_since !== null && !isRepeatable(channel.kind as ChannelKind, unsure_since, due_at))
    return { state: 'doubtful', problem, unsure_since }
  if (delivery.attempts >= MOST_ATTEMPTS) return { state: 'failed', problem, unsure_since }
  return { state: 'waiting', problem, unsure_since, due_at }
}

/** What was decided long ago and could not leave. */
export function giveUpOld(db: Db, site: string, now: number): Promise<void> {
  return inTransaction(db, async (tx) => {
    for (const id of await giveUpChannels(tx, now - NEWS_MS))
      await judgeChannel(tx, id, { isGone: false, site, now })
  })
}

async function judgeChannel(
  tx: Tx,
  id: string,
  { isGone, site, now }: { isGone: boolean; site: string; now: number },
): Promise<void> {
  const channel = await channelRow(tx, id)
  if (!channel) return
  const failsLong = channel.failing_since !== null && channel.failing_since <= now - PATIENCE_MS
  if (!isGone && !failsLong) return
  const reason = isGone
    ? 'It said that it is gone for good (410).'
    : `Nothing has arrived there since ${new Date(channel.failing_since ?? now).toISOString().slice(0, 10)}.`
  if (!(await disableChannel(tx, id, reason))) return
  const paragraphs = [
    `The channel “${channel.name}” is disabled: no digest is sent there any more.`,
    reason,
    'Its log says more; there it can be resumed:',
    `${site}/admin/channels/${id}`,
  ]
  const mail = {
    ...{ subject: `The channel “${channel.name}” is disabled`, body: paragraphs.join('\n\n') },
    kind: 'channel',
  }
  for (const recipient of await adminAddresses(tx)) await addMail(tx, { ...mail, recipient }, now)
}
