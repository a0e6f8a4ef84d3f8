import { isRole, type Role } from '../../accounts/roles.ts'
import type { Db, Tx } from '../../db/connect.ts'
import type { CommentTable } from '../../db/schema-community.ts'

export const commentFacts = (db: Db | Tx, id: string): Promise<CommentTable | undefined> =>
  db.selectFrom('comment').selectAll().where('id', '=', id).executeTakeFirst()

export async function paperTitle(db: Db | Tx, id: string): Promise<string | undefined> {
  const row = await db.selectFrom('paper').select('title').where('id', '=', id).executeTakeFirst()
  return row?.title
}

/** Role and state are absent for who is no member. */
export async function personFacts(
  db: Db | Tx,
  id: string,
): Promise<{ name: string; role: Role | undefined; state: string | undefined } | undefined> {
  const row = await db
    .selectFrom('person')
    .leftJoin('member', 'member.id', 'person.id')
    .select(['person.name', 'member.role', 'member.state'])
    .where('person.id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  const role = row.role !== null && isRole(row.role) ? row.role : undefined
  return { name: row.name, role, state: row.state ?? undefined }
}
