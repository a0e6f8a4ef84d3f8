// What moderators do. Each has another that takes it back.

import { requireOtherAdmin } from '../../accounts/last-admin.ts'
import { memberById } from '../../accounts/member-queries.ts'
import type { Db, Tx } from '../../db/connect.ts'
import { nextChangeSeq } from '../../db/write.ts'
import { Invalid } from '../../errors.ts'
import { tellOfComment } from '../../webhooks/tell-of-comments.ts'
import { lockPaper, recountComments } from '../counts-queries.ts'
import { type Act, carryOut, carryOutIn } from './carry-out.ts'
import { readDomain } from './domains.ts'
import {
  addDomainBan,
  addLock,
  endAccess,
  removeDomainBan,
  removeLock,
  setHidden,
  setMemberState,
} from './moderation-queries.ts'
import { readReason } from './reason.ts'
import { reopenReports, settleReports } from './report-queries.ts'
import { type ShownSubject, type SubjectKey, subjectOrGone } from './subjects.ts'

const DAY_MS = 86_400_000
const LONGEST_SUSPENSION_DAYS = 365

export function hideComment(db: Db, act: Act, id: string): Promise<void> {
  return carryOut(db, act, { name: 'hide', key: { kind: 'comment', id } }, (tx, { reason, subject }) =>
    setShown(tx, subject, act.now, reason),
  )
}

/** With what else is done because of it; one that readers don't see already stays as it is. */
export async function hideWithIt(tx: Tx, act: Act, id: string): Promise<void> {
  const key = { kind: 'comment', id } as const
  const { isHidden, isGone } = await subjectOrGone(tx, key)
  if (isHidden || isGone) return
  await carryOutIn(tx, act, { name: 'hide', key }, (_, { reason, subject }) =>
    setShown(tx, subject, act.now, reason),
  )
}

export function restoreComment(db: Db, act: Act, id: string): Promise<void> {
  return carryOut(db, act, { name: 'restore', key: { kind: 'comment', id } }, (tx, { subject }) =>
    setShown(tx, subject, act.now, null),
  )
}

export function lockThread(db: Db, act: Act, paperId: string): Promise<void> {
  return carryOut(db, act, { name: 'lock', key: { kind: 'paper', id: paperId } }, (tx, { reason }) =>
    addLock(tx, { paperId, reason, by: act.actor.id, at: act.now }),
  )
}

export function unlockThread(db: Db, act: Act, paperId: string): Promise<void> {
  return carryOut(db, act, { name: 'unlock', key: { kind: 'paper', id: paperId } }, (tx) =>
    removeLock(tx, paperId),
  )
}

/** A suspended member reads and signs out, nothing else. Suspending again sets the days anew. */
export async function suspend(db: Db, act: Act, id: string, days: number): Promise<void> {
  if (!Number.isInteger(days) || days < 1 || days > LONGEST_SUSPENSION_DAYS) {
    const problem = `must be a whole number from 1 to ${LONGEST_SUSPENSION_DAYS}`
    throw new Invalid(`The number of days ${problem}.`, { days: problem })
  }
  const until = act.now + days * DAY_MS
  const reason = `${readReason(act.reason)} (until ${new Date(until).toISOString().slice(0, 10)})`
  await carryOut(
    db,
    { ...act, reason },
    { name: 'suspend', key: { kind: 'person', id } },
    async (tx, { subject }) => {
      await keepAnAdmin(tx, subject)
      return setMemberState(tx, id, { from: ['active', 'suspended'], to: 'suspended', until })
    },
  )
}

export function endSuspension(db: Db, act: Act, id: string): Promise<void> {
  return carryOut(db, act, { name: 'unsuspend', key: { kind: 'person', id } }, (tx) =>
    setMemberState(tx, id, { from: ['suspended'], to: 'active', until: null }),
  )
}

/** Signed out everywhere, tokens void for good. */
export function ban(db: Db, act: Act, id: string): Promise<void> {
  return carryOut(db, act, { name: 'ban', key: { kind: 'person', id } }, async (tx, { subject }) => {
    await keepAnAdmin(tx, subject)
    await endAccess(tx, id)
    return setMemberState(tx, id, { from: ['active', 'suspended'], to: 'banned' })
  })
}

/** Two admins who act on each other at the same moment must not both succeed. @throws Conflict */
async function keepAnAdmin(tx: Tx, { id, owner }: ShownSubject): Promise<void> {
  if (owner?.role !== 'admin') return
  await nextChangeSeq(tx, 0)
  await requireOtherAdmin(tx, id, `${owner.name} is the only admin.`)
}

/** Who was suspended before, and still would be, is. */
export function endBan(db: Db, act: Act, id: string): Promise<void> {
  return carryOut(db, act, { name: 'unban', key: { kind: 'person', id } }, async (tx) => {
    const until = (await memberById(tx, id))?.suspended_until ?? 0
    return setMemberState(tx, id, { from: ['banned'], to: until > act.now ? 'suspended' : 'active' })
  })
}

export async function banDomain(db: Db, act: Act, text: string): Promise<void> {
  const domain = readDomain(text)
  await carryOut(db, act, { name: 'ban-domain', key: { kind: 'domain', id: domain } }, (tx, { reason }) =>
    addDomainBan(tx, { domain, reason, by: act.actor.id, at: act.now }),
  )
}

export async function endDomainBan(db: Db, act: Act, text: string): Promise<void> {
  const domain = readDomain(text)
  await carryOut(db, act, { name: 'unban-domain', key: { kind: 'domain', id: domain } }, (tx) =>
    removeDomainBan(tx, domain),
  )
}

/** The reports are settled, and nothing else happens. */
export function dismissReports(db: Db, act: Act, key: SubjectKey): Promise<void> {
  return carryOut(db, act, { name: 'dismiss', key }, async (tx) => {
    return (await settleReports(tx, key, { by: act.actor.id, at: act.now })) > 0
  })
}

export function reopenDismissed(db: Db, act: Act, key: SubjectKey): Promise<void> {
  return carryOut(db, act, { name: 'reopen', key }, async (tx, { undone }) => {
    return undone !== undefined && (await reopenReports(tx, key, undone.at)) > 0
  })
}

/** `reason` hides it, null shows it again. The number of comments that a paper shows follows. */
async function setShown(
  tx: Tx,
  { id, paperId = '' }: ShownSubject,
  now: number,
  reason: string | null,
): Promise<boolean> {
  await lockPaper(tx, paperId)
  const changed = await setHidden(tx, id, reason === null ? null : { at: now, reason })
  await recountComments(tx, paperId)
  if (changed) await tellOfComment(tx, reason === null ? 'comment.restored' : 'comment.hidden', id, now)
  return changed
}
