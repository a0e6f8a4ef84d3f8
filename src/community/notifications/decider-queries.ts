import type { Tx } from '../../db/connect.ts'

/** Members who may act and have one of these roles. */
export async function membersWithRole(tx: Tx, roles: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectFrom('member')
    .select('id')
    .where('role', 'in', roles)
    .where('state', '=', 'active')
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}

/** Nobody has to look at it any more. */
export async function markDecided(
  tx: Tx,
  { kind, paperId, by, now }: { kind: string; paperId: string; by: string; now: number },
): Promise<void> {
  await tx
    .updateTable('notification')
    .set({ read_at: now })
    .where('kind', '=', kind)
    .where('paper_id', '=', paperId)
    .where('actor_id', '=', by)
    .where('read_at', 'is', null)
    .execute()
}
