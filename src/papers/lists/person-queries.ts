// People whom recorded lists name, and what they put on the lists.

import type { Db } from '../../db/connect.ts'
import type { Day } from '../calendar.ts'
import type { PaperId } from '../paper.ts'
import { nameKey } from '../recorded-person.ts'

export interface NamedPerson {
  id: string
  kind: 'recorded' | 'member'
  name: string
  fullname: string | null
}

/** Everybody of that name (letters' case apart), members first. */
export async function peopleNamed(db: Db, name: string): Promise<NamedPerson[]> {
  const rows = await db
    .selectFrom('person')
    .select(['id', 'kind', 'name', 'fullname'])
    .where('name_key', '=', nameKey(name))
    .orderBy('kind')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, kind: row.kind === 'member' ? 'member' : 'recorded' }))
}

/** Recorded people who are this member, as an admin has said. */
export async function linkedTo(db: Db, memberId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('person_link')
    .select('recorded_id')
    .where('member_id', '=', memberId)
    .execute()
  return rows.map(({ recorded_id }) => recorded_id)
}

/** The member who a recorded person is, where an admin has said so. */
export async function memberLinkedFrom(db: Db, recordedId: string): Promise<NamedPerson | undefined> {
  const row = await db
    .selectFrom('person_link')
    .innerJoin('person', 'person.id', 'person_link.member_id')
    .select(['person.id', 'person.name', 'person.fullname'])
    .where('recorded_id', '=', recordedId)
    .executeTakeFirst()
  return row && { ...row, kind: 'member' }
}

/** Papers that these people put on lists up to `today`, the latest list first; each once, on the latest of its days. */
export async function submittedPaperIds(
  db: Db,
  people: readonly string[],
  { today, skip, limit }: { today: Day; skip: number; limit: number },
): Promise<PaperId[]> {
  const rows = await db
    .selectFrom('edition_entry')
    .select('paper_id')
    .where('submitted_by', 'in', people)
    .where('day', '<=', today)
    .groupBy('paper_id')
    .orderBy((select) => select.fn.max('day'), 'desc')
    .orderBy('paper_id')
    .limit(limit)
    .offset(skip)
    .execute()
  return rows.map(({ paper_id }) => paper_id)
}
