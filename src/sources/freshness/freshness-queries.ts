import type { Db } from '../../db/connect.ts'
import type { SourceRunTable } from '../../db/schema-sources.ts'
import { type Day, dayOf } from '../../papers/calendar.ts'
import type { PaperId } from '../../papers/paper.ts'
import type { SourceName } from '../../source-spec.ts'

export interface RunsOfSource {
  /** The newest, whatever became of it. */
  last?: SourceRunTable | undefined
  /** The newest that reached its end and went up to the day on which it ran: a back-fill says nothing of today. */
  lastSuccess?: SourceRunTable | undefined
  /** When the oldest that is remembered began. */
  firstAskedAt?: number | undefined
}

/** Back-fills in a row behind which the last success is still found. */
const LOOKED_AT = 20

export async function runsForFreshness(db: Db, source: SourceName): Promise<RunsOfSource> {
  const runs = db.selectFrom('source_run').where('source', '=', source)
  const newestFirst = runs.selectAll().orderBy('started_at', 'desc').orderBy('id')
  const last = await newestFirst.limit(1).executeTakeFirst()
  if (!last) return {}
  const done = await newestFirst.where('state', '=', 'done').limit(LOOKED_AT).execute()
  const { first } = await runs
    .select((select) => select.fn.min('started_at').as('first'))
    .executeTakeFirstOrThrow()
  const lastSuccess = done.find(({ until, started_at: at }) => until === null || until >= dayOf(at))
  return { last, lastSuccess, firstAskedAt: first === null ? undefined : Number(first) }
}

/** The newest day of which announcements are here. */
export async function newestAnnouncedDay(db: Db): Promise<Day | undefined> {
  const row = await db
    .selectFrom('announcement')
    .select('day')
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.day
}

/** Whether a list that people made of a day is here. */
export async function hasListOfPeople(db: Db, day: Day): Promise<boolean> {
  const row = await db
    .selectFrom('edition_entry')
    .select('paper_id')
    .where('day', '=', day)
    .where('chosen_by', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** What readers call new: listed for the first time, here or in another category. */
const NEW_KINDS = ['new', 'cross']

/**
 * The categories of the new papers of a day, a row each. They are chosen and counted by who asks: a condition on them
 * leads PostgreSQL, as long as it knows little of the tables, to walk whole categories for each paper (47 s for a week).
 */
export const newPapersOfDay = (db: Db, day: Day): Promise<{ paperId: PaperId; category: string }[]> =>
  db
    .selectFrom('announcement')
    .innerJoin('paper_category', 'paper_category.paper_id', 'announcement.paper_id')
    .where('announcement.day', '=', day)
    .where('announcement.kind', 'in', NEW_KINDS)
    .select(['announcement.paper_id as paperId', 'paper_category.category'])
    .execute()

/** Which of those days have announcements. */
export async function daysWithAnnouncements(db: Db, days: readonly Day[]): Promise<Day[]> {
  const found: Day[] = []
  for (const day of days) {
    const row = await db
      .selectFrom('announcement')
      .select('day')
      .where('day', '=', day)
      .limit(1)
      .executeTakeFirst()
    if (row) found.push(day)
  }
  return found
}
