// Invitations: a link for one person, with the role they will have. The store holds a hash of it.

import type { Db, Tx } from '../db/connect.ts'
import { Forbidden } from '../errors.ts'
import { insertInvitation, liveInvitation, markInvitationUsed } from './invitation-queries.ts'
import { linkLifetimes } from './link-lifetimes.ts'
import { hashOfToken, newToken } from './links.ts'
import { isRole, type Role } from './roles.ts'

/** Returns the token. */
export async function makeInvitation(
  db: Db,
  { role, invitedBy, now }: { role: Role; invitedBy: string; now: number },
): Promise<string> {
  const token = newToken()
  await insertInvitation(db, {
    ...{ token_hash: hashOfToken(token), role, invited_by: invitedBy, used_by: null, used_at: null },
    ...{ created_at: now, expires_at: now + linkLifetimes.invitation },
  })
  return token
}

/** @throws Forbidden */
export async function readInvitation(db: Db | Tx, hash: string, now: number): Promise<{ role: Role }> {
  const invitation = await liveInvitation(db, hash, now)
  if (!invitation) throw isVoid()
  return { role: isRole(invitation.role) ? invitation.role : 'reader' }
}

/** @throws Forbidden where somebody else used it */
export async function useInvitation(tx: Tx, hash: string, memberId: string, now: number): Promise<void> {
  if (!(await markInvitationUsed(tx, hash, memberId, now))) throw isVoid()
}

const isVoid = () =>
  new Forbidden('This invitation was used or is too old. Ask whoever invited you for a new one.')
