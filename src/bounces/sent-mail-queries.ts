// What was written to whom: asked for each report.

import { GOODBYE } from '../accounts/account-mails.ts'
import type { Db, Tx } from '../db/connect.ts'
import type { MailReference } from '../mail/envelope-sender.ts'
import type { SentMail } from './bounce.ts'

/** Undefined where nothing of it is kept any more. */
export async function sentMail(db: Db, mail: MailReference): Promise<SentMail | undefined> {
  const id = mail.slice(1)
  const row = mail.startsWith('m')
    ? await db
        .selectFrom('mail')
        .select(['recipient as email', 'sent_at as sentAt', 'kind'])
        .where('id', '=', id)
        .executeTakeFirst()
    : await db
        .selectFrom('digest_delivery as delivery')
        .innerJoin('subscription', 'subscription.id', 'delivery.subscription_id')
        .select(({ lit }) => ['subscription.email', 'delivery.sent_at as sentAt', lit(null).as('kind')])
        .where('delivery.id', '=', id)
        .executeTakeFirst()
  return row && { mail, email: row.kind === GOODBYE ? null : row.email.toLowerCase(), sentAt: row.sentAt }
}

interface Which {
  /** Left before then; absent: whenever. */
  before?: number
  /** Not one of these. */
  except?: readonly MailReference[]
}

/** When the newest such mail left for this address; null where none did, or none is kept. Not of who left. */
export async function lastSentTo(db: Db | Tx, email: string, which: Which = {}): Promise<number | null> {
  const times = [await lastMail(db, email, which), await lastDigest(db, email, which)]
  return times.reduce((newest, at) => (newest === null || (at !== null && at > newest) ? at : newest), null)
}

async function lastMail(
  db: Db | Tx,
  email: string,
  { before = Number.MAX_SAFE_INTEGER, except = [] }: Which,
) {
  const ids = idsOf('m', except)
  const row = await db
    .selectFrom('mail')
    .select('sent_at as at')
    .where('recipient', '=', email)
    .where('kind', '!=', GOODBYE)
    .where('sent_at', '<', before)
    .$if(ids.length > 0, (query) => query.where('id', 'not in', ids))
    .orderBy('sent_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.at ?? null
}

async function lastDigest(
  db: Db | Tx,
  email: string,
  { before = Number.MAX_SAFE_INTEGER, except = [] }: Which,
) {
  const ids = idsOf('d', except)
  const row = await db
    .selectFrom('digest_delivery as delivery')
    .innerJoin('subscription', 'subscription.id', 'delivery.subscription_id')
    .select('delivery.sent_at as at')
    .where('subscription.email', '=', email)
    .where('delivery.sent_at', '<', before)
    .$if(ids.length > 0, (query) => query.where('delivery.id', 'not in', ids))
    .orderBy('delivery.sent_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.at ?? null
}

const idsOf = (kind: 'm' | 'd', mails: readonly MailReference[]): string[] =>
  mails.filter((mail) => mail.startsWith(kind)).map((mail) => mail.slice(1))
