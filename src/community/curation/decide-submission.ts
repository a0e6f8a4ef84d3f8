// Curators approve or refuse what waits; whoever submitted it is told.

import type { Db, Tx } from '../../db/connect.ts'
import type { SubmissionTable } from '../../db/schema-community.ts'
import { inTransaction, nextChangeSeq } from '../../db/write.ts'
import { Conflict, NotFound } from '../../errors.ts'
import type { Day } from '../../papers/calendar.ts'
import { logChange } from '../attribution.ts'
import { readReason } from '../moderation/reason.ts'
import { waitsNoLonger } from '../notifications/tell-deciders.ts'
import { decideSubmission, submissionById } from '../submissions/submission-queries.ts'
import { listSubmitted } from '../submissions/submit.ts'
import { type Curating, checkTarget } from './change-edition.ts'
import { entryOf, nameSubmitter } from './entry-queries.ts'
import { tellSubmitter } from './tell-submitter.ts'

export type Deciding = Omit<Curating, 'day'> & { id: string }

/** @throws NotFound, Conflict, Invalid */
export function approveSubmission(db: Db, order: Deciding & { day: Day }): Promise<void> {
  const { id, day, by, now, today } = order
  return inTransaction(db, async (tx) => {
    const row = await waiting(tx, id)
    const { paper_id: paperId, person_id: submittedBy } = row
    // A curator, or a list of another site, may have put it there while it waited: then what was asked for is done.
    const isThere = (await entryOf(tx, day, paperId))?.chosen_by === null
    if (!isThere) await checkTarget(tx, { ...order, paperId }, day)
    requireDecided(await decideSubmission(tx, id, { state: 'listed', day, by, at: now }))
    await listSubmitted(tx, row, day)
    if (isThere) await nameSubmitter(tx, { day, paperId, submittedBy })
    const isPlanned = day > today
    await logChange(tx, {
      ...{ at: now, by, subject: { kind: 'paper', id: paperId } },
      action: isPlanned ? 'edition-planned-approve' : 'edition-approve',
      reason: `${day}: Approved what was submitted.`,
    })
    const where = isPlanned ? 'will be on a coming list' : `is on the list of ${day}`
    await tell(tx, row, order, `${where}.`)
  })
}

export function refuseSubmission(db: Db, order: Deciding & { reason: string }): Promise<void> {
  const reason = readReason(order.reason)
  const { id, by, now } = order
  return inTransaction(db, async (tx) => {
    const row = await waiting(tx, id)
    requireDecided(await decideSubmission(tx, id, { state: 'refused', reason, by, at: now }))
    const subject = { kind: 'paper', id: row.paper_id } as const
    await logChange(tx, { at: now, by, subject, action: 'edition-refuse', reason })
    await tell(tx, row, order, `was refused: ${reason}`)
  })
}

async function waiting(tx: Tx, id: string): Promise<SubmissionTable> {
  await nextChangeSeq(tx, 0)
  const row = await submissionById(tx, id)
  if (!row) throw new NotFound('There is no such submission.')
  requireDecided(row.state === 'waiting')
  return row
}

/** Whoever submitted it may withdraw it at the same moment. */
function requireDecided(isDecided: boolean): void {
  if (isDecided) return
  throw new Conflict('This submission no longer waits: somebody has decided about it, or it was withdrawn.')
}

async function tell(tx: Tx, row: SubmissionTable, { by, now }: Deciding, what: string): Promise<void> {
  const { paper_id: paperId, person_id: submitter } = row
  if (submitter !== null) await waitsNoLonger(tx, 'submission', { paperId, by: submitter, now })
  await tellSubmitter(tx, row, { by, now }, what)
}
