// Votes for comments, and the few words that need no comment of their own.

import { countAttempt } from '../../accounts/limits.ts'
import type { Viewer } from '../../accounts/roles.ts'
import type { Db, Tx } from '../../db/connect.ts'
import { inTransaction } from '../../db/write.ts'
import { NotFound } from '../../errors.ts'
import type { PaperId } from '../../papers/paper.ts'
import {
  deleteCommentVote,
  deleteReaction,
  lockVisibleComment,
  putCommentVote,
  putReaction,
  recountCommentVotes,
} from './reaction-queries.ts'
import type { Reaction } from './reactions.ts'

export interface ReactionOrder {
  paperId: PaperId
  commentId: string
  viewer: Viewer
  now: number
}

/** @throws NotFound, RateLimited */
export function voteForComment(db: Db, order: ReactionOrder, up: boolean): Promise<void> {
  const { commentId: id, viewer, now } = order
  return change(db, order, async (tx) => {
    if (up) await putCommentVote(tx, { comment_id: id, person_id: viewer.id, cast_at: now })
    else await deleteCommentVote(tx, id, viewer.id)
    await recountCommentVotes(tx, id)
  })
}

/** @throws NotFound, RateLimited */
export function reactToComment(
  db: Db,
  order: ReactionOrder,
  { reaction, on }: { reaction: Reaction; on: boolean },
): Promise<void> {
  const row = { comment_id: order.commentId, person_id: order.viewer.id, reaction }
  return change(db, order, (tx) => (on ? putReaction(tx, row) : deleteReaction(tx, row)))
}

const limit = {
  what: 'react',
  most: 400,
  windowMs: 10 * 60_000,
  sentence: 'You have voted for comments, or reacted to them, too often in a short time.',
}

async function change(db: Db, order: ReactionOrder, work: (tx: Tx) => Promise<void>): Promise<void> {
  await countAttempt(db, limit, order.viewer.id, order.now)
  await inTransaction(db, async (tx) => {
    if (!(await lockVisibleComment(tx, order.paperId, order.commentId)))
      throw new NotFound('This comment is gone.')
    await work(tx)
  })
}
