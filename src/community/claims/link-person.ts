// A person whom imported lists name is a member here: only an admin, or the shell, says so. Nothing of theirs is rewritten,
// so that it can be taken back and an import changes nothing about it.

import type { Db } from '../../db/connect.ts'
import { inTransaction } from '../../db/write.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { logChange } from '../attribution.ts'
import { deletePersonLink, personOfKind, putPersonLink } from './person-link-queries.ts'

export interface PersonLinkOrder {
  /** Handles. */
  member: string
  recorded: string
  /** Null: from the shell. */
  by: string | null
  now: number
}

/** @throws NotFound, Conflict */
export function linkPerson(db: Db, { member, recorded, by, now }: PersonLinkOrder): Promise<void> {
  return inTransaction(db, async (tx) => {
    const one = await personOfKind(tx, 'member', member)
    if (!one) throw new NotFound(`There is no member ${member.slice(0, 60)}.`)
    const other = await personOfKind(tx, 'recorded', recorded)
    if (!other) throw new NotFound(`No imported list names ${recorded.slice(0, 60)}.`)
    const row = { recorded_id: other.id, member_id: one.id, linked_by: by, linked_at: now }
    if (!(await putPersonLink(tx, row))) {
      throw new Conflict(`${other.name} is a member already. Take that back first.`)
    }
    await logChange(tx, {
      ...{ at: now, by, action: 'person-link', subject: { kind: 'person', id: one.id } },
      reason: `${other.name}, whom imported lists name, is this member.`,
    })
  })
}

/** @throws NotFound */
export function unlinkPerson(
  db: Db,
  { recordedId, by, now }: { recordedId: string; by: string; now: number },
): Promise<void> {
  return inTransaction(db, async (tx) => {
    if (!(await deletePersonLink(tx, recordedId)))
      throw new NotFound('Nobody has said that this person is a member.')
    await logChange(tx, {
      ...{ at: now, by, action: 'person-unlink', subject: { kind: 'person', id: recordedId } },
      reason: 'This person, whom imported lists name, is no member.',
    })
  })
}
