// Every change of curators and admins is in the public log, and whom it concerns is told.

import { newMemberId } from '../accounts/member-id.ts'
import type { Tx } from '../db/connect.ts'
import { addEntry, tell } from './moderation/moderation-queries.ts'
import { mailMember } from './notifications/mail-choices.ts'

export interface LoggedChange {
  at: number
  by: string | null
  /** `edition-add`, `claim-approve`, … */
  action: string
  subject: { kind: 'paper' | 'person'; id: string }
  /** A sentence for everybody. */
  reason: string
}

export function logChange(tx: Tx, { at, by, action, subject, reason }: LoggedChange): Promise<void> {
  return addEntry(tx, {
    ...{ id: newMemberId(), at, person_id: by, action, reason, undoes: null },
    ...{ subject_kind: subject.kind, subject_id: subject.id },
  })
}

export interface News {
  at: number
  kind: 'submission' | 'claim'
  to: string
  by: string | null
  paperId: string | null
  sentence: string
}

/** Nobody is told of what they did themselves. */
export async function tellOf(tx: Tx, { at, kind, to, by, paperId, sentence }: News): Promise<void> {
  if (to === by) return
  const subject = kind === 'claim' ? 'About your claim' : 'About what you submitted'
  const isMailed = await mailMember(tx, { to, kind, subject, says: [sentence.replace(/\s+/g, ' ')], now: at })
  await tell(tx, {
    ...{ id: newMemberId(), person_id: to, kind, actor_id: by, paper_id: paperId, comment_id: null },
    ...{ sentence, created_at: at, read_at: null, mailed_at: isMailed ? at : null },
  })
}
