// Votes for comments and reactions to them: rows, and the number of votes that is counted from them.

import type { Tx } from '../../db/connect.ts'
import type { CommentReactionTable, CommentVoteTable } from '../../db/schema-community.ts'

/** Others who change its rows wait until the transaction ends; false where nobody can read it. */
export async function lockVisibleComment(tx: Tx, paperId: string, id: string): Promise<boolean> {
  const row = await tx
    .updateTable('comment')
    .set(({ ref }) => ({ votes: ref('votes') }))
    .where('id', '=', id)
    .where('paper_id', '=', paperId)
    .where('deleted_at', 'is', null)
    .where('hidden_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function putCommentVote(tx: Tx, row: CommentVoteTable): Promise<void> {
  await tx
    .insertInto('comment_vote')
    .values(row)
    .onConflict((conflict) => conflict.columns(['comment_id', 'person_id']).doNothing())
    .execute()
}

export async function deleteCommentVote(tx: Tx, id: string, personId: string): Promise<void> {
  await tx.deleteFrom('comment_vote').where('comment_id', '=', id).where('person_id', '=', personId).execute()
}

export async function recountCommentVotes(tx: Tx, id: string): Promise<void> {
  const { votes } = await tx
    .selectFrom('comment_vote')
    .select(({ fn }) => fn.countAll<number>().as('votes'))
    .where('comment_id', '=', id)
    .executeTakeFirstOrThrow()
  await tx.updateTable('comment').set({ votes }).where('id', '=', id).execute()
}

export async function putReaction(tx: Tx, row: CommentReactionTable): Promise<void> {
  await tx
    .insertInto('comment_reaction')
    .values(row)
    .onConflict((conflict) => conflict.columns(['comment_id', 'person_id', 'reaction']).doNothing())
    .execute()
}

export async function deleteReaction(tx: Tx, row: CommentReactionTable): Promise<void> {
  await tx
    .deleteFrom('comment_reaction')
    .where('comment_id', '=', row.comment_id)
    .where('person_id', '=', row.person_id)
    .where('reaction', '=', row.reaction)
    .execute()
}
