// Reports: what members ask moderators to look at, and the queue of what waits.

import { createHash } from 'node:crypto'
import { countAttempt, type Limit } from '../../accounts/limits.ts'
import type { Viewer } from '../../accounts/roles.ts'
import type { Db } from '../../db/connect.ts'
import { inTransaction } from '../../db/write.ts'
import { Conflict, Invalid, NotFound } from '../../errors.ts'
import { readReason } from './reason.ts'
import { addReport, countReported, type OpenReport, openReports, statesOfReports } from './report-queries.ts'
import { isSubjectKind, type ShownSubject, type SubjectKey, subjectOf, subjectOrGone } from './subjects.ts'

const reportLimit: Limit = {
  what: 'report',
  most: 20,
  windowMs: 86_400_000,
  sentence: 'You have reported 20 things today; moderators will look at them.',
}

export interface NewReport {
  viewer: Viewer
  subject: SubjectKey
  reason: string
  now: number
}

/** One open report a person and subject. @throws Invalid, NotFound, Conflict, RateLimited */
export async function report(db: Db, { viewer, subject, reason, now }: NewReport): Promise<void> {
  const text = readReason(reason)
  const shown = await reportable(db, subject)
  if (shown.owner?.id === viewer.id) {
    throw new Invalid('This is your own. Change or delete it instead of reporting it.')
  }
  await countAttempt(db, reportLimit, viewer.id, now)
  await inTransaction(db, async (tx) => {
    const states = await statesOfReports(tx, subject, viewer.id)
    const isNew = await addReport(tx, {
      ...{
        id: reportId(subject, viewer.id, states.length),
        state: 'open',
        settled_by: null,
        settled_at: null,
      },
      ...{ subject_kind: subject.kind, subject_id: subject.id, person_id: viewer.id },
      ...{ reason: text, created_at: now },
    })
    if (!isNew || states.includes('open')) {
      throw new Conflict('You have reported this already. A moderator will look at it.')
    }
  })
}

/** Follows from what is reported, by whom, and how often before: of two at the same moment one is refused. */
const reportId = ({ kind, id }: SubjectKey, personId: string, before: number): string =>
  createHash('sha256').update(`${kind} ${id} ${personId} ${before}`).digest('hex').slice(0, 24)

/** What somebody is about to report: readers don’t report what they can’t see. @throws NotFound */
export async function reportable(
  db: Db,
  subject: SubjectKey,
  { evenHidden = false } = {},
): Promise<ShownSubject> {
  if (subject.kind === 'domain') throw new NotFound('Report the comment that links there, not the domain.')
  const shown = await subjectOf(db, subject)
  if (!shown.isHidden || evenHidden) return shown
  throw new NotFound('This comment is hidden already.')
}

export interface Reported {
  subject: ShownSubject
  reports: { by: string | null; reason: string; at: number }[]
}

const MOST_REPORTS = 1_000
const MOST_SHOWN = 50

/** What waits for a decision: each subject once, that whose first report is oldest first; and how many there are. */
export async function reportQueue(db: Db): Promise<{ shown: Reported[]; waiting: number }> {
  const groups = new Map<string, OpenReport[]>()
  for (const row of await openReports(db, MOST_REPORTS)) {
    const key = `${row.subject_kind} ${row.subject_id}`
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  const first = [...groups.values()].slice(0, MOST_SHOWN)
  const shown = await Promise.all(first.map((rows) => reportedOf(db, rows)))
  return { shown, waiting: await countReported(db) }
}

async function reportedOf(db: Db, rows: OpenReport[]): Promise<Reported> {
  const [{ subject_kind, subject_id: id } = { subject_kind: '', subject_id: '' }] = rows
  const kind = isSubjectKind(subject_kind) ? subject_kind : 'paper'
  return {
    subject: await subjectOrGone(db, { kind, id }),
    reports: rows.map(({ name, reason, created_at }) => ({ by: name, reason, at: created_at })),
  }
}
