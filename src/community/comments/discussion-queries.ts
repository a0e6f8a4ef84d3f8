// What a page of a discussion is made of: the order of all its comments from few columns, the texts of those shown.

import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import type { PaperId } from '../../papers/paper.ts'
import type { ThreadRow } from './thread-order.ts'

/** All comments on a paper, without their texts. */
export async function threadRows(db: Db, paperId: PaperId): Promise<ThreadRow[]> {
  const rows = await db
    .selectFrom('comment')
    .select(['id', 'parent_id as parentId', 'votes', 'created_at as createdAt', 'deleted_at as deletedAt'])
    .where('paper_id', '=', paperId)
    .execute()
  return rows.map(({ deletedAt, ...row }) => ({ ...row, isDeleted: deletedAt !== null }))
}

export interface CommentRow {
  id: string
  parentId: string | null
  writerId: string | null
  writer: string | null
  /** The writer's role, where they are a member. */
  role: string | null
  body: string
  createdAt: number
  editedAt: number | null
  deletedAt: number | null
  hiddenReason: string | null
  hiddenAt: number | null
  votes: number
}

/** A page of them: some hundred. */
export async function commentsByIds(db: Db, ids: readonly string[]): Promise<Map<string, CommentRow>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('comment')
    .leftJoin('person', 'person.id', 'comment.person_id')
    .leftJoin('member', 'member.id', 'comment.person_id')
    .select([
      'comment.id',
      'comment.parent_id as parentId',
      'comment.person_id as writerId',
      'person.name as writer',
      'member.role',
      'comment.body',
      'comment.created_at as createdAt',
      'comment.edited_at as editedAt',
      'comment.deleted_at as deletedAt',
      'comment.hidden_at as hiddenAt',
      'comment.hidden_reason as hiddenReason',
      'comment.votes',
    ])
    .where('comment.id', 'in', ids)
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

export interface PaperStanding {
  authors: Set<string>
  submitters: Set<string>
}

/** Which people are authors of a paper by an approved claim, and who put it on a list. */
export async function standingOn(db: Db, paperId: PaperId): Promise<PaperStanding> {
  const [claims, entries] = await Promise.all([
    db
      .selectFrom('claim')
      .select('person_id')
      .where('paper_id', '=', paperId)
      .where('state', '=', 'approved')
      .execute(),
    db
      .selectFrom('edition_entry')
      .select('submitted_by')
      .where('paper_id', '=', paperId)
      .where('submitted_by', 'is not', null)
      .execute(),
  ])
  return {
    authors: new Set(claims.map(({ person_id }) => person_id)),
    submitters: new Set(entries.map(({ submitted_by }) => submitted_by ?? '')),
  }
}

export interface ReactionCount {
  commentId: string
  reaction: string
  count: number
  own: boolean
}

/** Of these comments; `personId` is whose own are told apart. */
export async function reactionsTo(
  db: Db,
  ids: readonly string[],
  personId: string | undefined,
): Promise<ReactionCount[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('comment_reaction')
    .select(({ fn }) => [
      'comment_id as commentId',
      'reaction',
      fn.countAll<number>().as('count'),
      sql<number>`sum(case when person_id = ${personId ?? ''} then 1 else 0 end)`.as('own'),
    ])
    .where('comment_id', 'in', ids)
    .groupBy(['comment_id', 'reaction'])
    .execute()
  return rows.map(({ own, ...row }) => ({ ...row, own: Number(own) > 0 }))
}

/** Which of these comments a person voted for. */
export async function votedComments(db: Db, ids: readonly string[], personId: string): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom('comment_vote')
    .select('comment_id')
    .where('comment_id', 'in', ids)
    .where('person_id', '=', personId)
    .execute()
  return new Set(rows.map(({ comment_id }) => comment_id))
}
