import type { Db } from '../db/connect.ts'

/** Forgets what was done before `before` (milliseconds UTC); failed jobs stay until somebody has seen to them. */
export async function pruneJobs(db: Db, before: number): Promise<void> {
  await db.deleteFrom('job').where('state', '=', 'done').where('finished_at', '<', before).execute()
}
