import type { Db } from '../../db/connect.ts'
import type { ModerationEntryTable } from '../../db/schema-community.ts'

export type LogRow = ModerationEntryTable & {
  /** The moderator’s; null where it was done in the shell. */
  by: string | null
  /** Of the moderator’s account. */
  by_state: string | null
  /** A person’s name, or the title of the paper that it is or is about; null for domains and who has left. */
  called: string | null
  /** Of a comment or a discussion. */
  paper_id: string | null
  undone_by: string | null
}

export interface LogFilter {
  actions: string[]
  kind?: string
}

/** Newest first. */
export async function logRows(
  db: Db,
  filter: LogFilter,
  { skip, most }: { skip: number; most: number },
): Promise<LogRow[]> {
  return filtered(db, filter)
    .leftJoin('person as moderator', 'moderator.id', 'entry.person_id')
    .leftJoin('member as account', 'account.id', 'entry.person_id')
    .leftJoin('moderation_entry as later', 'later.undoes', 'entry.id')
    .leftJoin('person as named', (join) =>
      join
        .onRef('named.id', '=', 'entry.subject_id')
        .on('entry.subject_kind', '=', 'person')
        .on('named.id', 'not in', db.selectFrom('member').select('id').where('state', '=', 'deleted')),
    )
    .leftJoin('comment', (join) =>
      join.onRef('comment.id', '=', 'entry.subject_id').on('entry.subject_kind', '=', 'comment'),
    )
    .leftJoin('paper', (join) =>
      join.on(({ or, and, eb, ref }) =>
        or([
          eb('paper.id', '=', ref('comment.paper_id')),
          and([eb('entry.subject_kind', '=', 'paper'), eb('paper.id', '=', ref('entry.subject_id'))]),
        ]),
      ),
    )
    .selectAll('entry')
    .select(({ fn }) => [
      'moderator.name as by',
      'account.state as by_state',
      'later.id as undone_by',
      'paper.id as paper_id',
      fn.coalesce('named.name', 'paper.title').as('called'),
    ])
    .orderBy('entry.at', 'desc')
    .orderBy('entry.id', 'desc')
    .offset(skip)
    .limit(most)
    .execute()
}

export async function countLog(db: Db, filter: LogFilter): Promise<number> {
  const { entries } = await filtered(db, filter)
    .select((select) => select.fn.countAll<number>().as('entries'))
    .executeTakeFirstOrThrow()
  return entries
}

function filtered(db: Db, { actions, kind }: LogFilter) {
  return db
    .selectFrom('moderation_entry as entry')
    .where('entry.action', 'in', actions)
    .$if(kind !== undefined, (query) => query.where('entry.subject_kind', '=', kind ?? ''))
}
