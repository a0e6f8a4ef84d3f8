// Decides which channels are due and sends what waits: several at once, one message after the other to each. Several nodes
// share the work. docs/channels.md says what can be relied on.

import { allEnded } from '../all-ended.ts'
import type { Clock } from '../clock.ts'
import type { Db } from '../db/connect.ts'
import type { ChannelDeliveryTable } from '../db/schema-channels.ts'
import { untilBack } from '../db/until-back.ts'
import { type SiteSettings, siteAddress } from '../digests/digest-addresses.ts'
import { SourceTrouble } from '../sources/source-trouble.ts'
import { createHookClient, type HookAnswer, type HookClient, Unanswered } from '../webhooks/hook-client.ts'
import type { ChannelKind } from './channel.ts'
import { type ClaimedDelivery, claimChannelDelivery, takeBackAbandoned } from './claim-message.ts'
import { type ChannelSite, messagesOf } from './compose-messages.ts'
import { whileSending } from './delivery-queries.ts'
import { endArrived, endFailed, type FailedTry, giveUpOld } from './end-try.ts'
import { judge, type Verdict } from './judge-answer.ts'
import { kinds, nameInAnswer } from './kinds.ts'
import { planChannels } from './plan-channels.ts'

/** The table of settings has them under the same names. */
export interface ChannelSettings extends SiteSettings {
  SITE_NAME: string
  EDITION_TIMEZONE: string
  EDITION_CUTOFF: string
  FETCH_ALLOW: string[]
  TEST_CLOCK?: object | undefined
  TEST_POLITENESS_MS?: number | undefined
}

export interface ChannelParts {
  db: Db
  clock: Clock
  settings: ChannelSettings
  signal: AbortSignal
  /** Milliseconds of real time for one request; absent: 10 seconds. */
  timeoutMs?: number
}

/** Channels at once. */
const AT_ONCE = 4
/** Longer than any message takes. */
const SENDING_MS = 10 * 60_000
/** Between two messages to one channel: Slack takes one a second. */
const PACE_MS = 1_100
/** Of an answer: some write a whole post before its id. */
const READ_BYTES = 65_536
const KEPT_CHARACTERS = 500
const PAPERS_GONE = 'Its papers are not here any more.'

export async function sendChannels(parts: ChannelParts): Promise<void> {
  const { db, clock, settings, signal } = parts
  const site = { name: settings.SITE_NAME, publicUrl: siteAddress(settings) }
  await takeBackAbandoned(db, clock.now() - SENDING_MS, clock.now())
  await giveUpOld(db, site.publicUrl, clock.now())
  const times = { timezone: settings.EDITION_TIMEZONE, cutoff: settings.EDITION_CUTOFF }
  await planChannels(db, { now: clock.now(), times, signal })
  const client = clientOf(parts, site)
  try {
    const run = { ...parts, site, client, resting: new Set<string>() }
    await allEnded(Array.from({ length: AT_ONCE }, () => sendWhatIsDue(run)))
  } finally {
    await client.close()
  }
}

function clientOf({ settings, timeoutMs }: ChannelParts, { publicUrl }: ChannelSite): HookClient {
  return createHookClient({
    userAgent: `Broadsheet-Channels (+${publicUrl})`,
    allowedHosts: settings.FETCH_ALLOW,
    onlyAllowed: settings.TEST_CLOCK !== undefined || settings.TEST_POLITENESS_MS !== undefined,
    // One that is silent must not hold up others of its host.
    connections: AT_ONCE,
    keptBytes: READ_BYTES,
    ...(timeoutMs !== undefined && { timeoutMs }),
  })
}

interface Run extends ChannelParts {
  site: ChannelSite
  client: HookClient
  /** Channels that are being sent something, or failed in this run. */
  resting: Set<string>
}

async function sendWhatIsDue(run: Run): Promise<void> {
  const { db, clock, signal, resting } = run
  while (!signal.aborted) {
    const claimed = await claimChannelDelivery(db, clock.now(), [...resting])
    if (!claimed) return
    resting.add(claimed.channel.id)
    if (await deliver(run, claimed)) resting.delete(claimed.channel.id)
  }
}

/** Returns whether all of it arrived. */
async function deliver(run: Run, claimed: ClaimedDelivery): Promise<boolean> {
  const ready = await compose(run, claimed).catch(asPostponed)
  if (ready !== null && 'messages' in ready) return sendRest(run, claimed, ready)
  const verdict = ready ?? ({ outcome: 'refused', problem: PAPERS_GONE, isGone: false } as const)
  await noteFailed(run, { claimed, verdict, startedAt: run.clock.now(), noted: {} })
  return false
}

/** Nothing is on its way yet: the store couldn't be asked, or it is a bug. */
const asPostponed = (error: unknown) =>
  ({
    outcome: 'later',
    problem: `It could not be written: ${String(error).slice(0, 300)}`,
    waitMs: 0,
  }) as const

const noteFailed = ({ db, site, clock, signal }: Run, tried: FailedTry): Promise<void> =>
  untilBack(() => endFailed(db, tried, site.publicUrl, clock.now()), signal)

interface Ready {
  messages: readonly object[]
  arrived: string[]
  round: number
}

/** What is still to be sent, kept before the first of it is. Null where nothing is left to say. */
async function compose({ db, site }: Run, claimed: ClaimedDelivery): Promise<Ready | null> {
  const { messages, arrived, round } = claimed.delivery
  if (messages !== null) return { messages: JSON.parse(messages), arrived: JSON.parse(arrived), round }
  const made = await messagesOf(db, site, claimed)
  if (made === null) return null
  // What was sent of it is forgotten by now: all of it goes anew.
  const anew = arrived === '[]' ? round : round + 1
  const kept = { messages: JSON.stringify(made), arrived: '[]', round: anew }
  await whileSending(db, claimed.delivery, kept)
  return { messages: made, arrived: [], round: anew }
}

async function sendRest(
  run: Run,
  claimed: ClaimedDelivery,
  { messages, arrived, round }: Ready,
): Promise<boolean> {
  const { db, clock, signal } = run
  const { delivery, channel } = claimed
  const kind = channel.kind as ChannelKind
  let noted: Partial<ChannelDeliveryTable> = {}
  while (arrived.length < messages.length) {
    const startedAt = clock.now()
    if (signal.aborted) {
      await whileSending(db, delivery, { state: 'waiting', due_at: startedAt })
      return false
    }
    const part = {
      ...{
        body: JSON.stringify(messages[arrived.length]),
        arrived,
        timestamp: Math.floor(startedAt / 1_000),
      },
      key: `${delivery.id}-${round}-${arrived.length + 1}`,
    }
    const { outcome, ...log } = await hand(run, claimed, part)
    noted = log
    const verdict = verdictOf(outcome, clock.now())
    if (verdict.outcome !== 'arrived') {
      await noteFailed(run, { claimed, verdict, startedAt, noted })
      return false
    }
    arrived.push(typeof outcome === 'object' && 'status' in outcome ? nameInAnswer(kind, outcome.start) : '')
    const progress = { arrived: JSON.stringify(arrived), due_at: clock.now(), unsure_since: null }
    if (!(await untilBack(() => whileSending(db, delivery, progress), signal))) return false
    delivery.unsure_since = null
    if (arrived.length < messages.length) await clock.wait(PACE_MS, signal).catch(() => {})
  }
  await untilBack(() => endArrived(db, claimed, noted, clock.now()), signal)
  return true
}

type Outcome = HookAnswer | SourceTrouble

async function hand(
  { client, clock }: Run,
  { channel }: ClaimedDelivery,
  part: Parameters<(typeof kinds)['slack']['ask']>[1],
): Promise<{ outcome: Outcome } & Partial<ChannelDeliveryTable>> {
  const began = performance.now()
  const tried_at = clock.now()
  const outcome = await client.send(kinds[channel.kind as ChannelKind].ask(channel, part)).catch(asTrouble)
  const took_ms = Math.round(performance.now() - began)
  if (outcome instanceof SourceTrouble) return { outcome, tried_at, took_ms, status: null, answer: null }
  const answer = outcome.start.slice(0, KEPT_CHARACTERS).toWellFormed()
  return { outcome, tried_at, took_ms, status: outcome.status, answer }
}

/** A bug, or a failure of the network without a name: nobody knows what came of it, and the others go on. */
function asTrouble(error: unknown): SourceTrouble {
  if (error instanceof SourceTrouble) return error
  return new Unanswered('unreachable', `It could not be sent: ${String(error).slice(0, 300)}`)
}

function verdictOf(outcome: Outcome, now: number): Verdict {
  if (!(outcome instanceof SourceTrouble)) return judge(outcome, now)
  if (outcome instanceof Unanswered) return { outcome: 'unsure', problem: outcome.message }
  return { outcome: 'later', problem: outcome.message, waitMs: 0 }
}
