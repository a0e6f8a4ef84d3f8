// All papers with their dates, month by month, for whoever walks through all of them. Each question reads a part of one
// index (`paper_by_time`), and the papers that it returns.

import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import { addDays, dayOf, daysSpan, type Month, monthOf, startOfDay } from '../calendar.ts'
import type { PaperId } from '../paper.ts'

/** Null: papers without a date. */
export type MonthOrNone = Month | null

export interface PaperDates {
  id: PaperId
  /** With the precision they came with. */
  published: string | null
  updated: string | null
  /** Milliseconds UTC. */
  publishedAt: number | null
}

/** A place in the order of a month: by time, then by id. */
export type DatesKey = Pick<PaperDates, 'id' | 'publishedAt'>

/** The first month behind this one, or of all, that has papers. A date may be wrong by centuries: most months have none. */
export async function nextMonthWithPapers(db: Db, month: Month | undefined): Promise<Month | undefined> {
  const { first } = await db
    .selectFrom('paper')
    .select(({ fn }) => fn.min<number | null>('published_at').as('first'))
    .$if(month !== undefined, (all) => all.where('published_at', '>=', endOf(month ?? '')))
    .executeTakeFirstOrThrow()
  return first === null ? undefined : monthOf(dayOf(first))
}

export async function countOfMonth(db: Db, month: MonthOrNone): Promise<number> {
  const { rows } = await sql<{ papers: number }>`
    select count(*) as papers from paper where ${within(month)}`.execute(db)
  return rows[0]?.papers ?? 0
}

/** The key of the paper at a position of the month, 0 for its first. */
export async function keyAt(db: Db, month: MonthOrNone, position: number): Promise<DatesKey | undefined> {
  const { rows } = await sql<DatesKey>`
    select id, published_at as "publishedAt" from paper where ${within(month)}
    order by published_at, id limit 1 offset ${position}`.execute(db)
  return rows[0]
}

/** The papers of a month that stand behind `key`, or the first ones. */
export async function datesOfMonth(
  db: Db,
  month: MonthOrNone,
  { key, limit }: { key: DatesKey | undefined; limit: number },
): Promise<PaperDates[]> {
  const { rows } = await sql<PaperDates>`
    select id, published, updated, published_at as "publishedAt" from paper
    where ${within(month)} ${key ? behind(key) : sql``}
    order by published_at, id limit ${limit}`.execute(db)
  return rows
}

function within(month: MonthOrNone): RawBuilder<unknown> {
  if (month === null) return sql`published_at is null`
  const { first } = daysSpan('month', month)
  return sql`published_at >= ${startOfDay(first)} and published_at < ${endOf(month)}`
}

const endOf = (month: Month): number => startOfDay(addDays(daysSpan('month', month).last, 1))

const behind = ({ id, publishedAt }: DatesKey): RawBuilder<unknown> =>
  publishedAt === null ? sql`and id > ${id}` : sql`and (published_at, id) > (${publishedAt}, ${id})`
