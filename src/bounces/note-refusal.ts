// A server that takes our mail may say at once that there is no such address.

import type { Db } from '../db/connect.ts'
import type { MailReference } from '../mail/envelope-sender.ts'
import type { RefusedAt } from '../mail/smtp.ts'
import { type BounceRules, oneLine } from './bounce.ts'
import { recordBounce } from './record-bounce.ts'
import { mayBeAboutAddress, saysNoSuchAddress, statusIn } from './status-code.ts'

interface RefusedMail {
  mail: MailReference
  email: string
  at: RefusedAt
  /** What it said. */
  reason: string
}

/** A hard bounce only where it says that there is no such address; a soft one where it may well mean that. */
export async function noteRefusal(
  db: Db,
  { mail, email, at, reason }: RefusedMail,
  { rules, now }: { rules: BounceRules; now: number },
): Promise<void> {
  const status = at === 'sender' ? null : statusIn(reason)
  if (status === null) return
  const isSoft = at === 'recipient' && mayBeAboutAddress(status, reason)
  const kind = saysNoSuchAddress(status) ? 'hard' : isSoft ? 'soft' : null
  if (kind === null) return
  const told = { kind, proven: true, source: 'refusal', status, detail: oneLine(reason) } as const
  const about = { mail, email: email.toLowerCase(), sentAt: null, reportId: mail }
  await recordBounce(db, { ...told, ...about }, { rules, now })
}
