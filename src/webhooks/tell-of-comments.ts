import type { Tx } from '../db/connect.ts'
import { shownAmong, takeBackBodies } from './event-queries.ts'
import type { CommentEvent } from './event-types.ts'
import { tellHooks } from './tell-hooks.ts'

/** In the transaction that changes the comment. What was composed of it before says no more than what stays readable. */
export async function tellOfComment(
  tx: Tx,
  type: CommentEvent,
  commentId: string,
  now: number,
): Promise<void> {
  if (type === 'comment.deleted' || type === 'comment.hidden') await takeBackBodies(tx, [commentId])
  await tellHooks(tx, { content: { type, commentId }, subject: commentId, now })
}

/** Before a leaving member’s comments are emptied: those that could be read are told of. */
export async function tellOfLeaving(tx: Tx, commentIds: readonly string[], now: number): Promise<void> {
  if (commentIds.length === 0) return
  await takeBackBodies(tx, commentIds)
  for (const id of await shownAmong(tx, commentIds)) {
    await tellHooks(tx, { content: { type: 'comment.deleted', commentId: id }, subject: id, now })
  }
}
