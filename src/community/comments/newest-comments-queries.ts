// Comments that can be read, newest first: of a paper or of a person.

import type { Db } from '../../db/connect.ts'
import type { PaperId } from '../../papers/paper.ts'

export interface ReadableComment {
  id: string
  paperId: PaperId
  /** Of its paper. */
  title: string
  parentId: string | null
  /** The handle; null: they have left. */
  writer: string | null
  body: string
  /** Milliseconds UTC. */
  createdAt: number
  editedAt: number | null
}

export type CommentKey = Pick<ReadableComment, 'id' | 'createdAt'>

interface Slice {
  offset: number
  limit: number
}

const readable = (db: Db) =>
  db.selectFrom('comment').where('comment.deleted_at', 'is', null).where('comment.hidden_at', 'is', null)

/** Which and when, without the texts. */
export const newestOfPerson = (db: Db, personId: string, slice: Slice): Promise<CommentKey[]> =>
  newest(db, slice).where('person_id', '=', personId).execute()

export const newestOfPaper = (db: Db, paperId: PaperId, slice: Slice): Promise<CommentKey[]> =>
  newest(db, slice).where('paper_id', '=', paperId).execute()

const newest = (db: Db, { offset, limit }: Slice) =>
  readable(db)
    .select(['id', 'created_at as createdAt'])
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .offset(offset)

/** A page of them, newest first. */
export async function readableComments(db: Db, ids: readonly string[]): Promise<ReadableComment[]> {
  if (ids.length === 0) return []
  return readable(db)
    .innerJoin('paper', 'paper.id', 'comment.paper_id')
    .leftJoin('person', 'person.id', 'comment.person_id')
    .select([
      'comment.id',
      'comment.paper_id as paperId',
      'paper.title',
      'comment.parent_id as parentId',
      'person.name as writer',
      'comment.body',
      'comment.created_at as createdAt',
      'comment.edited_at as editedAt',
    ])
    .where('comment.id', 'in', ids)
    .orderBy('comment.created_at', 'desc')
    .orderBy('comment.id', 'desc')
    .execute()
}
