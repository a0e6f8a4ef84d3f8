import type { Db } from '../../db/connect.ts'
import type { SourceRunTable } from '../../db/schema.ts'
import { type Day, dayOf } from '../../papers/calendar.ts'
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

/** New papers of those days by category. */
export async function announcedByCategory(
  db: Db,
  days: readonly Day[],
  categories: readonly string[],
): Promise<{ day: Day; category: string; papers: number }[]> {
  if (days.length === 0 || categories.length === 0) return []
  const rows = await db
    .selectFrom('announcement')
    .innerJoin('paper_category', 'paper_category.paper_id', 'announcement.paper_id')
    .where('announcement.day', 'in', days)
    .where('announcement.kind', 'in', NEW_KINDS)
    .where('paper_category.category', 'in', categories)
    .groupBy(['announcement.day', 'paper_category.category'])
    .select(({ fn }) => ['announcement.day', 'paper_category.category', fn.countAll().as('papers')])
    .execute()
  return rows.map(({ day, category, papers }) => ({ day, category, papers: Number(papers) }))
}

/** New papers of those days in any category of an archive such as `cs`. */
export async function announcedInArchive(
  db: Db,
  days: readonly Day[],
  archive: string,
): Promise<{ day: Day; category: string; papers: number }[]> {
  const rows = await db
    .selectFrom('announcement')
    .innerJoin('paper_category', 'paper_category.paper_id', 'announcement.paper_id')
    .where('announcement.day', 'in', days)
    .where('announcement.kind', 'in', NEW_KINDS)
    .where(({ or, eb }) =>
      or([
        eb('paper_category.category', '=', archive),
        // Between `cs.` and `cs/`, the character after the dot.
        eb.and([
          eb('paper_category.category', '>=', `${archive}.`),
          eb('paper_category.category', '<', `${archive}/`),
        ]),
      ]),
    )
    .groupBy('announcement.day')
    .select(({ fn }) => ['announcement.day', fn.count('announcement.paper_id').distinct().as('papers')])
    .execute()
  return rows.map(({ day, papers }) => ({ day, category: archive, papers: Number(papers) }))
}

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
