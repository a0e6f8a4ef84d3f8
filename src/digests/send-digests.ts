// Decides who is due and sends what waits, over a few connections at once. Several nodes share the work. A delivery is
// marked as being sent, and that is committed, before its text is on its way (docs/decisions/0031).

import { secretKeys } from '../accounts/secret.ts'
import { allEnded } from '../all-ended.ts'
import type { BounceRules } from '../bounces/bounce.ts'
import { noteRefusal } from '../bounces/note-refusal.ts'
import type { Clock } from '../clock.ts'
import type { Db } from '../db/connect.ts'
import type { DigestDeliveryTable } from '../db/schema-digests.ts'
import { untilBack } from '../db/until-back.ts'
import { type AfterTry, afterTry, SENDING_MS } from '../mail/after-try.ts'
import { type DkimSettings, signMessage } from '../mail/dkim.ts'
import { type EnvelopeSettings, envelopeSender } from '../mail/envelope-sender.ts'
import { connectSmtp, type Delivery, isAboutUs, type SmtpConnection } from '../mail/smtp.ts'
import { todayAt } from '../papers/calendar.ts'
import { forgetUnconfirmed } from './change-subscription.ts'
import { type Claimed, claimDigest, isAnyToSend } from './claim-digest.ts'
import { domainDue, doubtDigests, endDigest, giveUpDigests, noteOnWaiting } from './delivery-queries.ts'
import { type SiteSettings, siteAddress } from './digest-addresses.ts'
import { createPaperShelf, digestMessage, type MessageParts } from './digest-message.ts'
import { areDigestsPaused } from './digest-pause.ts'
import { createDomainRates, type DomainRates } from './domain-rates.ts'
import { createLetterShelf } from './encoded-letter.ts'
import { isAnybodyDue, planDue } from './plan-digests.ts'

/** The table of settings has them under the same names. */
export interface DigestSettings extends SiteSettings, DkimSettings, EnvelopeSettings, BounceRules {
  SMTP_URL?: string | undefined
  MAIL_FROM?: string | undefined
  SITE_NAME: string
  SECRET_KEY?: string | undefined
  EDITION_TIMEZONE: string
  EDITION_CUTOFF: string
  DIGEST_DOMAIN_RATE: { calls: number; seconds: number } | null
}

export interface DigestParts {
  db: Db
  clock: Clock
  settings: DigestSettings
  signal: AbortSignal
  /** How long the mail server may be silent; absent: as long as is usual. */
  smtpPatienceMs?: number
}

export interface SendCounts {
  sent: number
  failed: number
  doubtful: number
  /** Will be tried again later. */
  postponed: number
}

const noneSent = (): SendCounts => ({ sent: 0, failed: 0, doubtful: 0, postponed: 0 })

const NEWS_MS = 2 * 86_400_000
const CONNECTIONS = 4
/** Servers close a connection that brings more. */
const MESSAGES_A_CONNECTION = 100

export const canSendDigests = ({ SMTP_URL, MAIL_FROM }: DigestSettings): boolean =>
  SMTP_URL !== undefined && MAIL_FROM !== undefined

/** Does what `planAndSend` does, wherever that is. */
export type SendDigests = (signal: AbortSignal) => Promise<SendCounts>

export async function sendDueDigests(
  parts: DigestParts,
  send: SendDigests = () => planAndSend(parts),
): Promise<SendCounts> {
  return (await areDigestsDue(parts)) ? send(parts.signal) : noneSent()
}

/** Without a server that takes mail, and while it is paused, nothing is decided, so that nothing piles up. */
async function areDigestsDue({ db, clock, settings }: DigestParts): Promise<boolean> {
  const now = clock.now()
  await doubtDigests(db, now - SENDING_MS)
  await giveUpDigests(db, now - NEWS_MS)
  await forgetUnconfirmed(db, now)
  if (!canSendDigests(settings) || (await areDigestsPaused(db))) return false
  return (await domainDue(db, now)) !== undefined || (await isAnybodyDue(db, now))
}

/** Decides what each is sent who is due, and sends all that waits. */
export async function planAndSend(parts: DigestParts): Promise<SendCounts> {
  const { db, clock, settings, signal } = parts
  await planDue(db, { now: clock.now(), times: timesOf(settings), signal })
  return sendWaiting(parts)
}

const timesOf = ({ EDITION_TIMEZONE: timezone, EDITION_CUTOFF: cutoff }: DigestSettings) => ({
  timezone,
  cutoff,
})

/** All that may be sent now. */
export async function sendWaiting(parts: DigestParts): Promise<SendCounts> {
  const counts = noneSent()
  const { db, clock, settings } = parts
  const { SMTP_URL, MAIL_FROM } = settings
  if (SMTP_URL === undefined || MAIL_FROM === undefined) return counts
  const [key = ''] = await secretKeys(db, clock.now(), settings.SECRET_KEY)
  const run: Run = {
    ...{ ...parts, counts, smtpUrl: SMTP_URL, isCutOff: false },
    rates: createDomainRates(settings.DIGEST_DOMAIN_RATE),
    message: {
      sender: { from: MAIL_FROM, publicUrl: siteAddress(settings) },
      ...{ siteName: settings.SITE_NAME, key, papersOf: createPaperShelf(), letterOf: createLetterShelf() },
      today: () => todayAt(clock.now(), timesOf(settings)),
    },
  }
  await allEnded(Array.from({ length: CONNECTIONS }, () => sendOverOne(run)))
  return counts
}

interface Run extends DigestParts {
  counts: SendCounts
  smtpUrl: string
  rates: DomainRates
  message: MessageParts
  /** The server can't be reached, or takes nothing of ours: the others stop, too. */
  isCutOff: boolean
}

async function sendOverOne(run: Run): Promise<void> {
  const { db, clock, signal, rates } = run
  let connection: SmtpConnection | null = null
  let carried = 0
  try {
    while (!signal.aborted && !run.isCutOff) {
      connection ??= await connectIfDue(run)
      if (!connection) return
      const claimed = await claimDigest(db, clock.now(), rates)
      if (!claimed) return
      const delivery = await deliver(run, connection, claimed)
      await note(run, claimed, delivery)
      if (isAboutUs(delivery)) run.isCutOff = true
      carried++
      if (delivery.outcome === 'sent' && carried < MESSAGES_A_CONNECTION) continue
      connection.close()
      connection = null
      carried = 0
    }
  } finally {
    connection?.close()
  }
}

/** Null where nothing is due, or the server can't be reached: that is said to the admin, and no attempt is counted. */
async function connectIfDue(run: Run): Promise<SmtpConnection | null> {
  const { db, clock, rates, smtpUrl, smtpPatienceMs } = run
  if (!(await isAnyToSend(db, clock.now(), rates))) return null
  try {
    return await connectSmtp(smtpUrl, smtpPatienceMs)
  } catch (error) {
    run.isCutOff = true
    await noteOnWaiting(db, String(error).slice(0, 500))
    return null
  }
}

const gone: Delivery = {
  ...{ outcome: 'refused', at: 'text', forGood: true, reason: 'Its papers are not here any more.' },
}

/** Whatever is thrown is thrown before anything is on its way: by the store that can't be asked, or by a bug. */
async function deliver(run: Run, connection: SmtpConnection, claimed: Claimed): Promise<Delivery> {
  const { db, clock, rates, signal } = run
  try {
    await untilBack(() => rates.count(db, claimed.delivery.domain, clock.now()), signal)
    const message = await digestMessage(db, claimed, run.message)
    if (!message) return gone
    const { sender, key } = run.message
    const from = envelopeSender(sender.from, run.settings, { key, mail: `d${claimed.delivery.id}` })
    const signed = await signMessage(message, run.settings)
    return await connection.deliver({ from, to: claimed.subscription.email }, signed)
  } catch (error) {
    return { outcome: 'unsent', reason: String(error).slice(0, 500) }
  }
}

async function note(run: Run, { delivery, subscription }: Claimed, result: Delivery): Promise<void> {
  const { db, clock, counts, settings: rules, signal } = run
  const now = clock.now()
  const after = afterTry(result, delivery.attempts)
  if (after.state !== 'waiting') counts[after.state]++
  else if (result.outcome !== 'full') counts.postponed++
  await untilBack(async () => {
    await endDigest(db, delivery, changeAfter(after, now))
    if (result.outcome !== 'refused' || !result.forGood) return
    const { at, reason } = result
    await noteRefusal(db, { mail: `d${delivery.id}`, email: subscription.email, at, reason }, { rules, now })
  }, signal)
}

function changeAfter(
  { state, attempts, wait, problem }: AfterTry,
  now: number,
): Partial<DigestDeliveryTable> {
  const change = { state, attempts, problem }
  if (state === 'sent') return { ...change, sent_at: now }
  return state === 'waiting' ? { ...change, due_at: now + wait } : change
}
