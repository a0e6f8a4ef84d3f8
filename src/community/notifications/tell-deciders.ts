// Claims and submissions wait for somebody: those who may decide are told when one comes, and no longer once it is decided.

import { newMemberId } from '../../accounts/member-id.ts'
import { neededFor } from '../../accounts/permissions.ts'
import { reaches, roles } from '../../accounts/roles.ts'
import type { Tx } from '../../db/connect.ts'
import { markDecided, membersWithRole } from './decider-queries.ts'
import { putNotifications } from './notification-queries.ts'

const waits = {
  claim: { kind: 'waiting-claim', action: 'decide-claim' },
  submission: { kind: 'waiting-submission', action: 'approve-submission' },
} as const

type Waiting = keyof typeof waits

/** In the transaction in which it is written. `by`: who claims or submits, and is not told. */
export async function tellDeciders(
  tx: Tx,
  what: Waiting,
  { paperId, by, now }: { paperId: string; by: string; now: number },
): Promise<void> {
  const { kind, action } = waits[what]
  const needed = neededFor(action)
  const who = roles.filter((role) => needed === 'nobody' || reaches(role, needed))
  const deciders = (await membersWithRole(tx, who)).filter((id) => id !== by)
  await putNotifications(
    tx,
    deciders.map((id) => ({
      ...{ id: newMemberId(), person_id: id, kind, actor_id: by, paper_id: paperId, comment_id: null },
      ...{ sentence: null, created_at: now, read_at: null, mailed_at: null },
    })),
  )
}

/** Somebody decided about it, or it was withdrawn. `by`: whose it was. */
export const waitsNoLonger = (
  tx: Tx,
  what: Waiting,
  about: { paperId: string; by: string; now: number },
): Promise<void> => markDecided(tx, { ...about, kind: waits[what].kind })
