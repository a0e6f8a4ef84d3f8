// What a mail that came back says about the address it was for.

import type { MailReference } from '../mail/envelope-sender.ts'

/** `hard`: it will never arrive. `soft`: it did not this time. `complaint`: it was reported as unwanted. */
export type BounceKind = 'soft' | 'hard' | 'complaint'

/** Where it was told; `refusal`: by the server that was to take the mail, at once. */
export type BounceSource = 'mailbox' | 'webhook' | 'command' | 'refusal'

/** What a report says, before it is known whether it is about a mail of ours. */
export interface ToldBounce {
  kind: BounceKind
  /** As the report names it; null where it names none. */
  email: string | null
  /** Enhanced status code such as `5.1.1`. */
  status: string | null
  /** One line of what the other server said. */
  detail: string | null
}

/** A report, whatever its form was. */
export interface Report {
  /** The same each time it is told. */
  id: string
  /** Its id says only what it says and on which day. */
  isNameless?: boolean
  /** Who tells it showed the secret, so that its word is enough. */
  trusted: boolean
  bounces: ToldBounce[]
  /** In which the keys of mails may stand: addresses that it was sent to, and headers of the mail that came back. */
  traces: string
}

/** What one event says, before it becomes a report. */
export interface EventFacts {
  /** The provider's name for it: the same each time it is told. */
  id: string | null
  bounces: ToldBounce[]
  /** The Message-ID that the mail had from us, where the provider says so. */
  messageId?: string | null
}

/** What is known of the mail that a report names; null: only to whom it went. */
export interface SentMail {
  mail: MailReference | null
  /** In lower case; null: of somebody who left, of whom nothing is noted any more. */
  email: string | null
  sentAt: number | null
}

/** The table of settings has them under the same names. */
export interface BounceRules {
  BOUNCE_HARD_LIMIT: number
  BOUNCE_SOFT_LIMIT: number
  BOUNCE_SOFT_DAYS: number
}

const LONGEST_DETAIL = 300

/** On one line, without what terminals and pages could be fooled by. Null where nothing is left. */
export function oneLine(text: string | null | undefined): string | null {
  const line = (text ?? '')
    .slice(0, 4 * LONGEST_DETAIL)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_DETAIL)
    .toWellFormed()
  return line === '' ? null : line
}
