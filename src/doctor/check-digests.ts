import { counted } from '../count-text.ts'
import type { Db } from '../db/connect.ts'
import { countDigests } from '../digests/delivery-queries.ts'
import { areDigestsPaused } from '../digests/digest-pause.ts'
import { countSubscriptions } from '../digests/subscription-queries.ts'
import { addressOf } from '../mail/mail-message.ts'
import { addDays, dayOf } from '../papers/calendar.ts'
import { type Check, ok, warning } from './check.ts'
import { lastDigestSent, oldestWaitingDigest } from './queries.ts'

/** The table of settings has them under the same names. */
export interface DigestMailSettings {
  SMTP_URL?: string | undefined
  MAIL_FROM?: string | undefined
  DKIM_DOMAIN?: string | undefined
}

const LOOKED_AT_DAYS = 7
/** One address that is gone is usual; this part of all is a server that refuses. */
const MANY_FAILED = 0.05
const FEW = 3
/** They are sent each minute; a full domain rests for less. */
const LONG_MS = 3_600_000

/** Whether those who wait for a digest can get it, and whether servers take it. */
export async function checkDigests(db: Db, settings: DigestMailSettings, now: number): Promise<Check> {
  const subscribers = await waiting(db)
  const readers = counted(subscribers, 'subscriber')
  const wrongKey = keyOfAnother(settings)
  if (wrongKey !== undefined) return wrongKey
  if (subscribers === 0) return ok('digests', 'Nobody waits for one.')
  if (settings.SMTP_URL === undefined || settings.MAIL_FROM === undefined)
    return warning(
      'digests',
      `Nothing is sent to ${readers}: no server for mail is set.`,
      'Set SMTP_URL and MAIL_FROM.',
    )
  if (await areDigestsPaused(db))
    return warning(
      'digests',
      `They are paused, and ${readers} wait.`,
      'An admin resumes them at /admin/digests.',
    )
  const oldest = await oldestWaitingDigest(db)
  if (oldest && oldest.due_at < now - LONG_MS)
    return warning(
      'digests',
      `Some wait since ${moment(oldest.due_at)}: ${oldest.problem ?? 'nobody sends them'}.`.replace(
        /\.\.$/,
        '.',
      ),
      'Keep the server running, and see that it reaches SMTP_URL; /admin/digests says more.',
    )
  const { sent, failed, doubtful } = await outcomes(db, now)
  if (failed >= FEW && failed > (sent + failed) * MANY_FAILED)
    return warning(
      'digests',
      `Of the last ${LOOKED_AT_DAYS} days’ editions ${counted(sent, 'mail')} arrived and ${failed} failed.`,
      'An admin sees why at /admin/digests, and can have them sent again.',
    )
  const last = await lastDigestSent(db)
  const when = last === null ? 'none was sent yet' : `the last was sent at ${moment(last)}`
  const unsure = doubtful === 0 ? '' : `; ${doubtful} may or may not have arrived`
  return ok('digests', `${readers}; ${when}${unsure}.`)
}

/** `2026-03-04 12:00 UTC` */
const moment = (ms: number): string => `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** Who confirmed and chose daily or weekly. */
async function waiting(db: Db): Promise<number> {
  const wanted = (await countSubscriptions(db)).filter(
    ({ state, period }) => state === 'confirmed' && period !== 'off',
  )
  return wanted.reduce((sum, { subscriptions }) => sum + Number(subscriptions), 0)
}

async function outcomes(db: Db, now: number) {
  const counts = await countDigests(db, addDays(dayOf(now), -LOOKED_AT_DAYS))
  const of = (wanted: string) =>
    counts
      .filter(({ state }) => state === wanted)
      .reduce((sum, { deliveries }) => sum + Number(deliveries), 0)
  return { sent: of('sent'), failed: of('failed'), doubtful: of('doubtful') }
}

/** Receivers trust a signature (DMARC) where it is of the sender’s domain, of one above it, or of one below. */
function keyOfAnother({ MAIL_FROM, DKIM_DOMAIN }: DigestMailSettings): Check | undefined {
  if (MAIL_FROM === undefined || DKIM_DOMAIN === undefined) return undefined
  const from = addressOf(MAIL_FROM).replace(/^.*@/, '').toLowerCase()
  const signs = DKIM_DOMAIN.toLowerCase()
  if (from === signs || from.endsWith(`.${signs}`) || signs.endsWith(`.${from}`)) return undefined
  return warning(
    'digests',
    `Mails are from ${from}, and signed by ${signs}: large receivers take that for a forgery.`,
    'Set DKIM_DOMAIN to the domain of MAIL_FROM, or send from the domain that signs.',
  )
}
