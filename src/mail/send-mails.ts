// Sends what waits. A mail is marked as being sent, and that is committed, before its text is on its way: whatever
// happens then, it is never sent a second time by itself (docs/decisions/0021).

import { GOODBYE } from '../accounts/account-mails.ts'
import { memberByEmail } from '../accounts/member-queries.ts'
import { secretKeys } from '../accounts/secret.ts'
import type { BounceRules } from '../bounces/bounce.ts'
import { noteRefusal } from '../bounces/note-refusal.ts'
import type { Clock } from '../clock.ts'
import { isMailKind } from '../community/notifications/mail-kinds.ts'
import { makeStopLink, stopAddress } from '../community/notifications/stop-link.ts'
import type { Db } from '../db/connect.ts'
import type { MailTable } from '../db/schema-people.ts'
import { untilBack } from '../db/until-back.ts'
import { type AfterTry, afterTry, SENDING_MS } from './after-try.ts'
import { type DkimSettings, signMessage } from './dkim.ts'
import { type EnvelopeSettings, envelopeSender } from './envelope-sender.ts'
import { forgetMails } from './forget-mails.ts'
import { messageOf, type Sender } from './mail-message.ts'
import { doubtMails, endMail, setMail, takeMail } from './mail-queries.ts'
import { type LetterLimits, mailsOfRun } from './next-mail.ts'
import { connectSmtp, type Delivery, isAboutUs, type SmtpConnection } from './smtp.ts'

/** The table of settings has them under the same names. */
export interface MailSettings extends DkimSettings, EnvelopeSettings, BounceRules, LetterLimits {
  SMTP_URL?: string | undefined
  MAIL_FROM?: string | undefined
  PUBLIC_URL?: string | undefined
  SECRET_KEY?: string | undefined
}

export interface MailParts {
  db: Db
  clock: Clock
  settings: MailSettings
  signal: AbortSignal
  /** Told how each went. */
  onDelivery?: (outcome: Delivery['outcome']) => void
  /** For letters, milliseconds of real time; absent: 20 seconds. */
  lettersMs?: number
}

/** Without a server that takes mail, or while it can't be reached, all mail waits. */
export async function sendMails(parts: MailParts): Promise<void> {
  const { db, clock, settings, signal, onDelivery } = parts
  await doubtMails(db, clock.now() - SENDING_MS)
  await forgetMails(db, clock.now())
  const { SMTP_URL, MAIL_FROM, PUBLIC_URL = 'http://localhost' } = settings
  if (SMTP_URL === undefined || MAIL_FROM === undefined) return
  const [key = ''] = await secretKeys(db, clock.now(), settings.SECRET_KEY)
  const sender = { from: MAIL_FROM, publicUrl: PUBLIC_URL }
  const mails = mailsOfRun(db, settings, parts.lettersMs)
  let connection: SmtpConnection | null = null
  try {
    for (;;) {
      const mail = signal.aborted ? undefined : await mails.next(clock.now())
      if (!mail) return
      connection ??= await connectOrNote(db, mail, SMTP_URL)
      if (!connection) return
      if (!(await takeMail(db, mail, clock.now()))) continue
      await untilBack(() => mails.count(mail, clock.now()), signal)
      const delivery = await deliverMail(connection, mail, { db, sender, settings, key })
      onDelivery?.(delivery.outcome)
      await untilBack(() => noteDelivery(parts, mail, delivery), signal)
      if (delivery.outcome === 'sent') continue
      if (isAboutUs(delivery)) return
      connection.close()
      connection = null
    }
  } finally {
    connection?.close()
  }
}

/** Null where the server can't be reached: the mail says so to the admin who looks, and no attempt is counted. */
async function connectOrNote(db: Db, mail: MailTable, address: string): Promise<SmtpConnection | null> {
  try {
    return await connectSmtp(address)
  } catch (error) {
    await setMail(db, mail.id, { last_error: String(error).slice(0, 500) })
    return null
  }
}

/** Mails to members that they can switch off name where: known only here, with the key and the address of the site. */
async function withStop(
  db: Db,
  mail: MailTable,
  { sender, key }: { sender: Sender; key: string },
): Promise<MailTable> {
  const { kind, recipient, unsubscribe_url } = mail
  if (unsubscribe_url !== null || !isMailKind(kind)) return mail
  const member = await memberByEmail(db, recipient)
  if (!member) return mail
  const site = sender.publicUrl.replace(/\/+$/, '')
  return { ...mail, unsubscribe_url: stopAddress(site, makeStopLink(key, member.id, kind)) }
}

/** Whatever is thrown is thrown before anything is on its way: a bug, which the next version may not have. */
async function deliverMail(
  connection: SmtpConnection,
  mail: MailTable,
  { db, sender, settings, key }: { db: Db; sender: Sender; settings: MailSettings; key: string },
): Promise<Delivery> {
  try {
    const message = await signMessage(
      await messageOf(await withStop(db, mail, { sender, key }), sender),
      settings,
    )
    const from = envelopeSender(sender.from, settings, { key, mail: `m${mail.id}` })
    return await connection.deliver({ from, to: mail.recipient }, message)
  } catch (error) {
    return { outcome: 'unsent', reason: String(error).slice(0, 500) }
  }
}

async function noteDelivery(
  { db, clock, settings: rules }: MailParts,
  mail: MailTable,
  delivery: Delivery,
): Promise<void> {
  const now = clock.now()
  const attempts = mail.attempts + 1
  await endMail(db, { id: mail.id, attempts }, changeAfter(afterTry(delivery, attempts), now))
  if (delivery.outcome !== 'refused' || !delivery.forGood || mail.kind === GOODBYE) return
  const { at, reason } = delivery
  await noteRefusal(db, { mail: `m${mail.id}`, email: mail.recipient, at, reason }, { rules, now })
}

// Links that sign people in are worth nothing to whoever reads the store later.
const forgotten = { body: '', html: null }

function changeAfter({ state, attempts, wait, problem }: AfterTry, now: number): Partial<MailTable> {
  const change = { state, attempts, last_error: problem }
  if (state === 'sent') return { ...change, sent_at: now, ...forgotten }
  return state === 'waiting' ? { ...change, send_at: now + wait } : change
}
