// Everything that the store holds about one person, table by table. Secrets and their hashes stay here.

import type { Db } from '../db/connect.ts'

export async function accountRows(db: Db, id: string) {
  return {
    person: await db
      .selectFrom('person')
      .select(['id', 'kind', 'name', 'fullname'])
      .where('id', '=', id)
      .execute(),
    member: await db
      .selectFrom('member')
      .select(['email', 'email_verified', 'role', 'state', 'suspended_until', 'created_at', 'updated_at'])
      .where('id', '=', id)
      .execute(),
    signInWith: await db
      .selectFrom('account')
      .select(['provider_id', 'account_id', 'scope', 'created_at'])
      .where('user_id', '=', id)
      .orderBy('id')
      .execute(),
    passkeys: await db
      .selectFrom('passkey')
      .select(['name', 'transports', 'backed_up', 'created_at', 'last_used_at'])
      .where('member_id', '=', id)
      .orderBy('id')
      .execute(),
    sessions: await db
      .selectFrom('session')
      .select(['created_at', 'updated_at', 'expires_at', 'user_agent'])
      .where('user_id', '=', id)
      .orderBy('id')
      .execute(),
    tokens: await db
      .selectFrom('api_token')
      .select(['name', 'scopes', 'created_at', 'last_used_at', 'expires_at'])
      .where('person_id', '=', id)
      .orderBy('id')
      .execute(),
    invitations: await db
      .selectFrom('invitation')
      .select(['role', 'created_at', 'expires_at', 'used_at'])
      .where('invited_by', '=', id)
      .orderBy('created_at')
      .execute(),
  }
}

/** The digest that comes to their address. */
export async function digestRows(db: Db, id: string) {
  return {
    digest: await db
      .selectFrom('subscription')
      .innerJoin('member', 'member.email', 'subscription.email')
      .select([
        ...([
          'subscription.state',
          'period',
          'hour',
          'timezone',
          'categories',
          'keywords',
          'subscription.scope',
        ] as const),
        ...(['paused_until', 'subscription.created_at', 'consented_at', 'unsubscribed_at'] as const),
      ])
      .where('member.id', '=', id)
      .where('member.email_verified', '=', 1)
      .execute(),
    mailThatCameBack: await db
      .selectFrom('bounce')
      .innerJoin('member', 'member.email', 'bounce.email')
      .select(['bounce.kind', 'bounce.status', 'bounce.detail', 'bounce.received_at'])
      .where('member.id', '=', id)
      .where('member.email_verified', '=', 1)
      .orderBy('bounce.received_at')
      .orderBy('bounce.id')
      .execute(),
  }
}

/** What they follow, and when they looked at lists last. */
export async function followRows(db: Db, id: string) {
  return {
    follows: await db
      .selectFrom('follow')
      .select(['kind', 'value', 'label', 'created_at'])
      .where('member_id', '=', id)
      .orderBy('kind')
      .orderBy('value')
      .execute(),
    listVisits: await db
      .selectFrom('list_visit')
      .select(['list', 'seen_at', 'before_at'])
      .where('member_id', '=', id)
      .orderBy('list')
      .execute(),
  }
}

/** Searches that they keep, and what those found. */
export async function searchRows(db: Db, id: string) {
  return {
    searches: await db
      .selectFrom('saved_search')
      .select(['id', 'name', 'query', 'mode', 'cadence', 'created_at', 'told_at'])
      .where('member_id', '=', id)
      .orderBy('created_at')
      .orderBy('id')
      .execute(),
    searchFinds: await db
      .selectFrom('saved_search_paper')
      .innerJoin('saved_search', 'saved_search.id', 'saved_search_paper.saved_search_id')
      .select(['saved_search_id', 'paper_id', 'why', 'found_at', 'saved_search_paper.told_at'])
      .where('member_id', '=', id)
      .orderBy('saved_search_id')
      .orderBy('found_at')
      .orderBy('paper_id')
      .execute(),
  }
}

export async function voteRows(db: Db, id: string) {
  return {
    votes: await db
      .selectFrom('vote')
      .select(['paper_id', 'cast_at'])
      .where('person_id', '=', id)
      .orderBy('cast_at')
      .orderBy('paper_id')
      .execute(),
    commentVotes: await db
      .selectFrom('comment_vote')
      .select(['comment_id', 'cast_at'])
      .where('person_id', '=', id)
      .orderBy('cast_at')
      .orderBy('comment_id')
      .execute(),
    reactions: await db
      .selectFrom('comment_reaction')
      .select(['comment_id', 'reaction'])
      .where('person_id', '=', id)
      .orderBy('comment_id')
      .execute(),
  }
}

export async function discussionRows(db: Db, id: string) {
  return {
    comments: await db
      .selectFrom('comment')
      .select(['id', 'paper_id', 'parent_id', 'body', 'created_at', 'edited_at', 'deleted_at', 'hidden_at'])
      .where('person_id', '=', id)
      .orderBy('created_at')
      .orderBy('id')
      .execute(),
    earlierTexts: await db
      .selectFrom('comment_version')
      .innerJoin('comment', 'comment.id', 'comment_version.comment_id')
      .select(['comment_id', 'number', 'comment_version.body', 'written_at'])
      .where('comment.person_id', '=', id)
      .orderBy('comment_id')
      .orderBy('number')
      .execute(),
    mutedThreads: await db
      .selectFrom('thread_mute')
      .select('paper_id')
      .where('person_id', '=', id)
      .orderBy('paper_id')
      .execute(),
    withoutMail: await db
      .selectFrom('mail_off')
      .select('kind')
      .where('person_id', '=', id)
      .orderBy('kind')
      .execute(),
    notifications: await db
      .selectFrom('notification')
      .select(['kind', 'paper_id', 'comment_id', 'sentence', 'created_at', 'read_at'])
      .where('person_id', '=', id)
      .orderBy('created_at')
      .execute(),
  }
}

export async function paperRows(db: Db, id: string) {
  return {
    submissions: await db
      .selectFrom('submission')
      .select(['paper_id', 'day', 'state', 'note', 'reason', 'created_at', 'decided_at'])
      .where('person_id', '=', id)
      .orderBy('created_at')
      .execute(),
    submissionsThatWait: await db
      .selectFrom('submission_request')
      .select(['paper_id', 'state', 'note', 'media', 'reason', 'created_at', 'decided_at'])
      .where('person_id', '=', id)
      .orderBy('created_at')
      .orderBy('id')
      .execute(),
    listed: await db
      .selectFrom('edition_entry')
      .select(['day', 'paper_id'])
      .where('submitted_by', '=', id)
      .orderBy('day')
      .orderBy('paper_id')
      .execute(),
    claims: await db
      .selectFrom('claim')
      .select(['paper_id', 'author_name', 'evidence', 'state', 'reason', 'shown', 'created_at', 'decided_at'])
      .where('person_id', '=', id)
      .orderBy('created_at')
      .execute(),
    reports: await db
      .selectFrom('report')
      .select(['subject_kind', 'subject_id', 'reason', 'state', 'created_at'])
      .where('person_id', '=', id)
      .orderBy('created_at')
      .execute(),
    moderation: await db
      .selectFrom('moderation_entry')
      .select(['action', 'subject_kind', 'subject_id', 'reason', 'at'])
      .where('person_id', '=', id)
      .orderBy('at')
      .execute(),
  }
}
