// What members are told, and of which discussions they want to hear nothing.

import type { Db, Tx } from '../../db/connect.ts'
import type { NotificationTable } from '../../db/schema-community.ts'
import { inChunks } from '../../db/write.ts'
import type { PaperId } from '../../papers/paper.ts'

export interface Notice {
  id: string
  kind: string
  /** Who caused it. */
  actor: string | null
  paperId: PaperId | null
  title: string | null
  commentId: string | null
  sentence: string | null
  createdAt: number
  isRead: boolean
  isMuted: boolean
}

export async function putNotifications(tx: Tx, rows: readonly NotificationTable[]): Promise<void> {
  await inChunks(rows, 50, (some) => tx.insertInto('notification').values(some).execute())
}

/** Of one person, the newest first. */
export async function noticesOf(
  db: Db,
  personId: string,
  { skip, limit }: { skip: number; limit: number },
): Promise<Notice[]> {
  const rows = await db
    .selectFrom('notification')
    .leftJoin('person', 'person.id', 'notification.actor_id')
    .leftJoin('paper', 'paper.id', 'notification.paper_id')
    .leftJoin('thread_mute', (join) =>
      join
        .onRef('thread_mute.paper_id', '=', 'notification.paper_id')
        .onRef('thread_mute.person_id', '=', 'notification.person_id'),
    )
    .select([
      'notification.id',
      'notification.kind',
      'person.name as actor',
      'notification.paper_id as paperId',
      'paper.title',
      'notification.comment_id as commentId',
      'notification.sentence',
      'notification.created_at as createdAt',
      'notification.read_at as readAt',
      'thread_mute.person_id as mutedBy',
    ])
    .where('notification.person_id', '=', personId)
    .orderBy('notification.created_at', 'desc')
    .orderBy('notification.id')
    .offset(skip)
    .limit(limit)
    .execute()
  return rows.map(({ readAt, mutedBy, ...row }) => ({
    ...row,
    isRead: readAt !== null,
    isMuted: mutedBy !== null,
  }))
}

/** More unread ones than that aren’t counted. */
export const MOST_COUNTED = 100

export async function countUnread(db: Db, personId: string): Promise<number> {
  const rows = await db
    .selectFrom('notification')
    .select('id')
    .where('person_id', '=', personId)
    .where('read_at', 'is', null)
    .limit(MOST_COUNTED)
    .execute()
  return rows.length
}

/** One, or all without an id; only their own. */
export async function markRead(db: Db, personId: string, now: number, id?: string): Promise<void> {
  await db
    .updateTable('notification')
    .set({ read_at: now })
    .where('person_id', '=', personId)
    .where('read_at', 'is', null)
    .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
    .execute()
}

export async function setMuted(db: Db, paperId: PaperId, personId: string, muted: boolean): Promise<void> {
  if (!muted) {
    await db
      .deleteFrom('thread_mute')
      .where('paper_id', '=', paperId)
      .where('person_id', '=', personId)
      .execute()
    return
  }
  await db
    .insertInto('thread_mute')
    .values({ paper_id: paperId, person_id: personId })
    .onConflict((conflict) => conflict.columns(['paper_id', 'person_id']).doNothing())
    .execute()
}

export async function isMuted(db: Db, paperId: PaperId, personId: string): Promise<boolean> {
  const row = await db
    .selectFrom('thread_mute')
    .select('person_id')
    .where('paper_id', '=', paperId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row !== undefined
}
