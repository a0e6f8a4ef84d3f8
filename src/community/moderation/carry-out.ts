// What all that moderators do has in common: it is allowed, it changes something, it stands in the public log, reports
// about it are settled, and the person concerned is told; all of it or nothing.

import { newMemberId } from '../../accounts/member-id.ts'
import { may } from '../../accounts/permissions.ts'
import type { Viewer } from '../../accounts/roles.ts'
import type { Db, Tx } from '../../db/connect.ts'
import { inTransaction } from '../../db/write.ts'
import { Conflict, Forbidden } from '../../errors.ts'
import { plainLatex } from '../../papers/text/latex-text.ts'
import { mailMember } from '../notifications/mail-choices.ts'
import { addEntry, newestEntry, tell } from './moderation-queries.ts'
import { readReason } from './reason.ts'
import { settleReports } from './report-queries.ts'
import { type StepName, steps } from './steps.ts'
import { paperTitle } from './subject-queries.ts'
import { type ShownSubject, type SubjectKey, subjectOf, subjectOrGone } from './subjects.ts'

export interface Act {
  actor: Viewer
  reason: string
  now: number
  /** What was reported, where the act answers to reports about something else than what it is done to. */
  settles?: SubjectKey
  /** What else is done with it: both, or neither. */
  andThen?: (tx: Tx) => Promise<void>
}

export interface Circumstances {
  subject: ShownSubject
  reason: string
  /** The entry that is taken back. */
  undone: { id: string; at: number } | undefined
}

/**
 * `change` says whether it changed anything.
 * @throws Invalid, NotFound, Forbidden, Conflict
 */
export function carryOut(db: Db, act: Act, order: Order, change: Change): Promise<void> {
  return inTransaction(db, async (tx) => {
    await carryOutIn(tx, act, order, change)
    await act.andThen?.(tx)
  })
}

interface Order {
  name: StepName
  key: SubjectKey
}

type Change = (tx: Tx, circumstances: Circumstances) => Promise<boolean>

/** The same in a transaction of the caller's. */
export async function carryOutIn(tx: Tx, act: Act, { name, key }: Order, change: Change): Promise<void> {
  const step = steps[name]
  const reason = readReason(act.reason)
  const subject = await (step.kind ? subjectOf(tx, key) : subjectOrGone(tx, key))
  checkAllowed(act.actor, name, subject)
  const undone = step.undoes && (await newestEntry(tx, step.undoes, key))
  const circumstances = { subject, reason, undone }
  if (!(await change(tx, circumstances))) throw new Conflict(step.clash)
  await writeEntry(tx, act, { name, key, ...circumstances })
  await settle(tx, act, { name, key })
  await tellOwner(tx, act, { name, ...circumstances })
}

function checkAllowed(actor: Viewer, name: StepName, { owner }: ShownSubject): void {
  const subject = { owner: owner?.id ?? null, ...(owner?.role && { role: owner.role }) }
  if (may(actor, steps[name].needs, subject)) return
  if (owner?.id === actor.id) {
    throw new Forbidden('Nobody decides about their own doing. Ask another moderator.')
  }
  throw new Forbidden('You may not do that to this member. Ask whoever runs this site.')
}

async function writeEntry(
  tx: Tx,
  { actor, now }: Act,
  { name, key, reason, undone }: { name: StepName; key: SubjectKey } & Circumstances,
): Promise<void> {
  await addEntry(tx, {
    ...{ id: newMemberId(), at: now, person_id: actor.id, action: name },
    ...{ subject_kind: key.kind, subject_id: key.id, reason, undoes: undone?.id ?? null },
  })
}

/** Taking something back answers no report. */
async function settle(tx: Tx, act: Act, { name, key }: { name: StepName; key: SubjectKey }): Promise<void> {
  if (steps[name].undoes) return
  const by = { by: act.actor.id, at: act.now }
  await settleReports(tx, key, by)
  if (act.settles) await settleReports(tx, act.settles, by)
}

async function tellOwner(
  tx: Tx,
  { actor, now }: Act,
  { name, subject, reason }: { name: StepName } & Circumstances,
): Promise<void> {
  const { told, isMailed } = steps[name]
  const { owner } = subject
  if (!told || !owner?.role) return
  const said = `${told} The reason: ${reason}`
  const mail = {
    ...{ to: owner.id, kind: 'moderation' as const, subject: await headline(tx, subject), now },
    says: [said.replace(/\s+/g, ' ')],
    always: isMailed === 'always',
  }
  const isSent = isMailed !== undefined && (await mailMember(tx, mail))
  await tell(tx, {
    ...{ id: newMemberId(), person_id: owner.id, kind: 'moderation', actor_id: actor.id },
    paper_id: subject.paperId ?? null,
    comment_id: subject.kind === 'comment' ? subject.id : null,
    sentence: said,
    ...{ created_at: now, read_at: null, mailed_at: isSent ? now : null },
  })
}

async function headline(tx: Tx, { kind, owner, paperId }: ShownSubject): Promise<string> {
  const title = kind === 'comment' && paperId !== undefined ? await paperTitle(tx, paperId) : undefined
  return title === undefined
    ? `About your account ${owner?.name ?? ''}`
    : `About your comment on “${plainLatex(title)}”`
}
