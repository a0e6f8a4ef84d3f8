import { counted } from '../count-text.ts'
import type { Db } from '../db/connect.ts'
import { countMails } from '../mail/mail-queries.ts'
import { type Check, ok, warning } from './check.ts'

/** Mail that waits for a server, was given up, or of which nobody knows whether it arrived. */
export async function checkMail(db: Db, hasServer: boolean): Promise<Check> {
  const counts = new Map((await countMails(db)).map(({ state, mails }) => [state, mails]))
  const [waiting, failed, doubtful] = ['waiting', 'failed', 'doubtful'].map((state) => counts.get(state) ?? 0)
  if (failed || doubtful) {
    return warning(
      'mail',
      `${counted(failed ?? 0, 'mail')} failed, and ${doubtful} may or may not have arrived.`,
      'An admin sees them at /admin/mail, with the reason, and can have them sent again.',
    )
  }
  if (waiting && !hasServer) {
    return warning(
      'mail',
      `${counted(waiting, 'mail')} can’t be sent: no server for mail is set.`,
      'Set SMTP_URL and MAIL_FROM; until then an admin sees them at /admin/mail.',
    )
  }
  return ok('mail', waiting ? `${counted(waiting, 'mail')} on the way.` : 'No mail waits.')
}
