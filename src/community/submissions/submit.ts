// A member puts a paper forward: it is listed at once, or waits for a curator.

import { newMemberId } from '../../accounts/member-id.ts'
import { may } from '../../accounts/permissions.ts'
import { reaches, type Viewer } from '../../accounts/roles.ts'
import type { Db, Tx } from '../../db/connect.ts'
import type { SubmissionTable } from '../../db/schema-community.ts'
import { inTransaction, nextChangeSeq } from '../../db/write.ts'
import { Conflict, Forbidden, NotFound } from '../../errors.ts'
import { type Day, editionDayAt } from '../../papers/calendar.ts'
import type { PaperId } from '../../papers/paper.ts'
import { paperById } from '../../papers/queries.ts'
import { putChosenEntry } from '../curation/entry-queries.ts'
import { changeByMembers, setByMembers } from '../links/members-statement.ts'
import { readAddresses, refuseBanned } from '../links/read-address.ts'
import { tellDeciders, waitsNoLonger } from '../notifications/tell-deciders.ts'
import { readPlainText } from '../plain-text.ts'
import { type Refusal, type SubmissionAsked, whyRefused } from './refusals.ts'
import { standingSubmission } from './standing-submission.ts'
import { addSubmission, decideSubmission, submissionById } from './submission-queries.ts'

export interface SubmissionOrder extends Omit<SubmissionAsked, 'paper'> {
  paperId: PaperId
  note: string
  /** Addresses of pictures and films, one a line. */
  media: string
}

export type Submitted = { state: 'listed' | 'waiting'; day: Day } | { refused: Refusal }

interface Typed {
  note: string | undefined
  media: string[]
}

export const LONGEST_NOTE = 2_000
export const MOST_MEDIA = 4

/** Twice the same order gives one submission. @throws NotFound, Invalid */
export async function submitPaper(db: Db, order: SubmissionOrder): Promise<Submitted> {
  const note = readPlainText(order.note, 'note', LONGEST_NOTE)
  const media = readAddresses(order.media, 'media', MOST_MEDIA)
  await refuseBanned(db, [note ?? '', ...media])
  return inTransaction(db, async (tx) => {
    // One writer at a time: neither the paper nor the quota is taken twice at once.
    await nextChangeSeq(tx, 0)
    const paper = await paperById(tx, order.paperId)
    if (!paper) throw new NotFound('This paper is not in the collection of this site. Look it up first.')
    const refused = await whyRefused(tx, { ...order, paper })
    if (refused) return (await sameSubmission(tx, order, { note, media })) ?? { refused }
    const isDirect = order.rules.mode === 'direct' || reaches(order.viewer.role, 'curator')
    const row = rowOf(order, { note, media, isDirect })
    await addSubmission(tx, row)
    if (isDirect) await listSubmitted(tx, row, row.day)
    else await tellDeciders(tx, 'submission', { paperId: paper.id, by: order.viewer.id, now: order.now })
    return { state: isDirect ? 'listed' : 'waiting', day: row.day }
  })
}

/** What became of the same order, where it waits or stands: forms are sent twice. */
async function sameSubmission(
  tx: Tx,
  order: SubmissionOrder,
  { note, media }: Typed,
): Promise<Submitted | undefined> {
  const own = await standingSubmission(tx, order.paperId, order.viewer.id)
  if (own?.note !== (note ?? null) || own.media !== JSON.stringify(media)) return undefined
  return { state: own.state === 'waiting' ? 'waiting' : 'listed', day: own.day }
}

/** Puts what was submitted on a day’s list. */
export async function listSubmitted(tx: Tx, row: SubmissionTable, day: Day): Promise<void> {
  const { paper_id: paperId, person_id: submittedBy, created_at: enteredAt } = row
  await putChosenEntry(tx, { day, paperId, submittedBy, enteredAt })
  const media: string[] = JSON.parse(row.media)
  if (media.length === 0) return
  const { media: known = [] } = await setByMembers(tx, paperId)
  await changeByMembers(tx, paperId, { media: [...new Set([...known, ...media])] })
}

/** Twice is once. @throws NotFound, Forbidden for what isn’t theirs, Conflict where it no longer waits */
export function withdrawSubmission(
  db: Db,
  { id, viewer, now }: { id: string; viewer: Viewer; now: number },
): Promise<void> {
  return inTransaction(db, async (tx) => {
    const row = await submissionById(tx, id)
    if (!row) throw new NotFound('There is no such submission.')
    if (!may(viewer, 'withdraw-submission', { owner: row.person_id }))
      throw new Forbidden('That isn’t yours to change.')
    if (row.state === 'withdrawn') return
    if (!(await decideSubmission(tx, id, { state: 'withdrawn', by: viewer.id, at: now })))
      throw new Conflict('This submission no longer waits, so it can’t be withdrawn. Ask a curator.')
    await waitsNoLonger(tx, 'submission', { paperId: row.paper_id, by: viewer.id, now })
  })
}

function rowOf(
  { paperId, viewer, rules, now }: SubmissionOrder,
  { note, media, isDirect }: Typed & { isDirect: boolean },
): SubmissionTable {
  return {
    ...{ id: newMemberId(), paper_id: paperId, person_id: viewer.id, day: editionDayAt(now, rules) },
    ...{
      state: isDirect ? 'listed' : 'waiting',
      note: note ?? null,
      media: JSON.stringify(media),
      reason: null,
    },
    ...{ decided_by: isDirect ? viewer.id : null, created_at: now, decided_at: isDirect ? now : null },
  }
}
