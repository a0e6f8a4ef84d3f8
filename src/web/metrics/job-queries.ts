import type { Db } from '../../db/connect.ts'

/** How many jobs there are of each state. */
export async function jobsByState(db: Db): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('job')
    .groupBy('state')
    .select(({ fn }) => ['state', fn.countAll().as('jobs')])
    .execute()
  return new Map(rows.map(({ state, jobs }) => [state, Number(jobs)]))
}
