import type { Db } from '../../src/db/connect.ts'

/** The number of members’ votes that the paper has, and what its rows say. */
export async function voteCounts(db: Db, id: string): Promise<{ shown: number; rows: number }> {
  const { member_votes } = await db
    .selectFrom('paper')
    .select('member_votes')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const { rows } = await db
    .selectFrom('vote')
    .select(({ fn }) => fn.countAll<number>().as('rows'))
    .where('paper_id', '=', id)
    .executeTakeFirstOrThrow()
  return { shown: member_votes, rows }
}
