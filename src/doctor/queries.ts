import type { Db } from '../db/connect.ts'

/** How many jobs failed for good, and the latest of them. */
export async function failedJobs(db: Db) {
  const failed = db.selectFrom('job').where('state', '=', 'failed')
  const { count } = await failed.select((e) => e.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
  const last = await failed
    .select(['kind', 'last_error'])
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return { count: Number(count), last }
}

/** When the newest digest left, milliseconds UTC; null: none did yet. */
export async function lastDigestSent(db: Db): Promise<number | null> {
  const row = await db
    .selectFrom('digest_delivery')
    .select('sent_at')
    .where('state', '=', 'sent')
    .orderBy('due_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.sent_at ?? null
}

/** The digest that should have left longest ago, with what kept it where that is known. */
export const oldestWaitingDigest = (
  db: Db,
): Promise<{ due_at: number; problem: string | null } | undefined> =>
  db
    .selectFrom('digest_delivery')
    .select(['due_at', 'problem'])
    .where('state', '=', 'waiting')
    .orderBy('due_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
