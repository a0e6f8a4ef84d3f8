// Tells members what their searches found: by mail and, what is told at once, on the site. What was told, the mail and
// the notification are written in one transaction, so that nobody hears of a paper twice.

import { canGetMail } from '../accounts/mail-address.ts'
import { newMemberId } from '../accounts/member-id.ts'
import { secretKeys } from '../accounts/secret.ts'
import type { Clock } from '../clock.ts'
import { putNotifications } from '../community/notifications/notification-queries.ts'
import { counted } from '../count-text.ts'
import type { Db, Tx } from '../db/connect.ts'
import { inTransaction } from '../db/write.ts'
import { siteAddress } from '../digests/digest-addresses.ts'
import { areDigestsPaused } from '../digests/digest-pause.ts'
import { canSendDigests, type DigestSettings } from '../digests/send-digests.ts'
import { notSuppressed } from '../digests/suppression.ts'
import { addMail } from '../mail/mail.ts'
import { claimDue, type DueSearch, dueSearches } from './due-queries.ts'
import { markTold, untoldOf } from './find-queries.ts'
import { setDue } from './keep-finds.ts'
import { type Alert, writeAlerts } from './write-alerts.ts'

export interface TellParts {
  db: Db
  clock: Clock
  settings: DigestSettings
  signal: AbortSignal
}

/** What these mails are called in the outbox. */
const SEARCH_MAIL = 'search'

/** Members at once: a transaction of some tens of milliseconds. */
const CHUNK = 10

/** Waits while mails to many are paused. */
export async function tellFinds(parts: TellParts): Promise<void> {
  const { db, clock, settings, signal } = parts
  const [key = ''] = await secretKeys(db, clock.now(), settings.SECRET_KEY)
  const run: Run = { ...parts, key }
  while (!signal.aborted && !(await areDigestsPaused(db))) {
    const now = clock.now()
    const due = await dueSearches(db, now, CHUNK)
    if (due.length === 0) return
    await tellThese(run, due, now)
  }
}

interface Run extends TellParts {
  /** Signs the links. */
  key: string
}

async function tellThese(run: Run, due: readonly DueSearch[], now: number): Promise<void> {
  const { db, key, settings } = run
  const site = { name: settings.SITE_NAME, address: siteAddress(settings) }
  const alerts = await writeAlerts(db, due, { site, key, now })
  const reached = new Set((await reachable(run, due)).map(({ id }) => id))
  await inTransaction(db, async (tx) => {
    const claimed = await claimDue(
      tx,
      due.map(({ id }) => id),
      now,
    )
    const ids = new Set(claimed.map(({ id }) => id))
    const ours = alerts.filter(({ search }) => ids.has(search.id))
    for (const alert of ours) await tellOne(tx, alert, { now, byMail: reached.has(alert.search.id) })
    // What was found while the letters were written.
    const left = new Set((await untoldOf(tx, [...ids])).map(({ saved_search_id }) => saved_search_id))
    await setDue(
      tx,
      claimed.filter(({ id }) => left.has(id)),
      now,
    )
  })
}

/** Members who may act, whose address is confirmed and may be written to; nobody where no mail is sent. */
async function reachable({ db, settings }: Run, due: readonly DueSearch[]): Promise<DueSearch[]> {
  if (!canSendDigests(settings)) return []
  const able = due.filter(
    ({ email, email_verified, member_state }) =>
      email_verified === 1 && member_state === 'active' && canGetMail(email),
  )
  return notSuppressed(db, able)
}

async function tellOne(
  tx: Tx,
  { search, paperIds, found, shown, letter }: Alert,
  { now, byMail }: { now: number; byMail: boolean },
): Promise<void> {
  await markTold(tx, search.id, paperIds, now)
  if (letter === null) return
  if (byMail) {
    const { text: body, ...rest } = letter
    await addMail(tx, { ...rest, body, recipient: search.email, kind: SEARCH_MAIL, searchId: search.id }, now)
  }
  if (search.cadence !== 'at-once') return
  const [only] = shown.length === 1 ? shown : []
  await putNotifications(tx, [
    {
      ...{ id: newMemberId(), person_id: search.member_id, kind: 'search', actor_id: null },
      ...{ paper_id: only ?? null, comment_id: null, created_at: now, read_at: null },
      sentence: `${counted(found, 'new paper')} for your search “${search.name}”${only ? ':' : ''}`,
      mailed_at: byMail ? now : null,
    },
  ])
}
