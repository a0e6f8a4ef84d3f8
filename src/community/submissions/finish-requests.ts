// Submissions that wait for a source, tried again until it answers; whoever made them is told what became of them.

import { memberById, viewerOf } from '../../accounts/member-queries.ts'
import { may } from '../../accounts/permissions.ts'
import type { Viewer } from '../../accounts/roles.ts'
import type { Db, Tx } from '../../db/connect.ts'
import type { SubmissionRequestTable } from '../../db/schema-community.ts'
import { inTransaction } from '../../db/write.ts'
import { isKnownError } from '../../errors.ts'
import { todayAt } from '../../papers/calendar.ts'
import { paperNamed } from '../../papers/named-paper.ts'
import type { PaperId } from '../../papers/paper.ts'
import { paperById } from '../../papers/queries.ts'
import { saveRecordsIn } from '../../papers/save.ts'
import type { PaperSeeker } from '../../sources/find-paper/paper-seeker.ts'
import { SourcesBusy } from '../../sources/find-paper/sources-busy.ts'
import { tellOf } from '../attribution.ts'
import { hasSubmitted } from '../links/paper-owner-queries.ts'
import { refusalText, type SubmissionRules } from './refusals.ts'
import { deleteRequest, dueRequests, putOffRequest, refuseRequest } from './request-queries.ts'
import { type Submitted, submitPaper } from './submit.ts'

export interface Finishing {
  seeker: PaperSeeker
  rules: SubmissionRules
  now(): number
  signal: AbortSignal
}

/** Of one run; the others come a minute later. */
const MOST_AT_ONCE = 10
const MINUTE_MS = 60_000
const LONGEST_PAUSE_MS = 30 * MINUTE_MS
/** After so long without an answer a submission is refused. */
const PATIENCE_MS = 3 * 86_400_000

export async function finishRequests(db: Db, finishing: Finishing): Promise<void> {
  for (const request of await dueRequests(db, finishing.now(), MOST_AT_ONCE)) {
    if (finishing.signal.aborted) return
    try {
      await finish(db, request, finishing)
    } catch (error) {
      if (error instanceof SourcesBusy) await waitLonger(db, request, { error, now: finishing.now() })
      else if (isKnownError(error)) await refuse(db, request, error.message, finishing.now())
      else throw error
    }
  }
}

async function finish(db: Db, request: SubmissionRequestTable, finishing: Finishing): Promise<void> {
  const now = finishing.now()
  const member = await memberById(db, request.person_id)
  const viewer = member && viewerOf(member, now)
  if (!viewer) return void (await deleteRequest(db, request.id))
  if (!may(viewer, 'submit'))
    return refuse(db, request, 'Your account may submit no papers at this time.', now)
  const paperId = await bring(db, request.paper_id, finishing.seeker)
  if (paperId === null)
    return refuse(db, request, 'No source knows this paper. Look whether its id is right.', now)
  // A run that ended too early has submitted it already.
  if (await hasSubmitted(db, paperId, viewer.id)) return void (await deleteRequest(db, request.id))
  const submitted = await submit(db, request, { paperId, viewer, finishing })
  if ('refused' in submitted) return refuse(db, request, refusalText(submitted.refused), now)
  await inTransaction(db, async (tx) => {
    if (!(await deleteRequest(tx, request.id))) return
    const title = (await paperById(tx, paperId))?.title ?? paperId
    const where = submitted.state === 'listed' ? `is on the list of ${submitted.day}` : 'waits for a curator'
    await tell(tx, request, { paperId, sentence: `“${title}”, which you submitted, ${where}.`, at: now })
  })
}

function submit(
  db: Db,
  { note, media }: SubmissionRequestTable,
  { paperId, viewer, finishing }: { paperId: PaperId; viewer: Viewer; finishing: Finishing },
): Promise<Submitted> {
  const { rules } = finishing
  const now = finishing.now()
  const addresses: string[] = JSON.parse(media)
  const typed = { note: note ?? '', media: addresses.join('\n') }
  return submitPaper(db, { ...typed, paperId, viewer, rules, now, today: todayAt(now, rules) })
}

/** The paper as this site has it; null where no source knows it. @throws SourcesBusy */
async function bring(db: Db, id: PaperId, seeker: PaperSeeker): Promise<PaperId | null> {
  const here = await paperNamed(db, id)
  if (here?.known) return here.id
  const sought = await seeker.byId(id)
  if (!sought) return null
  await inTransaction(db, (tx) => saveRecordsIn(tx, [sought.record], sought.origin))
  return (await paperNamed(db, sought.record.id))?.id ?? sought.record.id
}

/** The longer it waits, the longer the pauses. */
async function waitLonger(
  db: Db,
  request: SubmissionRequestTable,
  { error, now }: { error: SourcesBusy; now: number },
): Promise<void> {
  const waited = now - request.created_at
  if (waited > PATIENCE_MS)
    return refuse(db, request, `${error.source} did not answer for three days. Submit it again.`, now)
  const pause = Math.min(LONGEST_PAUSE_MS, Math.max(MINUTE_MS, waited / 4))
  const at = Math.max(Math.round(now + pause), Math.min(error.until, now + 2 * LONGEST_PAUSE_MS))
  await putOffRequest(db, request.id, { source: error.source, at })
}

function refuse(db: Db, request: SubmissionRequestTable, reason: string, now: number): Promise<void> {
  return inTransaction(db, async (tx) => {
    if (!(await refuseRequest(tx, request.id, reason, now))) return
    const paperId = (await paperById(tx, request.paper_id)) ? request.paper_id : null
    const sentence = `${request.paper_id}, which you submitted, was not taken: ${reason}`
    await tell(tx, request, { paperId, sentence, at: now })
  })
}

const tell = (
  tx: Tx,
  { person_id: to }: SubmissionRequestTable,
  news: { paperId: PaperId | null; sentence: string; at: number },
): Promise<void> => tellOf(tx, { ...news, kind: 'submission', to, by: null })
