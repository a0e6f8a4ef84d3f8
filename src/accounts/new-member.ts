// A member is a row of `member`, one of `person` and, with a password, one of `account`: all or none.

import type { Tx } from '../db/connect.ts'
import { nextChangeSeq } from '../db/write.ts'
import { Conflict } from '../errors.ts'
import { setPasswordHash } from './account-queries.ts'
import { likeness } from './handles.ts'
import { newMemberId } from './member-id.ts'
import { addPersonOfMember, insertMember, isFreeName, memberByEmail } from './member-queries.ts'
import type { Role } from './roles.ts'

export interface MemberFacts {
  /** As `readHandle` gives it. */
  name: string
  /** As `readAddress` gives it. */
  email: string
  passwordHash?: string | undefined
  role: Role
  /** The address was confirmed, or somebody vouches for it. */
  verified: boolean
  vouched: boolean
}

/** Returns the id. @throws Conflict where the name or the address is taken */
export async function createMember(tx: Tx, facts: MemberFacts, now: number): Promise<string> {
  const { name, email, passwordHash, role, verified, vouched } = facts
  // One at a time: of two who want the same name at the same moment the second is told that it is taken.
  await nextChangeSeq(tx, 0)
  if (!(await isFreeName(tx, name))) throw nameTaken(name)
  if (await memberByEmail(tx, email)) throw new Conflict('There is an account with this address already.')
  const id = newMemberId()
  const at = new Date(now).toISOString()
  const isNew = await insertMember(tx, {
    ...{ id, name, email, likeness: likeness(name), image: null, created_at: at, updated_at: at, role },
    ...{ email_verified: verified ? 1 : 0, vouched: vouched ? 1 : 0, state: 'active', suspended_until: null },
  })
  if (!isNew) throw nameTaken(name)
  await addPersonOfMember(tx, id, name)
  if (passwordHash !== undefined) await setPasswordHash(tx, id, passwordHash, at)
  return id
}

export const nameTaken = (name: string): Conflict =>
  new Conflict(`The name ${name}, or one that looks like it, is taken. Choose another.`)
