// The whole discussion of a paper in the order of time, for programs.

import type { Db } from '../../db/connect.ts'
import type { PaperId } from '../../papers/paper.ts'
import { type CommentRow, commentsByIds, reactionsTo, threadRows } from './discussion-queries.ts'
import { versionCounts } from './version-count-queries.ts'

/** More than that a program asks for a page at a time. */
const MOST = 1_000

export interface ToldComment {
  comment: CommentRow
  /** Earlier texts that are kept. */
  edits: number
  reactions: { reaction: string; count: number }[]
}

/** The earliest first, at most 1,000. */
export async function allComments(db: Db, paperId: PaperId): Promise<ToldComment[]> {
  const rows = (await threadRows(db, paperId)).toSorted(
    (a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1),
  )
  return toldComments(
    db,
    rows.slice(0, MOST).map(({ id }) => id),
  )
}

/** These comments, in this order. */
export async function toldComments(db: Db, ids: readonly string[]): Promise<ToldComment[]> {
  const [comments, edits, reactions] = await Promise.all([
    commentsByIds(db, ids),
    versionCounts(db, ids),
    reactionsTo(db, ids, undefined),
  ])
  const byComment = Map.groupBy(reactions, ({ commentId }) => commentId)
  return ids.flatMap((id) => {
    const comment = comments.get(id)
    if (!comment) return []
    const counted = (byComment.get(id) ?? []).map(({ reaction, count }) => ({ reaction, count }))
    return [{ comment, edits: edits.get(id) ?? 0, reactions: counted }]
  })
}
