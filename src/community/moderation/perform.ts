// A step of moderation by its name, as a form asks for it.

import type { Db, Tx } from '../../db/connect.ts'
import { Invalid } from '../../errors.ts'
import * as actions from './actions.ts'
import type { Act } from './carry-out.ts'
import { type StepName, steps } from './steps.ts'
import { type SubjectKey, type SubjectKind, subjectOf } from './subjects.ts'

export interface Asked {
  step: StepName
  /** What the form is about: it may be done to what belongs to it, such as the writer of a comment. */
  subject: SubjectKey
  /** For suspensions. */
  days: number
  /** For domains, where the form isn’t about one. */
  domain: string
  /** What the form is about is hidden, too, where it is a comment and its writer, or where it links to, is stopped. */
  andHide?: boolean
}

/** Steps that stop who wrote a comment, or where it leads to, and leave the comment. */
const stopping: readonly StepName[] = ['suspend', 'ban', 'ban-domain']

/** @throws Invalid, NotFound, Forbidden, Conflict */
export async function perform(db: Db, act: Act, asked: Asked): Promise<void> {
  const { step, subject, days, domain } = asked
  const isHidden = asked.andHide && subject.kind === 'comment' && stopping.includes(step)
  const andThen = (tx: Tx) => actions.hideWithIt(tx, act, subject.id)
  const whole = { ...act, settles: subject, ...(isHidden && { andThen }) }
  const { kind } = steps[step]
  if (step === 'dismiss') return actions.dismissReports(db, act, subject)
  if (step === 'reopen') return actions.reopenDismissed(db, act, subject)
  if (step === 'ban-domain' || step === 'unban-domain') {
    const named = subject.kind === 'domain' ? subject.id : domain
    return step === 'ban-domain'
      ? actions.banDomain(db, whole, named)
      : actions.endDomainBan(db, whole, named)
  }
  const id = await targetOf(db, subject, kind ?? subject.kind)
  if (step === 'suspend') return actions.suspend(db, whole, id, days)
  return byId[step](db, whole, id)
}

const byId = {
  hide: actions.hideComment,
  restore: actions.restoreComment,
  lock: actions.lockThread,
  unlock: actions.unlockThread,
  unsuspend: actions.endSuspension,
  ban: actions.ban,
  unban: actions.endBan,
} satisfies Partial<Record<StepName, (db: Db, act: Act, id: string) => Promise<void>>>

/** The comment itself, its discussion or its writer. */
async function targetOf(db: Db, subject: SubjectKey, kind: SubjectKind): Promise<string> {
  if (subject.kind === kind) return subject.id
  const shown = await subjectOf(db, subject)
  const id = kind === 'paper' ? shown.paperId : kind === 'person' ? shown.owner?.id : undefined
  if (id !== undefined) return id
  throw new Invalid('That can’t be done to this. Choose another step.', { step: 'must fit what it is about' })
}
