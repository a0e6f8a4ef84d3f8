// What a member's page says of them.

import type { Db } from '../db/connect.ts'
import { memberById } from './member-queries.ts'
import { countComments } from './profile-queries.ts'
import { isRole, type Role } from './roles.ts'

export interface Profile {
  /** ISO time. */
  since: string
  role: Role
  /** That can be read. */
  comments: number
}

/** Null for who is not a member, or no longer. */
export async function profileOf(db: Db, id: string): Promise<Profile | null> {
  const member = await memberById(db, id)
  if (!member || member.state === 'deleted') return null
  const { created_at: since, role } = member
  return { since, role: isRole(role) ? role : 'reader', comments: await countComments(db, id) }
}
