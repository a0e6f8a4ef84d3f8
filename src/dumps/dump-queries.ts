// What a dump asks of the store: a few hundred rows at a time, in the order of keys, so that its memory stays flat. Nothing
// here selects a column that names a person.

import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { EditionEntryTable, StoredPaper } from '../db/schema.ts'
import type { Day } from '../papers/calendar.ts'
import type { PaperId } from '../papers/paper.ts'

const PAGE_ROWS = 500
const DAY_MS = 86_400_000

export async function countPapers(db: Db): Promise<number> {
  const { papers } = await db
    .selectFrom('paper')
    .select(({ fn }) => fn.countAll<number>().as('papers'))
    .executeTakeFirstOrThrow()
  return papers
}

/** All papers in the order of their ids. */
export async function* pagesOfPapers(db: Db): AsyncGenerator<StoredPaper[]> {
  let after: PaperId = ''
  for (;;) {
    const rows = await db
      .selectFrom('paper')
      .selectAll()
      .where('id', '>', after)
      .orderBy('id')
      .limit(PAGE_ROWS)
      .execute()
    if (rows.length > 0) yield rows
    const last = rows.at(-1)
    if (rows.length < PAGE_ROWS || !last) return
    after = last.id
  }
}

/** An entry of an edition without who put it there. */
export type DumpedEntry = Omit<EditionEntryTable, 'submitted_by'>

const entryColumns = [
  'edition_entry.day',
  'edition_entry.paper_id',
  'edition_entry.place',
  'edition_entry.entered_at',
  'edition_entry.recorded_votes',
  'edition_entry.recorded_comments',
  'edition_entry.author_participates',
  'edition_entry.chosen_by',
  'edition_entry.score',
] as const

/** Entries of these papers (a page of them) up to a day: what curators plan for later isn't public. */
export function entriesOf(db: Db, ids: readonly PaperId[], last: Day): Promise<DumpedEntry[]> {
  return db
    .selectFrom('edition_entry')
    .select(entryColumns)
    .where('paper_id', 'in', ids)
    .where('day', '<=', last)
    .orderBy('paper_id')
    .orderBy('day')
    .execute()
}

export type StandingEntry = DumpedEntry & Pick<StoredPaper, 'member_votes' | 'member_comments'>

/** The entries of one day, with what members add to its numbers; unordered. */
export function entriesOfDay(db: Db, day: Day): Promise<StandingEntry[]> {
  return db
    .selectFrom('edition_entry')
    .innerJoin('paper', 'paper.id', 'edition_entry.paper_id')
    .select([...entryColumns, 'paper.member_votes', 'paper.member_comments'])
    .where('day', '=', day)
    .execute()
}

export interface VotesOfDay {
  paperId: PaperId
  /** Days since 1970 began, in UTC. */
  dayNumber: number
  votes: number
}

/** How many members voted for each of these papers on each day. */
export async function memberVotesOf(db: Db, ids: readonly PaperId[]): Promise<VotesOfDay[]> {
  if (ids.length === 0) return []
  // Division of whole numbers is cut on both databases.
  const day = sql<number>`cast_at / ${sql.lit(DAY_MS)}`
  return db
    .selectFrom('vote')
    .select(({ fn }) => ['paper_id as paperId', day.as('dayNumber'), fn.countAll<number>().as('votes')])
    .where('paper_id', 'in', ids)
    .groupBy(['paper_id', day])
    .orderBy('paper_id')
    .orderBy(day)
    .execute()
}

/** Ids that were merged into another paper's, in order. */
export async function* pagesOfAliases(db: Db): AsyncGenerator<{ id: PaperId; paper: PaperId }[]> {
  let after: PaperId = ''
  for (;;) {
    const rows = await db
      .selectFrom('paper_merge')
      .select(['alias_id as id', 'paper_id as paper'])
      .where('alias_id', '>', after)
      .where('undone_at', 'is', null)
      .orderBy('alias_id')
      .limit(PAGE_ROWS)
      .execute()
    if (rows.length > 0) yield rows
    const last = rows.at(-1)
    if (rows.length < PAGE_ROWS || !last) return
    after = last.id
  }
}
