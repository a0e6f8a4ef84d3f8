// Reports as mail servers write them, and mails that they are about.

import { randomBytes } from 'node:crypto'
import type { Db } from '../../src/db/connect.ts'
import type { MailReference } from '../../src/mail/envelope-sender.ts'

export const bounceRules = { BOUNCE_HARD_LIMIT: 1, BOUNCE_SOFT_LIMIT: 5, BOUNCE_SOFT_DAYS: 30 }

export interface ReportFacts {
  /** Whom it is sent to. */
  to?: string
  recipient?: string | undefined
  action?: string
  status?: string
  diagnosis?: string
  /** Message-ID of what came back; absent: it does not come along. */
  messageId?: string
  /** Further headers of what came back. */
  headers?: string[]
  /** Of the report itself. */
  id?: string
}

/** As Postfix writes it (RFC 3464). */
export function bounceReport(facts: ReportFacts = {}): Buffer {
  const {
    to = 'bounces@example.org',
    recipient = 'ada@example.org',
    action = 'failed',
    status = '5.1.1',
  } = facts
  const { diagnosis = `550 ${status} <${recipient}>: no such mailbox`, id = randomBytes(8).toString('hex') } =
    facts
  return message([
    'Return-Path: <>',
    'From: MAILER-DAEMON@mx.example.net (Mail Delivery System)',
    `To: ${to}`,
    'Subject: Undelivered Mail Returned to Sender',
    'Auto-Submitted: auto-replied',
    `Message-ID: <${id}@mx.example.net>`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status;',
    '\tboundary="4Zq/mx.example.net"',
    '',
    'This is a MIME-encapsulated message.',
    '',
    '--4Zq/mx.example.net',
    'Content-Description: Notification',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'I’m sorry to have to inform you that your message could not be delivered.',
    '',
    '--4Zq/mx.example.net',
    'Content-Description: Delivery report',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example.net',
    'Arrival-Date: Wed,  4 Mar 2026 08:00:00 +0000 (UTC)',
    '',
    `Final-Recipient: rfc822; ${recipient}`,
    `Original-Recipient: rfc822;${recipient}`,
    `Action: ${action}`,
    `Status: ${status}`,
    'Remote-MTA: dns; inbound.example.org',
    `Diagnostic-Code: smtp; ${diagnosis}`,
    '',
    ...returned('4Zq/mx.example.net', facts),
    '--4Zq/mx.example.net--',
  ])
}

function returned(boundary: string, { messageId, headers = [] }: ReportFacts): string[] {
  if (messageId === undefined && headers.length === 0) return []
  return [
    `--${boundary}`,
    'Content-Description: Undelivered Message',
    'Content-Type: message/rfc822',
    '',
    ...(messageId === undefined ? [] : [`Message-ID: ${messageId}`]),
    ...headers,
    'From: Daily Papers <papers@example.org>',
    'Subject: Papers of the day',
    '',
    'Papers.',
    '',
  ]
}

/** As providers of mailboxes pass complaints on (RFC 5965). */
export function complaintReport(facts: ReportFacts & { type?: string } = {}): Buffer {
  const { to = 'abuse@example.org', type = 'abuse', id = randomBytes(8).toString('hex') } = facts
  return message([
    'From: <feedback@mail.example.net>',
    `To: <${to}>`,
    'Subject: FW: Papers of the day',
    `Message-ID: <${id}@mail.example.net>`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=feedback-report; boundary="part1"',
    '',
    '--part1',
    'Content-Type: text/plain',
    '',
    'This is an email abuse report.',
    '--part1',
    'Content-Type: message/feedback-report',
    '',
    `Feedback-Type: ${type}`,
    'User-Agent: SomeGenerator/1.0',
    'Version: 1',
    ...(facts.recipient === undefined ? [] : [`Original-Rcpt-To: <${facts.recipient}>`]),
    '',
    ...returned('part1', facts),
    '--part1--',
  ])
}

export const message = (lines: readonly string[]): Buffer => Buffer.from(`${lines.join('\r\n')}\r\n`)

let made = 0

/** One that left then. */
export async function aSentMail(db: Db, recipient: string, sentAt: number): Promise<MailReference> {
  const id = `${'b0'.repeat(8)}${(++made).toString(16).padStart(8, '0')}`
  await db
    .insertInto('mail')
    .values({
      ...{ id, recipient, subject: 'Hello', body: '', kind: 'notification', state: 'sent', attempts: 1 },
      ...{ send_at: sentAt, created_at: sentAt, sent_at: sentAt, last_error: null, unsubscribe_url: null },
      ...{ html: null, saved_search_id: null },
    })
    .execute()
  return `m${id}`
}

/** As the mail itself says it. */
export const messageIdOf = (mail: MailReference): string =>
  `<${mail.startsWith('d') ? 'digest.' : ''}${mail.slice(1)}@papers.example>`
