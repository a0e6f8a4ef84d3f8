// What is told of: written in the transaction of its cause, together with a delivery for each webhook that wants it.

import type { Db, Tx } from '../db/connect.ts'
import type { WebhookEventTable } from '../db/schema-webhooks.ts'
import { inChunks } from '../db/write.ts'
import type { Day } from '../papers/calendar.ts'
import type { PaperId } from '../papers/paper.ts'

export async function insertEvent(tx: Tx, row: WebhookEventTable): Promise<void> {
  await tx.insertInto('webhook_event').values(row).execute()
}

/** The event, locked until the transaction ends: whoever takes its body back waits for that, or is waited for. */
export const lockEvent = (tx: Tx, id: string): Promise<WebhookEventTable | undefined> =>
  tx
    .updateTable('webhook_event')
    .set(({ ref }) => ({ type: ref('type') }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()

/** Null where none is written, or it was taken back. */
export async function composedBody(db: Db, id: string): Promise<string | null> {
  const row = await db.selectFrom('webhook_event').select('body').where('id', '=', id).executeTakeFirst()
  return row?.body ?? null
}

export async function setBody(tx: Tx, id: string, body: string): Promise<void> {
  await tx.updateTable('webhook_event').set({ body }).where('id', '=', id).execute()
}

/** What was composed about these subjects is composed anew when it is sent again. */
export async function takeBackBodies(tx: Tx, subjects: readonly string[]): Promise<void> {
  await tx.updateTable('webhook_event').set({ body: null }).where('subject', 'in', subjects).execute()
}

/** Papers on the lists of these days that were not told of, in the order of days. */
export const untoldEntries = (tx: Tx, first: Day, last: Day): Promise<{ day: Day; paperId: PaperId }[]> =>
  tx
    .selectFrom('edition_entry as entry')
    .leftJoin('webhook_told as told', (join) =>
      join.onRef('told.day', '=', 'entry.day').onRef('told.paper_id', '=', 'entry.paper_id'),
    )
    .select(['entry.day', 'entry.paper_id as paperId'])
    .where('entry.day', '>=', first)
    .where('entry.day', '<=', last)
    .where('told.day', 'is', null)
    .orderBy('entry.day')
    .orderBy('entry.place')
    .orderBy('entry.paper_id')
    .execute()

/** Days before `today` that have papers and whose closing was not told of. */
export async function untoldClosings(tx: Tx, first: Day, today: Day): Promise<Day[]> {
  const rows = await tx
    .selectFrom('edition_entry as entry')
    .leftJoin('webhook_told as told', (join) =>
      join.onRef('told.day', '=', 'entry.day').on('told.paper_id', '=', ''),
    )
    .select('entry.day')
    .distinct()
    .where('entry.day', '>=', first)
    .where('entry.day', '<', today)
    .where('told.day', 'is', null)
    .orderBy('entry.day')
    .execute()
  return rows.map(({ day }) => day)
}

/** An empty `paperId`: the closing of the day. */
export async function insertTold(
  tx: Tx,
  told: readonly { day: Day; paperId: PaperId | '' }[],
): Promise<void> {
  await inChunks(told, 500, (some) =>
    tx
      .insertInto('webhook_told')
      .values(some.map(({ day, paperId }) => ({ day, paper_id: paperId })))
      .onConflict((conflict) => conflict.columns(['day', 'paper_id']).doNothing())
      .execute(),
  )
}

export async function forgetTold(db: Db, before: Day): Promise<void> {
  await db.deleteFrom('webhook_told').where('day', '<', before).execute()
}

/** Events that nothing is left of in any log. Returns how many of them went; at most `limit`. */
export async function forgetEvents(db: Db, before: number, limit: number): Promise<number> {
  const deleted = await db
    .deleteFrom('webhook_event')
    .where('id', 'in', (select) =>
      select
        .selectFrom('webhook_event as event')
        .select('event.id')
        .where('event.at', '<', before)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('webhook_delivery')
                .select('webhook_delivery.id')
                .whereRef('webhook_delivery.event_id', '=', 'event.id'),
            ),
          ),
        )
        .limit(limit),
    )
    .executeTakeFirst()
  return Number(deleted.numDeletedRows)
}

export interface ToldComment {
  id: string
  paperId: PaperId
  title: string
  parentId: string | null
  /** Null where the writer has gone. */
  author: string | null
  body: string
  createdAt: number
  editedAt: number | null
  deletedAt: number | null
  hiddenAt: number | null
}

export const commentToTell = (tx: Tx, id: string): Promise<ToldComment | undefined> =>
  tx
    .selectFrom('comment')
    .innerJoin('paper', 'paper.id', 'comment.paper_id')
    .leftJoin('person', 'person.id', 'comment.person_id')
    .select([
      'comment.id',
      'comment.paper_id as paperId',
      'paper.title',
      'comment.parent_id as parentId',
      'person.name as author',
      'comment.body',
      'comment.created_at as createdAt',
      'comment.edited_at as editedAt',
      'comment.deleted_at as deletedAt',
      'comment.hidden_at as hiddenAt',
    ])
    .where('comment.id', '=', id)
    .executeTakeFirst()

/** Those of these comments that are there to be read. */
export async function shownAmong(tx: Tx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await tx
    .selectFrom('comment')
    .select('id')
    .where('id', 'in', ids)
    .where('deleted_at', 'is', null)
    .where('hidden_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}
