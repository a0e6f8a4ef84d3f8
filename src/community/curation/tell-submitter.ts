import type { Tx } from '../../db/connect.ts'
import type { SubmissionTable } from '../../db/schema-community.ts'
import { paperById } from '../../papers/queries.ts'
import { tellOf } from '../attribution.ts'

/** What became of what they submitted: “…, which you submitted, `what`”. Who has left is told nothing. */
export async function tellSubmitter(
  tx: Tx,
  { paper_id: paperId, person_id: to }: Pick<SubmissionTable, 'paper_id' | 'person_id'>,
  { by, now }: { by: string; now: number },
  what: string,
): Promise<void> {
  if (to === null) return
  const title = (await paperById(tx, paperId))?.title ?? paperId
  const sentence = `“${title}”, which you submitted, ${what}`
  await tellOf(tx, { at: now, kind: 'submission', to, by, paperId, sentence })
}
