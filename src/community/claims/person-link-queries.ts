import type { Db, Tx } from '../../db/connect.ts'
import type { PersonLinkTable } from '../../db/schema-community.ts'
import { nameKey } from '../../papers/recorded-person.ts'

export interface FoundPerson {
  id: string
  name: string
}

export const personOfKind = (
  db: Db | Tx,
  kind: 'member' | 'recorded',
  name: string,
): Promise<FoundPerson | undefined> =>
  db
    .selectFrom('person')
    .select(['id', 'name'])
    .where('name_key', '=', nameKey(name.trim().replace(/^@/, '')))
    .where('kind', '=', kind)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()

export interface ShownLink {
  recordedId: string
  recorded: string
  member: string
}

/** In the order of the members’ names. */
export const personLinks = (db: Db): Promise<ShownLink[]> =>
  db
    .selectFrom('person_link as link')
    .innerJoin('person as recorded', 'recorded.id', 'link.recorded_id')
    .innerJoin('person as member', 'member.id', 'link.member_id')
    .select(['link.recorded_id as recordedId', 'recorded.name as recorded', 'member.name as member'])
    .orderBy('member.name')
    .orderBy('recorded.name')
    .execute()

/** False where the recorded person is a member already. */
export async function putPersonLink(tx: Tx, row: PersonLinkTable): Promise<boolean> {
  const added = await tx
    .insertInto('person_link')
    .values(row)
    .onConflict((conflict) => conflict.column('recorded_id').doNothing())
    .executeTakeFirst()
  return (added.numInsertedOrUpdatedRows ?? 0n) > 0n
}

export async function deletePersonLink(tx: Tx, recordedId: string): Promise<boolean> {
  const removed = await tx.deleteFrom('person_link').where('recorded_id', '=', recordedId).executeTakeFirst()
  return removed.numDeletedRows > 0n
}
