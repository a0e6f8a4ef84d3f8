// Entries of editions, by day. The primary key (day, paper) answers all but the last question from its index.

import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import { type Day, dayOf } from '../calendar.ts'
import type { PaperId } from '../paper.ts'
import type { Standing } from './ranking.ts'

export interface EntryStanding extends Standing {
  /** Id of the person who put the paper on the list. */
  submittedBy: string | null
  /** Null: people chose it; `rule`: the published formula did. */
  chosenBy: string | null
  /** 1: an author takes part in the discussion, as the list recorded it. */
  authorParticipates: number | null
}

export interface DayCount {
  day: Day
  papers: number
}

export interface TrendingRow {
  day: Day
  paperId: PaperId
  enteredAt: number | null
  /** The paper's, the largest that any list recorded. */
  recordedVotes: number
  /** All votes of its members count like one cast then; null without any. */
  membersCastAt: number | null
}

/** All entries of the days from `first` to `last`, both included; unordered. */
export function standingsBetween(db: Db, first: Day, last: Day): Promise<EntryStanding[]> {
  return standings(db).where('day', '>=', first).where('day', '<=', last).execute()
}

/** All entries of the days on which a paper stands: what its rank on each of them follows from. */
export function standingsBeside(db: Db, id: PaperId, last: Day): Promise<EntryStanding[]> {
  return standings(db)
    .where('day', 'in', db.selectFrom('edition_entry').select('day').where('paper_id', '=', id))
    .where('day', '<=', last)
    .execute()
}

/** Entries with what ranks them, to be narrowed by who asks. */
export const standings = (db: Db) =>
  db
    .selectFrom('edition_entry')
    .innerJoin('paper', 'paper.id', 'edition_entry.paper_id')
    .select(({ eb }) => [
      'paper_id as paperId',
      'day',
      // What the day's list recorded, and the rows of members whenever they came.
      eb('edition_entry.recorded_votes', '+', eb.ref('paper.member_votes')).as('votes'),
      eb('edition_entry.recorded_comments', '+', eb.ref('paper.member_comments')).as('comments'),
      'place',
      'entered_at as enteredAt',
      'submitted_by as submittedBy',
      'chosen_by as chosenBy',
      'author_participates as authorParticipates',
    ])

export interface EntryMoment {
  paperId: PaperId
  day: Day
  /** Milliseconds UTC; null: no time was recorded. */
  enteredAt: number | null
}

export interface Lists {
  first: Day
  last: Day
  /** Only what these people put on them. */
  by?: readonly string[]
}

/** When these papers came to lists of the days from `first` to `last`, both included. */
export async function entryMoments(
  db: Db,
  ids: readonly PaperId[],
  { first, last, by }: Lists,
): Promise<EntryMoment[]> {
  if (ids.length === 0) return []
  return db
    .selectFrom('edition_entry')
    .select(['paper_id as paperId', 'day', 'entered_at as enteredAt'])
    .where('paper_id', 'in', ids)
    .where('day', '>=', first)
    .where('day', '<=', last)
    .$if(by !== undefined, (entries) => entries.where('submitted_by', 'in', by ?? []))
    .execute()
}

/** Categories of the papers of these days, the most frequent first, then by name. */
export function topicsBetween(
  db: Db,
  first: Day,
  last: Day,
): Promise<{ category: string; papers: number }[]> {
  return db
    .selectFrom('edition_entry as entry')
    .innerJoin('paper_category', 'paper_category.paper_id', 'entry.paper_id')
    .select((select) => ['category', select.fn.count<number>('entry.paper_id').distinct().as('papers')])
    .where('entry.day', '>=', first)
    .where('entry.day', '<=', last)
    .groupBy('category')
    .orderBy('papers', 'desc')
    .orderBy('category')
    .execute()
}

/** Days that have papers, with their number, in order. */
export function dayCounts(db: Db, first: Day, last: Day): Promise<DayCount[]> {
  return db
    .selectFrom('edition_entry')
    .select((select) => ['day', select.fn.countAll<number>().as('papers')])
    .where('day', '>=', first)
    .where('day', '<=', last)
    .groupBy('day')
    .orderBy('day')
    .execute()
}

/** The last day up to `day`, that one included, which has papers. */
export async function newestDayUpTo(db: Db, day: Day): Promise<Day | undefined> {
  const query = db.selectFrom('edition_entry').select('day').where('day', '<=', day)
  return (await query.orderBy('day', 'desc').limit(1).executeTakeFirst())?.day
}

/** The first day from `day` on, that one included, which has papers; without `day` the very first. */
export async function firstDayFrom(db: Db, day: Day = ''): Promise<Day | undefined> {
  const query = db.selectFrom('edition_entry').select('day').where('day', '>=', day)
  return (await query.orderBy('day').limit(1).executeTakeFirst())?.day
}

/** Papers on no list that brought votes, published from `since` until before `until` (milliseconds UTC). */
export async function votedBesideLists(
  db: Db,
  since: number,
  until: number,
): Promise<{ paperId: PaperId; publishedAt: number; recordedVotes: number }[]> {
  const rows = await db
    .selectFrom('paper')
    .select(['id as paperId', 'published_at as publishedAt', 'recorded_votes as recordedVotes'])
    // Written out, not as a parameter: only then the partial index of exactly this condition serves.
    .where(sql<boolean>`recorded_votes > 0`)
    .where('published_at', '>=', since)
    .where('published_at', '<', until)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('edition_entry')
            .select('day')
            .whereRef('paper_id', '=', 'paper.id')
            .where('day', '<=', dayOf(until - 1)),
        ),
      ),
    )
    .execute()
  return rows.map(({ publishedAt, ...row }) => ({ ...row, publishedAt: publishedAt ?? since }))
}

/** Entries from `first` to `last` with the votes of their papers: about a thousand, one look-up of a paper each. */
export function trendingRows(db: Db, first: Day, last: Day): Promise<TrendingRow[]> {
  return db
    .selectFrom('edition_entry as entry')
    .innerJoin('paper', 'paper.id', 'entry.paper_id')
    .leftJoin('trending_vote', 'trending_vote.paper_id', 'entry.paper_id')
    .select([
      'entry.day',
      'entry.paper_id as paperId',
      'entry.entered_at as enteredAt',
      'paper.recorded_votes as recordedVotes',
      'trending_vote.counts_as_cast_at as membersCastAt',
    ])
    .where('entry.day', '>=', first)
    .where('entry.day', '<=', last)
    .execute()
}

/** More papers than anybody pages through: those that members vote for, the hottest. */
const MOST_VOTED = 2_000

export interface VotedRow {
  paperId: PaperId
  publishedAt: number | null
  recordedVotes: number
  membersCastAt: number
}

/** Papers in none of the editions from `first` to `last` whose members’ votes count at least like one cast at `since`. */
export function votedByMembers(
  db: Db,
  { since, first, last }: { since: number; first: Day; last: Day },
): Promise<VotedRow[]> {
  return db
    .selectFrom('trending_vote')
    .innerJoin('paper', 'paper.id', 'trending_vote.paper_id')
    .select([
      'trending_vote.paper_id as paperId',
      'paper.published_at as publishedAt',
      'paper.recorded_votes as recordedVotes',
      'trending_vote.counts_as_cast_at as membersCastAt',
    ])
    .where('trending_vote.counts_as_cast_at', '>=', since)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('edition_entry')
            .select('day')
            .whereRef('edition_entry.paper_id', '=', 'trending_vote.paper_id')
            .where('day', '>=', first)
            .where('day', '<=', last),
        ),
      ),
    )
    .orderBy('trending_vote.counts_as_cast_at', 'desc')
    .limit(MOST_VOTED)
    .execute()
}
