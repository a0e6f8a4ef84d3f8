// A report that somebody told: is it about a mail of ours, and what follows.

import { secretKeys } from '../accounts/secret.ts'
import type { Db } from '../db/connect.ts'
import type { BounceKind, BounceRules, BounceSource, Report, SentMail, ToldBounce } from './bounce.ts'
import { findMail } from './find-mail.ts'
import { parseReport, type ReadMessage } from './parse-report.ts'
import { type NewBounce, recordBounce } from './record-bounce.ts'
import { lastSentTo } from './sent-mail-queries.ts'

export interface BounceParts {
  db: Db
  now: number
  settings: BounceRules & { SECRET_KEY?: string | undefined }
}

/** What became of the bounces of a report. */
export interface TakenCounts {
  /** Noted, and the address still gets mail. */
  counted: number
  /** Noted, and the address gets nothing more. */
  stopped: number
  /** Told before. */
  known: number
  /** About no mail of ours. */
  ignored: number
}

export interface TakenMessage extends TakenCounts {
  is: ReadMessage['is']
  /** It came back from, or is about, a mail of ours. */
  isOurs: boolean
}

export const noCounts: TakenCounts = { counted: 0, stopped: 0, known: 0, ignored: 0 }

const DAY_MS = 86_400_000
/** Who says so without proof must name an address that was written to within so long. */
const UNPROVEN_MS = 7 * DAY_MS
/** A provider knows late: complaints come when people read their mail. */
const TRUSTED_MS = 60 * DAY_MS

/**
 * A message as it came over the wire. Anybody can write to a mailbox: what it says counts where it names a mail. Who
 * posts it showed the secret; where it names a mail the recipient of that one counts all the same.
 */
export async function takeMessage(
  parts: BounceParts,
  bytes: Buffer,
  source: BounceSource,
): Promise<TakenMessage> {
  const { is, report: found } = await parseReport(bytes)
  const mail = await mailOf(parts, found)
  const report = { ...found, trusted: source === 'webhook' && mail === null }
  if (is !== 'bounce') return { is, isOurs: mail !== null, ...noCounts }
  const counts = await take(parts, { report, mail, source })
  return { is, isOurs: mail !== null || counts.counted + counts.stopped + counts.known > 0, ...counts }
}

/** What a provider tells. */
export async function takeReport(
  parts: BounceParts,
  report: Report,
  source: BounceSource,
): Promise<TakenCounts> {
  return take(parts, { report, mail: await mailOf(parts, report), source })
}

async function mailOf({ db, now, settings }: BounceParts, { traces }: Report): Promise<SentMail | null> {
  if (traces === '') return null
  return findMail(db, traces, await secretKeys(db, now, settings.SECRET_KEY))
}

interface Told {
  report: Report
  mail: SentMail | null
  source: BounceSource
}

async function take(parts: BounceParts, { report, mail, source }: Told): Promise<TakenCounts> {
  const counts = { ...noCounts }
  const about = { trusted: report.trusted, mail }
  const reportFacts = { reportId: report.id, isNameless: report.isNameless === true }
  for (const bounce of mail && !report.trusted ? [worst(report.bounces)] : report.bounces) {
    const subject = bounce && (await subjectOf(parts, bounce, about))
    if (!bounce || !subject) {
      counts.ignored++
      continue
    }
    const { kind, status, detail } = bounce
    const found: NewBounce = { ...subject, kind, status, detail, source, ...reportFacts }
    counts[await recordBounce(parts.db, found, { rules: parts.settings, now: parts.now })]++
  }
  return counts
}

type Subject = Pick<NewBounce, 'email' | 'proven' | 'mail' | 'sentAt'>

/** Whose mail it was. A mail has one recipient here: where it is known, whom the report names doesn't matter. */
async function subjectOf(
  { db, now }: BounceParts,
  { email }: ToldBounce,
  { trusted, mail }: { trusted: boolean; mail: SentMail | null },
): Promise<Subject | null> {
  if (mail?.email === null) return null
  if (mail && (!trusted || email === null || email === mail.email))
    return { ...mail, email: mail.email, proven: true }
  if (email === null) return null
  const sentAt = await lastSentTo(db, email)
  if (sentAt === null || sentAt < now - (trusted ? TRUSTED_MS : UNPROVEN_MS)) return null
  return { email, proven: trusted, mail: null, sentAt }
}

const weights: Record<BounceKind, number> = { soft: 0, hard: 1, complaint: 2 }

const worst = (bounces: readonly ToldBounce[]): ToldBounce | undefined =>
  bounces.toSorted((one, other) => weights[other.kind] - weights[one.kind])[0]
