import type { Db } from '../db/connect.ts'

/** Forgets what was done before `before` (milliseconds UTC); failed jobs stay until somebody has seen to them. */
export async function pruneJobs(db: Db, before: number): Promise<void> {
  await db.deleteFrom('job').where('state', '=', 'done').where('finished_at', '<', before).execute()
}

/** Forgets jobs of kinds that this node leaves to others, where no other took them either since `before`. */
export async function forgetLeftJobs(db: Db, kinds: readonly string[], before: number): Promise<void> {
  if (kinds.length === 0) return
  await db
    .deleteFrom('job')
    .where('kind', 'in', kinds)
    .where('state', '=', 'ready')
    .where('run_at', '<', before)
    .execute()
}
