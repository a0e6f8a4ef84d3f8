// A server that takes our mail may say at once that there is no such address.

import type { Db } from '../db/connect.ts'
import type { MailReference } from '../mail/envelope-sender.ts'
import { type BounceRules, oneLine } from './bounce.ts'
import { recordBounce } from './record-bounce.ts'
import { saysNoSuchAddress, statusIn } from './status-code.ts'

interface RefusedMail {
  mail: MailReference
  email: string
  /** What it said. */
  reason: string
}

/** Counts as a hard bounce only where the refusal is about the address. */
export async function noteRefusal(
  db: Db,
  { mail, email, reason }: RefusedMail,
  { rules, now }: { rules: BounceRules; now: number },
): Promise<void> {
  const status = statusIn(reason)
  if (status === null || !saysNoSuchAddress(status)) return
  const told = { kind: 'hard', proven: true, source: 'refusal', status, detail: oneLine(reason) } as const
  const about = { mail, email: email.toLowerCase(), sentAt: null, reportId: mail }
  await recordBounce(db, { ...told, ...about }, { rules, now })
}
