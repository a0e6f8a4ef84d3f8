import type { Db, Tx } from '../../db/connect.ts'
import type { SubmissionTable } from '../../db/schema-community.ts'
import type { PaperId } from '../../papers/paper.ts'
import { chosenDaysOf } from '../curation/entry-queries.ts'
import { openSubmissionOf } from './submission-queries.ts'

/** What this person submitted of the paper, where it still waits or stands on its day’s list. */
export async function standingSubmission(
  db: Db | Tx,
  paperId: PaperId,
  personId: string,
): Promise<SubmissionTable | undefined> {
  const own = await openSubmissionOf(db, paperId, personId)
  if (own?.state !== 'listed') return own
  return (await chosenDaysOf(db, paperId)).includes(own.day) ? own : undefined
}
