// Members and the people they are.

import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'
import type { MemberTable } from '../db/schema-people.ts'
import { nameKey } from '../papers/recorded-person.ts'
import { hiddenLikeness, likeness, likenessSql } from './handles.ts'
import { isRole, type Role, type Viewer } from './roles.ts'

export const memberById = (db: Db | Tx, id: string): Promise<MemberTable | undefined> =>
  db.selectFrom('member').selectAll().where('id', '=', id).executeTakeFirst()

export const memberByEmail = (db: Db | Tx, email: string): Promise<MemberTable | undefined> =>
  db.selectFrom('member').selectAll().where('email', '=', email.trim().toLowerCase()).executeTakeFirst()

/** By handle, in any case. */
export async function memberByName(db: Db | Tx, name: string): Promise<MemberTable | undefined> {
  return db
    .selectFrom('member')
    .innerJoin('person', 'person.id', 'member.id')
    .selectAll('member')
    .where('person.name_key', '=', nameKey(name.replace(/^@/, '')))
    .where('person.kind', '=', 'member')
    .executeTakeFirst()
}

/** In the order of their names, without those who left. */
export const allMembers = (db: Db, skip = 0, limit = 100_000): Promise<MemberTable[]> =>
  db
    .selectFrom('member')
    .selectAll()
    .where('state', 'not in', ['deleted', 'leaving'])
    .orderBy('name')
    .orderBy('id')
    .limit(limit)
    .offset(skip)
    .execute()

/** Admins who may act, without this member. */
export async function countOtherAdmins(tx: Tx, id: string): Promise<number> {
  const { members } = await tx
    .selectFrom('member')
    .select((select) => select.fn.countAll<number>().as('members'))
    .where('id', '!=', id)
    .where('role', '=', 'admin')
    .where('state', '=', 'active')
    .executeTakeFirstOrThrow()
  return members
}

/** As the index person_by_likeness has it, so that it is used. */
const likenessOfPerson = sql<string>`${sql.raw(likenessSql('name_key'))}`

/** Whether a handle is free: nobody, member or named by a recorded list, has it or one that looks like it. */
export async function isFreeName(db: Db | Tx, name: string): Promise<boolean> {
  const like = likeness(name)
  const same = await db
    .selectFrom('person')
    .select('id')
    .where(likenessOfPerson, '=', like)
    .limit(1)
    .executeTakeFirst()
  if (same) return false
  const alike = await db
    .selectFrom('member')
    .select('id')
    .where('likeness', 'in', [like, hiddenLikeness(like)])
    .limit(1)
    .executeTakeFirst()
  return alike === undefined
}

/** False where a member with that name, address or id came first. */
export async function insertMember(tx: Tx, row: MemberTable): Promise<boolean> {
  const inserted = await tx
    .insertInto('member')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (inserted.numInsertedOrUpdatedRows ?? 0n) > 0n
}

export async function addPersonOfMember(tx: Db | Tx, id: string, name: string): Promise<void> {
  await tx
    .insertInto('person')
    .values({
      ...{ id, kind: 'member', name, name_key: nameKey(name) },
      ...{ fullname: null, avatar_url: null, details: '{}' },
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

export async function changeMember(
  tx: Db | Tx,
  id: string,
  change: Partial<Omit<MemberTable, 'id'>>,
): Promise<void> {
  await tx.updateTable('member').set(change).where('id', '=', id).execute()
}

export async function setRole(tx: Db | Tx, id: string, role: Role): Promise<void> {
  await changeMember(tx, id, { role })
}

/** Null where the member may not act: banned, leaving, deleted, without a name. */
export function viewerOf(row: MemberTable, now: number): Viewer | null {
  if (row.state !== 'active' && row.state !== 'suspended') return null
  const suspended = row.state === 'suspended' && (row.suspended_until ?? Number.POSITIVE_INFINITY) > now
  return {
    ...{ id: row.id, name: row.name, email: row.email },
    role: isRole(row.role) ? row.role : 'reader',
    emailVerified: row.email_verified === 1,
    joinedAt: Date.parse(row.created_at),
    vouched: row.vouched === 1,
    ...(suspended && { suspendedUntil: row.suspended_until ?? Number.POSITIVE_INFINITY }),
  }
}
