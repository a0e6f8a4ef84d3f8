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
