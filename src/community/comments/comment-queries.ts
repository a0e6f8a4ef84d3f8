// Comments, one at a time. Whoever changes one locks its paper first (counts-queries.ts).

import type { Db, Tx } from '../../db/connect.ts'
import type { CommentTable, CommentVersionTable } from '../../db/schema-community.ts'
import type { PaperId } from '../../papers/paper.ts'

export const commentById = (db: Db | Tx, id: string): Promise<CommentTable | undefined> =>
  db.selectFrom('comment').selectAll().where('id', '=', id).executeTakeFirst()

/** One that everybody can read. */
export async function shownComment(db: Db, paperId: PaperId, id: string): Promise<CommentTable | undefined> {
  const comment = await commentById(db, id)
  const isShown = comment?.paper_id === paperId && comment.deleted_at === null && comment.hidden_at === null
  return isShown ? comment : undefined
}

export async function insertComment(tx: Tx, row: CommentTable): Promise<void> {
  await tx.insertInto('comment').values(row).execute()
}

export interface EarlierText {
  text: string
  at: number
  paperId: PaperId
  parentId: string | null
}

/** What somebody wrote since then and did not take back, the newest first. */
export function textsSince(tx: Tx, personId: string, since: number, limit: number): Promise<EarlierText[]> {
  return tx
    .selectFrom('comment')
    .select(['body as text', 'created_at as at', 'paper_id as paperId', 'parent_id as parentId'])
    .where('person_id', '=', personId)
    .where('created_at', '>', since)
    .where('deleted_at', 'is', null)
    .orderBy('created_at', 'desc')
    .limit(limit)
    .execute()
}

/** The newest comment of the same text in the same place that somebody wrote since then and did not take back. */
export async function sameCommentSince(
  db: Db | Tx,
  { text, paperId, parentId }: Pick<EarlierText, 'text' | 'paperId' | 'parentId'>,
  { personId, since }: { personId: string; since: number },
): Promise<string | undefined> {
  const row = await db
    .selectFrom('comment')
    .select('id')
    .where('person_id', '=', personId)
    .where('created_at', '>', since)
    .where('paper_id', '=', paperId)
    .where('parent_id', parentId === null ? 'is' : '=', parentId)
    .where('body', '=', text)
    .where('deleted_at', 'is', null)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.id
}

/** Keeps the earlier text. */
export async function replaceText(tx: Tx, earlier: CommentTable, body: string, now: number): Promise<void> {
  const { number } = await tx
    .selectFrom('comment_version')
    .select(({ fn }) => fn.countAll<number>().as('number'))
    .where('comment_id', '=', earlier.id)
    .executeTakeFirstOrThrow()
  const version = {
    number: number + 1,
    body: earlier.body,
    written_at: earlier.edited_at ?? earlier.created_at,
  }
  await tx
    .insertInto('comment_version')
    .values({ comment_id: earlier.id, ...version })
    .execute()
  await tx.updateTable('comment').set({ body, edited_at: now }).where('id', '=', earlier.id).execute()
}

/** Nothing of what was said stays, only that there was something: replies keep their place. */
export async function emptyComment(tx: Tx, id: string, now: number): Promise<void> {
  for (const table of ['comment_version', 'comment_vote', 'comment_reaction'] as const) {
    await tx.deleteFrom(table).where('comment_id', '=', id).execute()
  }
  const kinds = ['reply', 'mention', 'comment']
  await tx.deleteFrom('notification').where('comment_id', '=', id).where('kind', 'in', kinds).execute()
  await tx.updateTable('comment').set({ body: '', votes: 0, deleted_at: now }).where('id', '=', id).execute()
}

/** The first text first. */
export const earlierTexts = (db: Db, id: string): Promise<CommentVersionTable[]> =>
  db.selectFrom('comment_version').selectAll().where('comment_id', '=', id).orderBy('number').execute()

/** Why nothing can be said of a paper any more; undefined where it can. */
export async function lockReason(db: Db | Tx, paperId: PaperId): Promise<string | undefined> {
  const row = await db
    .selectFrom('thread_lock')
    .select('reason')
    .where('paper_id', '=', paperId)
    .executeTakeFirst()
  return row?.reason
}
