// Notes what came back and decides whether an address gets nothing more, in one transaction.

import { createHash } from 'node:crypto'
import type { Db, Tx } from '../db/connect.ts'
import type { BounceTable } from '../db/schema-digests.ts'
import { inTransaction } from '../db/write.ts'
import { addressHash } from '../digests/suppression.ts'
import type { MailReference } from '../mail/envelope-sender.ts'
import type { BounceKind, BounceRules, BounceSource } from './bounce.ts'
import { countedBounces, insertBounce, suppressFor } from './bounce-queries.ts'
import { lastSentTo } from './sent-mail-queries.ts'

export interface NewBounce {
  kind: BounceKind
  /** Of an address that was written to. */
  email: string
  proven: boolean
  source: BounceSource
  mail: MailReference | null
  sentAt: number | null
  status: string | null
  detail: string | null
  /** The same each time it is told; needed where no mail is named. */
  reportId: string
  isNameless?: boolean
}

const DAY_MS = 86_400_000
/** Servers try so long before they say that a mail did not arrive. */
const SETTLED_MS = 6 * DAY_MS
/** More of one address than any limit needs. */
const MOST_READ = 2_000

/** `stopped`: the address gets nothing more. `known`: it was told before. */
export function recordBounce(
  db: Db,
  bounce: NewBounce,
  { rules, now }: { rules: BounceRules; now: number },
): Promise<'counted' | 'stopped' | 'known'> {
  return inTransaction(db, async (tx) => {
    const anew = bounce.isNameless === true && bounce.mail === null
    if (!(await insertBounce(tx, rowOf(bounce, now), { anew }))) return 'known'
    const reason = await reasonToStop(tx, bounce.email, rules, now)
    if (!reason) return 'counted'
    await suppressFor(tx, { hash: await addressHash(tx, bounce.email), reason, now })
    return 'stopped'
  })
}

const rowOf = (bounce: NewBounce, now: number): BounceTable => ({
  id: idOf(bounce, now),
  ...{ email: bounce.email, kind: bounce.kind, proven: bounce.proven ? 1 : 0, source: bounce.source },
  ...{ mail: bounce.mail, mail_sent_at: bounce.sentAt, status: bounce.status, detail: bounce.detail },
  ...{ received_at: now, counted: 1 },
})

/** A mail comes back once. What nothing proves counts once a day, however often somebody says it. */
function idOf({ kind, email, proven, mail, reportId }: NewBounce, now: number): string {
  if (mail !== null && proven) return `${mail} ${kind}`
  const what = proven ? `${reportId} ${kind}` : `on day ${Math.floor(now / DAY_MS)}`
  return createHash('sha256').update(`${email} ${what}`).digest('base64url')
}

async function reasonToStop(
  tx: Tx,
  email: string,
  { BOUNCE_HARD_LIMIT, BOUNCE_SOFT_LIMIT, BOUNCE_SOFT_DAYS }: BounceRules,
  now: number,
): Promise<'bounced' | 'complained' | null> {
  const all = await countedBounces(tx, email, MOST_READ)
  const proven = all.filter((row) => row.proven === 1)
  if (proven.some(({ kind }) => kind === 'complaint')) return 'complained'
  if (proven.filter(({ kind }) => kind === 'hard').length >= BOUNCE_HARD_LIMIT) return 'bounced'
  // Without proof nothing weighs more than a soft bounce: anybody can write that a mail came back.
  const soft = all.filter((row) => row.kind === 'soft' || row.proven === 0)
  const since = now - BOUNCE_SOFT_DAYS * DAY_MS
  const recent = soft.filter(({ received_at }) => received_at > since)
  if (recent.length < BOUNCE_SOFT_LIMIT) return null
  const came = all.flatMap(({ kind, mail }) => (kind === 'complaint' || mail === null ? [] : [mail]))
  const except = [...new Set(came)] as MailReference[]
  const arrived = (await lastSentTo(tx, email, { before: now - SETTLED_MS, except })) ?? 0
  const after = recent.filter((row) => (row.mail_sent_at ?? row.received_at) > arrived)
  return after.length >= BOUNCE_SOFT_LIMIT ? 'bounced' : null
}
