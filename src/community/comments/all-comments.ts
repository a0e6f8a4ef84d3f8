// The discussion of a paper in the order of time, for programs.

import type { Db } from '../../db/connect.ts'
import { Invalid } from '../../errors.ts'
import type { PaperId } from '../../papers/paper.ts'
import { type CommentRow, commentsByIds, reactionsTo, threadRows } from './discussion-queries.ts'
import { oldestFirst, readableAmong } from './thread-order.ts'
import { versionCounts } from './version-count-queries.ts'

/** Comments of a part; characters with which it ends, too; comments that are read at once. */
const MOST = 1_000
const ENOUGH_CHARACTERS = 1_000_000
const AT_ONCE = 100

export interface ToldComment {
  comment: CommentRow
  /** Earlier texts that are kept. */
  edits: number
  reactions: { reaction: string; count: number }[]
}

export interface CommentPart {
  comments: ToldComment[]
  /** The last of them, where others come after it. */
  last?: string
}

/** The earliest first, from behind the comment `after` on. @throws Invalid where that one is not on the paper */
export async function allComments(db: Db, paperId: PaperId, after: string | undefined): Promise<CommentPart> {
  const rows = (await threadRows(db, paperId)).toSorted(oldestFirst)
  const from = after === undefined ? 0 : rows.findIndex(({ id }) => id === after) + 1
  if (after !== undefined && from === 0) {
    const problem = 'must be the id of a comment on this paper'
    throw new Invalid(`“after” ${problem}.`, { after: problem })
  }
  const readable = readableAmong(rows)
  const ids = rows.slice(from).flatMap(({ id }) => (readable.has(id) ? [id] : []))
  const comments: ToldComment[] = []
  let [read, characters] = [0, 0]
  while (read < Math.min(MOST, ids.length) && characters < ENOUGH_CHARACTERS) {
    const some = await toldComments(db, ids.slice(read, read + AT_ONCE))
    comments.push(...some)
    characters += some.reduce((sum, { comment }) => sum + comment.body.length, 0)
    read += AT_ONCE
  }
  const last = read < ids.length ? ids[read - 1] : undefined
  return { comments, ...(last !== undefined && { last }) }
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
