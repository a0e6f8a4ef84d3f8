import type { Db } from '../db/connect.ts'
import { type Check, ok, warning } from './check.ts'
import { failedJobs } from './queries.ts'

const SHOWN_CHARACTERS = 200

/** Jobs that were tried as often as they may be. */
export async function checkJobs(db: Db): Promise<Check> {
  const { count, last } = await failedJobs(db)
  if (count === 0) return ok('jobs', 'No job has failed.')
  const why = (last?.last_error ?? 'no message').replace(/\p{Cc}+/gu, ' ').slice(0, SHOWN_CHARACTERS)
  return warning(
    'jobs',
    `${count} ${count === 1 ? 'job has' : 'jobs have'} failed for good; the last was ${last?.kind}: ${why}`,
    'Mend the cause; the next run by the schedule starts afresh.',
  )
}
