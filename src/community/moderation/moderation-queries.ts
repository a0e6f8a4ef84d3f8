import type { Db, Tx } from '../../db/connect.ts'
import type { ModerationEntryTable, NotificationTable } from '../../db/schema-community.ts'
import type { SubjectKey } from './subjects.ts'

export async function addEntry(tx: Tx, row: ModerationEntryTable): Promise<void> {
  await tx.insertInto('moderation_entry').values(row).execute()
}

/** The newest entry of this action on the subject that nothing has undone. */
export async function newestEntry(
  db: Db | Tx,
  action: string,
  { kind, id }: SubjectKey,
): Promise<{ id: string; at: number; reason: string } | undefined> {
  return db
    .selectFrom('moderation_entry as entry')
    .select(['entry.id', 'entry.at', 'entry.reason'])
    .where('entry.action', '=', action)
    .where('entry.subject_kind', '=', kind)
    .where('entry.subject_id', '=', id)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('moderation_entry as later')
            .select('later.id')
            .whereRef('later.undoes', '=', 'entry.id'),
        ),
      ),
    )
    .orderBy('entry.at', 'desc')
    .orderBy('entry.id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** False where it is as wanted already. */
export async function setHidden(
  tx: Tx,
  commentId: string,
  hidden: { at: number; reason: string } | null,
): Promise<boolean> {
  const changed = await tx
    .updateTable('comment')
    .set({ hidden_at: hidden?.at ?? null, hidden_reason: hidden?.reason ?? null })
    .where('id', '=', commentId)
    .where('hidden_at', hidden ? 'is' : 'is not', null)
    .executeTakeFirst()
  return changed.numUpdatedRows > 0n
}

/** False where it is locked already. */
export async function addLock(
  tx: Tx,
  { paperId, reason, by, at }: { paperId: string; reason: string; by: string; at: number },
): Promise<boolean> {
  const added = await tx
    .insertInto('thread_lock')
    .values({ paper_id: paperId, reason, locked_by: by, locked_at: at })
    .onConflict((conflict) => conflict.column('paper_id').doNothing())
    .executeTakeFirst()
  return (added.numInsertedOrUpdatedRows ?? 0n) > 0n
}

export async function removeLock(tx: Tx, paperId: string): Promise<boolean> {
  const removed = await tx.deleteFrom('thread_lock').where('paper_id', '=', paperId).executeTakeFirst()
  return removed.numDeletedRows > 0n
}

/** False where the member is in none of the states that it may come from. */
export async function setMemberState(
  tx: Tx,
  memberId: string,
  change: { from: string[]; to: string; until?: number | null },
): Promise<boolean> {
  const changed = await tx
    .updateTable('member')
    .set({ state: change.to, ...(change.until !== undefined && { suspended_until: change.until }) })
    .where('id', '=', memberId)
    .where('state', 'in', change.from)
    .executeTakeFirst()
  return changed.numUpdatedRows > 0n
}

/** Signs them out everywhere, and voids their tokens for good. */
export async function endAccess(tx: Tx, memberId: string): Promise<void> {
  await tx.deleteFrom('session').where('user_id', '=', memberId).execute()
  await tx.deleteFrom('api_token').where('person_id', '=', memberId).execute()
}

/** False where it is banned already. */
export async function addDomainBan(
  tx: Tx,
  ban: { domain: string; reason: string; by: string; at: number },
): Promise<boolean> {
  const added = await tx
    .insertInto('domain_ban')
    .values({ domain: ban.domain, reason: ban.reason, banned_by: ban.by, banned_at: ban.at })
    .onConflict((conflict) => conflict.column('domain').doNothing())
    .executeTakeFirst()
  return (added.numInsertedOrUpdatedRows ?? 0n) > 0n
}

export async function removeDomainBan(tx: Tx, domain: string): Promise<boolean> {
  const removed = await tx.deleteFrom('domain_ban').where('domain', '=', domain).executeTakeFirst()
  return removed.numDeletedRows > 0n
}

/** The first of these domains that is banned, by name. */
export async function firstBanned(db: Db | Tx, domains: readonly string[]): Promise<string | null> {
  if (domains.length === 0) return null
  const row = await db
    .selectFrom('domain_ban')
    .select('domain')
    .where('domain', 'in', domains)
    .orderBy('domain')
    .limit(1)
    .executeTakeFirst()
  return row?.domain ?? null
}

export async function tell(tx: Tx, row: NotificationTable): Promise<void> {
  await tx.insertInto('notification').values(row).execute()
}
