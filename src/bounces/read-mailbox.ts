// Reads the mailbox in which reports arrive. Each message is dealt with before it is marked: cut off in between, it is
// read again, and what it says is known already.

import type { Clock } from '../clock.ts'
import type { Db } from '../db/connect.ts'
import type { BounceRules } from './bounce.ts'
import { type Mailbox, openMailbox } from './imap-mailbox.ts'
import { type MailboxState, mailboxState, noteState, type Reading } from './mailbox-state.ts'
import { type BounceParts, noCounts, type TakenMessage, takeMessage } from './take-report.ts'

export interface MailboxParts {
  db: Db
  clock: Clock
  settings: MailboxSettings
  signal: AbortSignal
}

/** The table of settings has them under the same names. */
export interface MailboxSettings extends BounceRules {
  BOUNCE_IMAP_URL?: string | undefined
  SECRET_KEY?: string | undefined
}

/** In one go; the rest comes five minutes later. */
const MOST_MESSAGES = 500
/** Webhooks wait behind it. */
const LONGEST_MS = 60_000

/** Null without BOUNCE_IMAP_URL. What went wrong is noted for admins: the next time is soon enough. */
export async function readMailbox(parts: MailboxParts): Promise<MailboxState | null> {
  const { db, clock, settings } = parts
  if (settings.BOUNCE_IMAP_URL === undefined) return null
  const state = await reading(settings.BOUNCE_IMAP_URL, parts)
    .then((reading) => ({ at: clock.now(), reading }))
    .catch((error: unknown) => ({ at: clock.now(), problem: problemOf(error) }))
  await noteState(db, state)
  return state
}

async function reading(address: string, parts: MailboxParts): Promise<Reading> {
  const mailbox = await openMailbox(address)
  return readAll(mailbox, parts).finally(() => mailbox.close())
}

async function readAll(mailbox: Mailbox, parts: MailboxParts): Promise<Reading> {
  const began = performance.now()
  const messages = await mailbox.waiting(MOST_MESSAGES)
  const reading: Reading = { ...noCounts, messages: 0, left: 0, isFull: messages.length === MOST_MESSAGES }
  for (const message of messages) {
    if (parts.signal.aborted || performance.now() - began > LONGEST_MS) return { ...reading, isFull: true }
    const taken = await readOne(mailbox, message, parts)
    reading.messages++
    if (!taken.isOurs) reading.left++
    for (const count of ['counted', 'stopped', 'known', 'ignored'] as const) reading[count] += taken[count]
  }
  return reading
}

async function readOne(
  mailbox: Mailbox,
  message: number,
  { db, clock, settings }: MailboxParts,
): Promise<TakenMessage> {
  const bytes = await mailbox.beginningOf(message).catch((error: unknown) => {
    // Where it is the connection that fails this fails, too, and says less about it.
    return mailbox.leave(message).then(
      () => null,
      () => Promise.reject(error),
    )
  })
  if (!bytes) return nothing
  const taken = await takeOrNot({ db, now: clock.now(), settings }, bytes)
  // A person's answer to one of our mails names it, too.
  if (taken.isOurs && taken.is !== 'other') await mailbox.putAway(message)
  else await mailbox.leave(message)
  return taken.is === 'other' ? { ...taken, isOurs: false } : taken
}

const nothing: TakenMessage = { is: 'other', isOurs: false, ...noCounts }

/** A message that can't be dealt with is left for a person: it must not keep all later ones waiting. */
async function takeOrNot(parts: BounceParts, bytes: Buffer): Promise<TakenMessage> {
  try {
    return await takeMessage(parts, bytes, 'mailbox')
  } catch {
    // Where it is the database that fails this fails, too, and the message waits.
    await mailboxState(parts.db)
    return takeMessage(parts, bytes, 'mailbox').catch(() => nothing)
  }
}

/** What the server said, where it said something. Never the address, which has a password. */
function problemOf(error: unknown): string {
  const { responseText, code, message } = error as { responseText?: string; code?: string; message?: string }
  return [responseText ?? message ?? String(error), code && !message?.includes(code) ? `(${code})` : '']
    .filter((word) => word !== '')
    .join(' ')
    .slice(0, 300)
}
