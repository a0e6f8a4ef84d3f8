// What members follow.

import type { Db, Tx } from '../db/connect.ts'
import type { FollowTable } from '../db/schema-follows.ts'
import type { Follow, FollowKind } from './follow-kinds.ts'

const followOf = ({ kind, value, label }: Pick<FollowTable, 'kind' | 'value' | 'label'>): Follow => ({
  kind: kind as FollowKind,
  value,
  label,
})

/** By kind, then by name. People have the handle that they have now. */
export async function followsOf(db: Db | Tx, memberId: string): Promise<Follow[]> {
  const rows = await db
    .selectFrom('follow')
    .leftJoin('person', (join) =>
      join.onRef('person.id', '=', 'follow.value').on('follow.kind', '=', 'person'),
    )
    .select(['follow.kind', 'follow.value', 'follow.label', 'person.name'])
    .where('member_id', '=', memberId)
    .orderBy('follow.kind')
    .orderBy('follow.value')
    .execute()
  return rows.map(({ name, label, ...row }) => followOf({ ...row, label: name ?? label }))
}

/** Of the members whose confirmed addresses these are, by address. */
export async function followsOfAddresses(
  db: Db | Tx,
  emails: readonly string[],
): Promise<Map<string, Follow[]>> {
  const found = new Map<string, Follow[]>()
  if (emails.length === 0) return found
  const rows = await db
    .selectFrom('follow')
    .innerJoin('member', 'member.id', 'follow.member_id')
    .leftJoin('person', (join) =>
      join.onRef('person.id', '=', 'follow.value').on('follow.kind', '=', 'person'),
    )
    .select(['member.email', 'follow.kind', 'follow.value', 'follow.label', 'person.name'])
    .where('member.email', 'in', emails)
    .where('member.email_verified', '=', 1)
    .where('member.state', '=', 'active')
    .orderBy('member.email')
    .orderBy('follow.kind')
    .orderBy('follow.value')
    .execute()
  for (const { email, name, label, ...row } of rows) {
    const follows = found.get(email) ?? []
    found.set(email, follows)
    follows.push(followOf({ ...row, label: name ?? label }))
  }
  return found
}

export async function countFollows(tx: Tx, memberId: string): Promise<number> {
  const { follows } = await tx
    .selectFrom('follow')
    .select(({ fn }) => fn.countAll<number>().as('follows'))
    .where('member_id', '=', memberId)
    .executeTakeFirstOrThrow()
  return follows
}

/** What is followed already keeps its name and time. */
export async function insertFollow(tx: Tx, row: FollowTable): Promise<void> {
  await tx
    .insertInto('follow')
    .values(row)
    .onConflict((conflict) => conflict.columns(['member_id', 'kind', 'value']).doNothing())
    .execute()
}

export async function deleteFollow(
  db: Db,
  memberId: string,
  { kind, value }: Pick<Follow, 'kind' | 'value'>,
): Promise<void> {
  await db
    .deleteFrom('follow')
    .where('member_id', '=', memberId)
    .where('kind', '=', kind)
    .where('value', '=', value)
    .execute()
}
