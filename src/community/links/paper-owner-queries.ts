import type { Db, Tx } from '../../db/connect.ts'
import type { PaperId } from '../../papers/paper.ts'

/** Whether a member, or a recorded person who is that member, put the paper on a list. */
export async function hasSubmitted(db: Db | Tx, paperId: PaperId, personId: string): Promise<boolean> {
  const row = await db
    .selectFrom('edition_entry')
    .select('day')
    .where('paper_id', '=', paperId)
    .where(({ or, eb, selectFrom }) =>
      or([
        eb('submitted_by', '=', personId),
        eb(
          'submitted_by',
          'in',
          selectFrom('person_link').select('recorded_id').where('member_id', '=', personId),
        ),
      ]),
    )
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** What members and curators changed of a paper, newest first. Without the names of those who have left. */
export function changesOfPaper(
  db: Db,
  paperId: PaperId,
): Promise<{ at: number; name: string | null; reason: string }[]> {
  return db
    .selectFrom('moderation_entry as entry')
    .leftJoin('member', (join) =>
      join.onRef('member.id', '=', 'entry.person_id').on('member.state', '!=', 'deleted'),
    )
    .select(['entry.at', 'member.name', 'entry.reason'])
    .where('entry.subject_kind', '=', 'paper')
    .where('entry.subject_id', '=', paperId)
    .where('entry.action', 'in', ['paper-links', 'paper-summary'])
    .orderBy('entry.at', 'desc')
    .orderBy('entry.id')
    .limit(50)
    .execute()
}
