// Which ids were merged, and moving what belongs to one paper to another.

import { newMemberId } from '../../accounts/member-id.ts'
import type { Db, Tx } from '../../db/connect.ts'
import type { EditionEntryTable, PaperMergeTable, Schema } from '../../db/schema.ts'
import type { AnnouncementTable } from '../../db/schema-sources.ts'
import { inChunks, inTransaction, nextChangeSeq } from '../../db/write.ts'
import type { PaperId } from '../paper.ts'

export const mergeOf = (tx: Db | Tx, alias: PaperId): Promise<PaperMergeTable | undefined> =>
  tx.selectFrom('paper_merge').selectAll().where('alias_id', '=', alias).executeTakeFirst()

/** Newest first; those that were undone too. */
export const merges = (db: Db, limit: number, offset = 0): Promise<PaperMergeTable[]> =>
  db
    .selectFrom('paper_merge')
    .selectAll()
    .orderBy('merged_at', 'desc')
    .orderBy('alias_id')
    .offset(offset)
    .limit(limit)
    .execute()

export async function putMerge(tx: Tx, row: PaperMergeTable): Promise<void> {
  const { alias_id: _, ...rest } = row
  await tx
    .insertInto('paper_merge')
    .values(row)
    .onConflict((conflict) => conflict.column('alias_id').doUpdateSet(rest))
    .execute()
}

/** Statements of one paper go to another: all, or those said under one id. */
export async function moveStatements(tx: Tx, from: PaperId, to: PaperId, saidOf?: PaperId): Promise<void> {
  await tx
    .updateTable('statement')
    .set({ paper_id: to })
    .where('paper_id', '=', from)
    .$if(saidOf !== undefined, (query) => query.where('record_id', '=', saidOf ?? ''))
    .execute()
}

export interface MovedAnnouncement {
  row: AnnouncementTable
  /** The other paper was announced that day, too. */
  wasThere: boolean
}

export async function moveAnnouncements(tx: Tx, from: PaperId, to: PaperId): Promise<MovedAnnouncement[]> {
  const rows = await tx.selectFrom('announcement').selectAll().where('paper_id', 'in', [from, to]).execute()
  const moved = rows
    .filter(({ paper_id }) => paper_id === from)
    .map((row) => ({ row, wasThere: rows.some((one) => one.paper_id === to && one.day === row.day) }))
  await tx.deleteFrom('announcement').where('paper_id', '=', from).execute()
  await putAnnouncementRows(
    tx,
    moved.map(({ row }) => ({ ...row, paper_id: to })),
  )
  return moved
}

/** `paper`: takes them from there, where they weren't before; null: leaves it alone. */
export async function restoreAnnouncements(
  tx: Tx,
  moved: readonly MovedAnnouncement[],
  alias: PaperId,
  paper: PaperId | null,
): Promise<void> {
  await putAnnouncementRows(
    tx,
    moved.map(({ row }) => ({ ...row, paper_id: alias })),
  )
  const days = moved.filter(({ wasThere }) => !wasThere).map(({ row }) => row.day)
  if (paper === null || days.length === 0) return
  await tx.deleteFrom('announcement').where('paper_id', '=', paper).where('day', 'in', days).execute()
}

async function putAnnouncementRows(tx: Tx, rows: AnnouncementTable[]): Promise<void> {
  await inChunks(rows, 500, (some) =>
    tx
      .insertInto('announcement')
      .values(some)
      .onConflict((conflict) => conflict.columns(['day', 'paper_id']).doNothing())
      .execute(),
  )
}

/** What members did goes with the paper, and stays there should the merge be undone: they saw one page. */
export async function moveMembersRows(tx: Tx, from: PaperId, to: PaperId): Promise<void> {
  for (const table of ['comment', 'notification', 'submission', 'claim'] as const) {
    await tx.updateTable(table).set({ paper_id: to }).where('paper_id', '=', from).execute()
  }
  const [votes, mutes, locks] = await Promise.all([
    tx.selectFrom('vote').selectAll().where('paper_id', '=', from).execute(),
    tx.selectFrom('thread_mute').selectAll().where('paper_id', '=', from).execute(),
    tx.selectFrom('thread_lock').selectAll().where('paper_id', '=', from).execute(),
  ])
  await putMoved(tx, 'vote', votes, to)
  await putMoved(tx, 'thread_mute', mutes, to)
  await putMoved(tx, 'thread_lock', locks, to)
  for (const table of ['vote', 'thread_mute', 'thread_lock'] as const) {
    await tx.deleteFrom(table).where('paper_id', '=', from).execute()
  }
  await moveModeration(tx, from, to)
}

/** What was reported of the paper, and what moderators and curators decided: it must be found where it can be taken back. */
async function moveModeration(tx: Tx, from: PaperId, to: PaperId): Promise<void> {
  await tx
    .updateTable('moderation_entry')
    .set({ subject_id: to })
    .where('subject_kind', '=', 'paper')
    .where('subject_id', '=', from)
    .execute()
  const reports = await tx
    .selectFrom('report')
    .select('id')
    .where('subject_kind', '=', 'paper')
    .where('subject_id', '=', from)
    .execute()
  for (const { id } of reports) {
    // Its id follows from what was reported: that one stays free for reports about a paper that is taken apart again.
    const moved = { id: newMemberId(), subject_id: to }
    await tx.updateTable('report').set(moved).where('id', '=', id).execute()
  }
}

/** What the other paper has already stays as it is there. */
async function putMoved<T extends 'vote' | 'thread_mute' | 'thread_lock'>(
  tx: Tx,
  table: T,
  rows: readonly Schema[T][],
  to: PaperId,
): Promise<void> {
  await inChunks(rows, 500, (some) =>
    tx
      .insertInto<'vote' | 'thread_mute' | 'thread_lock'>(table)
      .values(some.map((row) => ({ ...row, paper_id: to })))
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  )
}

/** Ids that led to `from` lead to `to`; returns them. */
export async function moveAliases(tx: Tx, from: PaperId, to: PaperId): Promise<PaperId[]> {
  const rows = await tx
    .selectFrom('paper_merge')
    .select('alias_id')
    .where('paper_id', '=', from)
    .where('undone_at', 'is', null)
    .execute()
  const ids = rows.map(({ alias_id }) => alias_id)
  await redirectAliases(tx, ids, to)
  return ids
}

export async function redirectAliases(tx: Tx, ids: readonly PaperId[], to: PaperId): Promise<void> {
  if (ids.length === 0) return
  await tx.updateTable('paper_merge').set({ paper_id: to }).where('alias_id', 'in', ids).execute()
}

/** Those of these ids that still lead to the paper. */
export async function aliasesStillAt(tx: Tx, ids: readonly PaperId[], paper: PaperId): Promise<PaperId[]> {
  if (ids.length === 0) return []
  const rows = await tx
    .selectFrom('paper_merge')
    .select('alias_id')
    .where('alias_id', 'in', ids)
    .where('paper_id', '=', paper)
    .where('undone_at', 'is', null)
    .execute()
  return rows.map(({ alias_id }) => alias_id)
}

export async function deleteEntries(
  tx: Tx,
  id: PaperId,
  days: readonly EditionEntryTable['day'][],
): Promise<void> {
  await inChunks(days, 500, (some) =>
    tx.deleteFrom('edition_entry').where('paper_id', '=', id).where('day', 'in', some).execute(),
  )
}

/** With what only says where it can be found; its statements and entries must have gone elsewhere. */
export async function deletePaper(tx: Tx, id: PaperId): Promise<void> {
  for (const table of ['paper_category', 'paper_identifier', 'lookup'] as const) {
    await tx.deleteFrom(table).where('paper_id', '=', id).execute()
  }
  await tx.deleteFrom('paper').where('id', '=', id).execute()
}

/** Changed papers after a change number, in the order of their changes. */
export function changedPapers(db: Db, after: number, limit: number) {
  return db
    .selectFrom('paper')
    .select(['id', 'title', 'title_key', 'change_seq'])
    .where('change_seq', '>', after)
    .orderBy('change_seq')
    .limit(limit)
    .execute()
}

/** Papers that were stored before titles had keys. */
export async function setTitleKeys(
  db: Db,
  papers: readonly { id: PaperId; title_key: number | null }[],
): Promise<void> {
  if (papers.length === 0) return
  await inTransaction(db, async (tx) => {
    // The one lock of all writers of papers.
    await nextChangeSeq(tx, 0)
    for (const { id, title_key } of papers) {
      await tx.updateTable('paper').set({ title_key }).where('id', '=', id).execute()
    }
  })
}

/** Other papers with the same title as these, as pairs: of a paper here, of another. */
export async function sharingTitle(
  db: Db,
  papers: readonly { id: PaperId; title_key: number | null }[],
): Promise<[PaperId, PaperId][]> {
  const keys = [...new Set(papers.map(({ title_key }) => title_key).filter((key) => key !== null))]
  if (keys.length === 0) return []
  const rows = await db
    .selectFrom('paper')
    .select(['id', 'title_key'])
    .where('title_key', 'in', keys)
    .execute()
  const byKey = Map.groupBy(rows, ({ title_key }) => title_key)
  return papers.flatMap(({ id, title_key }) =>
    (byKey.get(title_key) ?? [])
      .filter((other) => other.id !== id)
      .map((other): [PaperId, PaperId] => [id, other.id]),
  )
}

/** Other papers with a DOI that one of these has, as pairs. */
export async function sharingDoi(db: Db, ids: readonly PaperId[]): Promise<[PaperId, PaperId][]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('paper_identifier as own')
    .innerJoin('paper_identifier as other', (join) =>
      join
        .onRef('other.scheme', '=', 'own.scheme')
        .onRef('other.value', '=', 'own.value')
        .onRef('other.paper_id', '!=', 'own.paper_id'),
    )
    .select(['own.paper_id as own', 'other.paper_id as other'])
    .where('own.paper_id', 'in', ids)
    .where('own.scheme', '=', 'doi')
    .execute()
  return rows.map(({ own, other }) => [own, other])
}

/** Which of these ids were merged before and taken apart by a person. */
export async function takenApart(db: Db, ids: readonly PaperId[]): Promise<Set<PaperId>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom('paper_merge')
    .select('alias_id')
    .where('alias_id', 'in', ids)
    .where('undone_at', 'is not', null)
    .execute()
  return new Set(rows.map(({ alias_id }) => alias_id))
}

/** Those of these papers that only files told of: whoever imported them named each as a paper of its own. */
export async function knownFromFiles(db: Db, ids: readonly PaperId[]): Promise<Set<PaperId>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom('paper')
    .select('id')
    .where('id', 'in', ids)
    .where('sole_origin', '=', 'import')
    .execute()
  return new Set(rows.map(({ id }) => id))
}
