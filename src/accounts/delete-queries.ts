// What goes when a member goes. Each step may be repeated.

import type { Db, Tx } from '../db/connect.ts'
import { GOODBYE } from './account-mails.ts'

/** Papers on which they voted, some at a time. */
export async function votedPaperIds(db: Db, personId: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('vote')
    .select('paper_id')
    .where('person_id', '=', personId)
    .orderBy('paper_id')
    .limit(limit)
    .execute()
  return rows.map(({ paper_id }) => paper_id)
}

export async function deleteVotesOn(tx: Tx, personId: string, paperIds: readonly string[]): Promise<void> {
  await tx.deleteFrom('vote').where('person_id', '=', personId).where('paper_id', 'in', paperIds).execute()
}

/** Comments that they wrote, or voted for, some at a time. */
export async function writtenComments(
  db: Db,
  personId: string,
  limit: number,
): Promise<{ id: string; paper_id: string }[]> {
  return db
    .selectFrom('comment')
    .select(['id', 'paper_id'])
    .where('person_id', '=', personId)
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** The row stays, so that answers have something to stand under. */
export async function emptyComments(tx: Tx, ids: readonly string[], now: number): Promise<void> {
  await tx.deleteFrom('comment_version').where('comment_id', 'in', ids).execute()
  await tx
    .updateTable('comment')
    .set(({ fn, val }) => ({
      person_id: null,
      body: '',
      deleted_at: fn.coalesce('deleted_at', val(now)),
    }))
    .where('id', 'in', ids)
    .execute()
}

export async function likedComments(db: Db, personId: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('comment_vote')
    .select('comment_id')
    .where('person_id', '=', personId)
    .orderBy('comment_id')
    .limit(limit)
    .execute()
  return rows.map(({ comment_id }) => comment_id)
}

export async function unlikeComments(tx: Tx, personId: string, ids: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('comment_vote')
    .where('person_id', '=', personId)
    .where('comment_id', 'in', ids)
    .execute()
  await tx
    .updateTable('comment')
    .set(({ selectFrom }) => ({
      votes: selectFrom('comment_vote')
        .whereRef('comment_vote.comment_id', '=', 'comment.id')
        .select(({ fn }) => fn.countAll<number>().as('votes')),
    }))
    .where('id', 'in', ids)
    .execute()
}

/** What is left of what they did, all but what moderators must answer for. */
export async function deleteTraces(tx: Tx, personId: string): Promise<void> {
  const [mine, by] = ['person_id', 'actor_id'] as const
  await tx.deleteFrom('comment_reaction').where(mine, '=', personId).execute()
  await tx.deleteFrom('thread_mute').where(mine, '=', personId).execute()
  await tx.deleteFrom('mail_off').where(mine, '=', personId).execute()
  await tx
    .deleteFrom('saved_search_paper')
    .where('saved_search_id', 'in', (select) =>
      select.selectFrom('saved_search').select('id').where('member_id', '=', personId),
    )
    .execute()
  await tx.deleteFrom('saved_search').where('member_id', '=', personId).execute()
  await tx.deleteFrom('follow').where('member_id', '=', personId).execute()
  await tx.deleteFrom('follow').where('kind', '=', 'person').where('value', '=', personId).execute()
  await tx.deleteFrom('list_visit').where('member_id', '=', personId).execute()
  await tx.deleteFrom('notification').where(mine, '=', personId).execute()
  await tx.deleteFrom('notification').where(by, '=', personId).execute()
  await tx.deleteFrom('claim').where(mine, '=', personId).execute()
  await tx.deleteFrom('submission_request').where(mine, '=', personId).execute()
  await tx
    .updateTable('submission')
    .set({ decided_by: null })
    .where(mine, '=', personId)
    .where('decided_by', '=', personId)
    .execute()
  await tx.updateTable('submission').set({ person_id: null, note: null }).where(mine, '=', personId).execute()
  await tx
    .updateTable('edition_entry')
    .set({ submitted_by: null })
    .where('submitted_by', '=', personId)
    .execute()
  await tx.deleteFrom('person_link').where('member_id', '=', personId).execute()
  await tx.updateTable('report').set({ person_id: null }).where(mine, '=', personId).execute()
}

/** Ways to sign in, and what was written to them. */
export async function deleteAccess(tx: Tx, memberId: string, email: string): Promise<void> {
  await tx.deleteFrom('session').where('user_id', '=', memberId).execute()
  await tx.deleteFrom('account').where('user_id', '=', memberId).execute()
  await tx.deleteFrom('passkey').where('member_id', '=', memberId).execute()
  await tx.deleteFrom('passkey_challenge').where('member_id', '=', memberId).execute()
  await tx.deleteFrom('api_token').where('person_id', '=', memberId).execute()
  await tx.deleteFrom('sign_in_link').where('member_id', '=', memberId).execute()
  await tx.deleteFrom('sign_in_link').where('address', '=', email).execute()
  await tx.deleteFrom('invitation').where('invited_by', '=', memberId).where('used_at', 'is', null).execute()
  await tx.deleteFrom('mail').where('recipient', '=', email).where('kind', '!=', GOODBYE).execute()
}

export async function makeNameless(tx: Tx, id: string, name: string): Promise<void> {
  await tx
    .updateTable('person')
    .set({ name, name_key: name, fullname: null, avatar_url: null, details: '{}' })
    .where('id', '=', id)
    .execute()
}
