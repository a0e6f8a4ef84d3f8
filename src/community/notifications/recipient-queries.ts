// Whom a comment concerns.

import type { Tx } from '../../db/connect.ts'
import type { CommentTable } from '../../db/schema-community.ts'
import type { PaperId } from '../../papers/paper.ts'

/** Members of these names, given in lower case. */
export async function membersNamed(tx: Tx, names: readonly string[]): Promise<string[]> {
  if (names.length === 0) return []
  const rows = await tx
    .selectFrom('person')
    .select('id')
    .where('name_key', 'in', names)
    .where('kind', '=', 'member')
    .execute()
  return rows.map(({ id }) => id)
}

/** Its authors here, and who put it on a list or asked for that. */
export async function ownersOfPaper(tx: Tx, paperId: PaperId): Promise<string[]> {
  const [claims, submissions, entries] = [
    await tx
      .selectFrom('claim')
      .select('person_id')
      .where('paper_id', '=', paperId)
      .where('state', '=', 'approved')
      .execute(),
    await tx
      .selectFrom('submission')
      .select('person_id')
      .where('paper_id', '=', paperId)
      .where('state', 'in', ['waiting', 'listed'])
      .execute(),
    await tx
      .selectFrom('edition_entry')
      .select('submitted_by as person_id')
      .where('paper_id', '=', paperId)
      .where('submitted_by', 'is not', null)
      .execute(),
  ]
  const ids = [...claims, ...submissions, ...entries].map(({ person_id }) => person_id)
  return [...new Set(ids.filter((id) => id !== null))]
}

/** Those of these people who are members and have not muted the discussion; with where their mail goes. */
export function listenersAmong(tx: Tx, paperId: PaperId, people: readonly string[]) {
  return tx
    .selectFrom('member')
    .select(['id', 'email', 'email_verified as verified'])
    .where('id', 'in', people)
    .where('state', 'in', ['active', 'suspended'])
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('thread_mute')
            .select('person_id')
            .whereRef('thread_mute.person_id', '=', 'member.id')
            .where('thread_mute.paper_id', '=', paperId),
        ),
      ),
    )
    .orderBy('id')
    .execute()
}

/** Who was told of this comment already. */
export async function toldOf(tx: Tx, commentId: string): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('notification')
    .select('person_id')
    .where('comment_id', '=', commentId)
    .execute()
  return new Set(rows.map(({ person_id }) => person_id))
}

/** Those of these people who got a mail about the discussion and have not read what it told of. */
export async function unreadMailsOf(
  tx: Tx,
  paperId: PaperId,
  people: readonly string[],
): Promise<Set<string>> {
  if (people.length === 0) return new Set()
  const rows = await tx
    .selectFrom('notification')
    .select('person_id')
    .where('person_id', 'in', people)
    .where('paper_id', '=', paperId)
    .where('mailed_at', 'is not', null)
    .where('read_at', 'is', null)
    .execute()
  return new Set(rows.map(({ person_id }) => person_id))
}

/** What a letter about a comment names. */
export function letterFacts(
  tx: Tx,
  { paper_id, person_id }: CommentTable,
): Promise<{ title: string; writer: string }> {
  return tx
    .selectFrom('paper')
    .innerJoin('person', (join) => join.on('person.id', '=', person_id ?? ''))
    .select(['paper.title', 'person.name as writer'])
    .where('paper.id', '=', paper_id)
    .executeTakeFirstOrThrow()
}
