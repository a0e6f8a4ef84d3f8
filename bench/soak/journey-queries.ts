// What must be in the database after the journeys, as questions.

import type { Db } from '../../src/db/connect.ts'

const memberNamed = (db: Db, name: string) =>
  db.selectFrom('member').select('id').where('name', '=', name).executeTakeFirst()

export const isMember = async (db: Db, name: string): Promise<boolean> =>
  (await memberNamed(db, name)) !== undefined

/** `up` false: it was taken back. */
export async function isVote(db: Db, name: string, paperId: string, up = true): Promise<boolean> {
  const row = await db
    .selectFrom('vote')
    .innerJoin('member', 'member.id', 'vote.person_id')
    .select('paper_id')
    .where('member.name', '=', name)
    .where('paper_id', '=', paperId)
    .executeTakeFirst()
  return (row !== undefined) === up
}

/** Stands with its words, once; empty words: it was taken back. */
export async function isComment(db: Db, id: string, words: string): Promise<boolean> {
  const row = await db.selectFrom('comment').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row || words === '') return row?.body === ''
  const same = await db
    .selectFrom('comment')
    .select('id')
    .where('paper_id', '=', row.paper_id)
    .where('person_id', '=', row.person_id)
    .where('body', '=', row.body)
    .execute()
  return row.deleted_at === null && row.hidden_at === null && row.body.includes(words) && same.length === 1
}

export async function isSubmission(db: Db, name: string, paperId: string): Promise<boolean> {
  const rows = await db
    .selectFrom('submission')
    .innerJoin('member', 'member.id', 'submission.person_id')
    .select('submission.state')
    .where('member.name', '=', name)
    .where('paper_id', '=', paperId)
    .execute()
  return rows.length === 1 && rows[0]?.state === 'listed'
}

export async function isClaim(db: Db, name: string, author: string): Promise<boolean> {
  const rows = await db
    .selectFrom('claim')
    .innerJoin('member', 'member.id', 'claim.person_id')
    .select('claim.state')
    .where('member.name', '=', name)
    .where('author_name', '=', author)
    .execute()
  return rows.length === 1 && rows[0]?.state === 'approved'
}

export async function isSubscription(
  db: Db,
  email: string,
  wanted: { state: string; period: string; keywords: string },
): Promise<boolean> {
  const row = await db.selectFrom('subscription').selectAll().where('email', '=', email).executeTakeFirst()
  return (
    row?.state === wanted.state &&
    row.period === wanted.period &&
    (JSON.parse(row.keywords) as string[]).join() === wanted.keywords
  )
}

export async function isFollow(
  db: Db,
  name: string,
  { kind, label }: { kind: string; label: string },
): Promise<boolean> {
  const rows = await db
    .selectFrom('follow')
    .innerJoin('member', 'member.id', 'follow.member_id')
    .select('label')
    .where('member.name', '=', name)
    .where('kind', '=', kind)
    .where('label', '=', label)
    .execute()
  return rows.length === 1
}

/** It is saved once and found this paper once. */
export async function hasFound(db: Db, query: string, paperId: string): Promise<boolean> {
  const searches = await db.selectFrom('saved_search').select('id').where('query', '=', query).execute()
  const finds = await db
    .selectFrom('saved_search_paper')
    .select('paper_id')
    .where('saved_search_id', '=', searches[0]?.id ?? '')
    .execute()
  return searches.length === 1 && finds.length === 1 && finds[0]?.paper_id === paperId
}

export const hasToken = async (db: Db, purpose: string): Promise<boolean> =>
  (await db.selectFrom('api_token').select('id').where('name', '=', purpose).execute()).length > 0

export const isHook = async (db: Db, id: string): Promise<boolean> =>
  (await db.selectFrom('webhook').select('id').where('id', '=', id).executeTakeFirst()) !== undefined

/** Addresses with a mail of which nobody knows whether it was sent: the program ended meanwhile. */
export async function addressesInDoubt(db: Db): Promise<Set<string>> {
  const mails = await db
    .selectFrom('mail')
    .select('recipient')
    .where('state', 'in', ['sending', 'doubtful'])
    .execute()
  const digests = await db
    .selectFrom('digest_delivery')
    .innerJoin('subscription', 'subscription.id', 'digest_delivery.subscription_id')
    .select('email')
    .where('digest_delivery.state', 'in', ['sending', 'doubtful'])
    .execute()
  return new Set([...mails.map(({ recipient }) => recipient), ...digests.map(({ email }) => email)])
}

export interface JobTrouble {
  kind: string
  state: string
  last_error: string | null
}

/** Those that failed for good, and those that nobody takes up again. */
export const jobsInTrouble = (db: Db, now: number): Promise<JobTrouble[]> =>
  db
    .selectFrom('job')
    .select(['kind', 'state', 'last_error'])
    .where(({ or, and, eb }) =>
      or([
        eb('state', '=', 'failed'),
        and([eb('state', '=', 'running'), eb('locked_until', '<', now - STUCK_MS)]),
        and([eb('state', '=', 'ready'), eb('run_at', '<', now - STUCK_MS)]),
      ]),
    )
    .execute()

const STUCK_MS = 90_000

export const harvested = async (db: Db, prefix: string): Promise<number> =>
  (await db.selectFrom('paper').select('id').where('id', 'like', `${prefix}%`).execute()).length
