import { mailboxState } from '../bounces/mailbox-state.ts'
import type { Db } from '../db/connect.ts'
import { type Check, ok, warning } from './check.ts'

/** Three runs were missed. */
const LATE_MS = 20 * 60_000

export interface BounceCheckSettings {
  SMTP_URL?: string | undefined
  BOUNCE_IMAP_URL?: string | undefined
  BOUNCE_SECRET?: string | undefined
}

/** Whether what comes back is heard of. */
export async function checkBounces(db: Db, settings: BounceCheckSettings, now: number): Promise<Check> {
  const { SMTP_URL, BOUNCE_IMAP_URL, BOUNCE_SECRET } = settings
  if (BOUNCE_IMAP_URL === undefined) {
    if (SMTP_URL === undefined || BOUNCE_SECRET !== undefined)
      return ok('bounces', BOUNCE_SECRET === undefined ? 'No mail is sent.' : 'Reports are posted here.')
    return warning(
      'bounces',
      'Nobody hears of mail that comes back.',
      'Set BOUNCE_IMAP_URL to the mailbox where reports arrive, or BOUNCE_SECRET and have them posted: docs/bounces.md.',
    )
  }
  const state = await mailboxState(db)
  if (state?.problem !== undefined)
    return warning(
      'bounces',
      `The mailbox can’t be read: ${state.problem}`,
      'See to BOUNCE_IMAP_URL; `broadsheet bounces read` tries it at once.',
    )
  if (!state || state.at < now - LATE_MS)
    return warning(
      'bounces',
      'The mailbox was not read for 20 minutes.',
      'A node with JOBS on does so every five minutes.',
    )
  return ok('bounces', 'The mailbox is read.')
}
