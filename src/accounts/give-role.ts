// Roles are given by admins, and in the shell; each change stands in the public log, and the next one may take it back.

import { addEntry, newestEntry } from '../community/moderation/moderation-queries.ts'
import type { Db } from '../db/connect.ts'
import { inTransaction, nextChangeSeq } from '../db/write.ts'
import { Invalid } from '../errors.ts'
import { requireOtherAdmin } from './last-admin.ts'
import { newMemberId } from './member-id.ts'
import { memberByName, setRole } from './member-queries.ts'
import type { Role } from './roles.ts'

export interface NewRole {
  /** The handle of who gets it. */
  name: string
  role: Role
  /** The id of the admin; null: done in the shell. */
  by: string | null
  now: number
}

/** Nothing happens where they have it already. @throws Invalid where there is no such member, Conflict for the only admin */
export function giveRole(db: Db, { name, role, by, now }: NewRole): Promise<void> {
  return inTransaction(db, async (tx) => {
    // One at a time: two admins who take the role from each other would each find the other.
    await nextChangeSeq(tx, 0)
    const member = await memberByName(tx, name)
    if (!member) throw new Invalid(`There is no member ${name}.`, { name: 'must be the name of a member' })
    if (member.role === role) return
    if (member.role === 'admin') await requireOtherAdmin(tx, member.id, `${member.name} is the only admin.`)
    await setRole(tx, member.id, role)
    const subject = { kind: 'person', id: member.id } as const
    const before = await newestEntry(tx, 'give-role', subject)
    const isBack = before?.reason.startsWith(`From ${role} to ${member.role}`)
    await addEntry(tx, {
      ...{ id: newMemberId(), at: now, person_id: by, action: 'give-role' },
      ...{ subject_kind: subject.kind, subject_id: subject.id, undoes: isBack ? (before?.id ?? null) : null },
      reason: `From ${member.role} to ${role}${by === null ? ', in the shell' : ''}.`,
    })
  })
}
