// The papers from which a digest is chosen, in the order of their list.

import type { Db } from '../db/connect.ts'
import { addDays, type Day, daysSpan, type EditionTimes, todayAt, weekOf } from '../papers/calendar.ts'
import { newestDayUpTo, standingsBetween } from '../papers/lists/edition-queries.ts'
import { listPapers } from '../papers/lists/listed.ts'
import { trendingIds } from '../papers/lists/listings.ts'
import { rankDay, rankPeriod } from '../papers/lists/ranking.ts'
import type { ListedPaper } from '../papers/paper.ts'
import type { DigestPeriod } from './subscription.ts'

export interface DigestEdition {
  period: DigestPeriod
  /** The day of the edition; of a week its Sunday. */
  day: Day
  papers: ListedPaper[]
}

/** Longer lists are cut: nobody is sent more than some of their papers. */
const MOST_OFFERED = 500
/** An edition that is older is no news. */
const OLDEST_DAYS = 7

/** The edition of a day, or of the week that holds it; without papers where it has none. */
export async function editionOn(db: Db, period: DigestPeriod, day: Day): Promise<DigestEdition> {
  if (period === 'daily') {
    const ranked = rankDay(await standingsBetween(db, day, day)).slice(0, MOST_OFFERED)
    return { period, day, papers: await papersOf(db, ranked) }
  }
  const { first, last } = daysSpan('week', weekOf(day))
  const ranked = rankPeriod(await standingsBetween(db, first, last)).slice(0, MOST_OFFERED)
  if (ranked.length > 0) return { period, day: last, papers: await papersOf(db, ranked) }
  // Where nobody makes editions: what members voted for.
  const trending = (await trendingIds(db, last)).slice(0, MOST_OFFERED)
  const voted = (await listPapers(db, trending)).filter(({ votes }) => votes > 0)
  return { period, day: last, papers: voted }
}

/** The newest edition that will not change any more: of a day before today, or of last week. Null: none that is news. */
export async function newestEdition(
  db: Db,
  period: DigestPeriod,
  { now, times }: { now: number; times: EditionTimes },
): Promise<DigestEdition | null> {
  const today = todayAt(now, times)
  if (period === 'weekly') return editionOn(db, period, addDays(daysSpan('week', weekOf(today)).first, -1))
  const day = await newestDayUpTo(db, addDays(today, -1))
  return day === undefined || day < addDays(today, -OLDEST_DAYS) ? null : editionOn(db, period, day)
}

/** The day that a preview shows where none is asked for. */
export async function dayToShow(db: Db, today: Day): Promise<Day> {
  return (await newestDayUpTo(db, addDays(today, -1))) ?? today
}

const papersOf = (db: Db, ranked: readonly { paperId: string }[]): Promise<ListedPaper[]> =>
  listPapers(
    db,
    ranked.map(({ paperId }) => paperId),
  )
