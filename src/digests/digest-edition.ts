// The papers from which a digest is chosen, in the order of their list.

import type { Db } from '../db/connect.ts'
import {
  addDays,
  type Day,
  daysSpan,
  type EditionTimes,
  isWeekend,
  todayAt,
  weekdayOf,
  weekOf,
} from '../papers/calendar.ts'
import { newestDayUpTo, standingsBetween } from '../papers/lists/edition-queries.ts'
import { listPapers } from '../papers/lists/listed.ts'
import { trendingIds } from '../papers/lists/listings.ts'
import { rankDay, rankPeriod } from '../papers/lists/ranking.ts'
import type { ListedPaper, PaperId } from '../papers/paper.ts'
import type { DigestPeriod } from './subscription.ts'

export interface DigestEdition {
  period: DigestPeriod
  /** The day of the edition; of a week its Sunday. */
  day: Day
  papers: ListedPaper[]
  /** Closed ones of the days before, the newest first, for who has not had them yet; of weeks none. */
  earlier: { day: Day; papers: ListedPaper[] }[]
}

/** Longer lists are cut: nobody is sent more than some of their papers. */
const MOST_OFFERED = 500
/** An edition that is older is no news. */
const OLDEST_DAYS = 7
const EARLIER_DAYS = 4
const DAY_MS = 86_400_000
const MOST_EARLIER = 3

/** The edition of a day, or of the week that holds it; without papers where it has none. */
export async function editionOn(db: Db, period: DigestPeriod, day: Day): Promise<DigestEdition> {
  const ranked = await rankedOn(db, period, day)
  return { period, day: ranked.day, papers: await readRanked(db, ranked, 0, MOST_OFFERED), earlier: [] }
}

/** An edition whose papers are not read yet. */
interface RankedEdition {
  /** Its day; of a week its Sunday. */
  day: Day
  ids: readonly PaperId[]
  /** Nobody made an edition: only what members voted for counts. */
  isVoted: boolean
}

export async function rankedOn(db: Db, period: DigestPeriod, day: Day): Promise<RankedEdition> {
  const idsOf = (ranked: readonly { paperId: PaperId }[]) =>
    ranked.slice(0, MOST_OFFERED).map(({ paperId }) => paperId)
  if (period === 'daily')
    return { day, ids: idsOf(rankDay(await standingsBetween(db, day, day))), isVoted: false }
  const { first, last } = daysSpan('week', weekOf(day))
  const ids = idsOf(rankPeriod(await standingsBetween(db, first, last)))
  if (ids.length > 0) return { day: last, ids, isVoted: false }
  return { day: last, ids: (await trendingIds(db, last)).slice(0, MOST_OFFERED), isVoted: true }
}

/** Its papers from one place to another, in their order. */
export async function readRanked(
  db: Db,
  { ids, isVoted }: RankedEdition,
  from: number,
  to: number,
): Promise<ListedPaper[]> {
  const papers = await listPapers(db, ids.slice(from, to))
  return isVoted ? papers.filter(({ votes }) => votes > 0) : papers
}

/**
 * The newest edition that will not change any more: of a day before today, or of the week before that of the reader's
 * `day`, a weekday, on which the last edition of that week is closed wherever they are. Null: none that is news.
 */
async function newestEdition(
  db: Db,
  period: DigestPeriod,
  { now, times, day: readersDay }: { now: number; times: EditionTimes; day: Day },
): Promise<DigestEdition | null> {
  if (period === 'weekly')
    return editionOn(db, period, addDays(daysSpan('week', weekOf(readersDay)).first, -1))
  const today = todayAt(now, times)
  const day = await newestDayUpTo(db, addDays(today, -1))
  if (day === undefined || day < addDays(today, -OLDEST_DAYS)) return null
  return { ...(await editionOn(db, period, day)), earlier: await editionsBefore(db, day) }
}

/** Of each period what is due on a day of a reader's; each edition is read once a run. */
export function createEditionShelf(db: Db, moment: { now: number; times: EditionTimes }) {
  const known = new Map<string, Promise<DigestEdition | null>>()
  return (period: DigestPeriod, day: Day): Promise<DigestEdition | null> => {
    const key = period === 'weekly' ? weekOf(day) : period
    const edition = known.get(key) ?? newestEdition(db, period, { ...moment, day })
    known.set(key, edition)
    return edition
  }
}

/**
 * Whether no edition can be closed from now until the weekday after the reader's `day`: so it is on Mondays for those who
 * are ahead of the site's zone, for whom Thursday's and Friday's editions have closed since Friday.
 */
export function bringsNothingNext({
  now,
  times,
  day,
}: {
  now: number
  times: EditionTimes
  day: Day
}): boolean {
  const days = weekdayOf(day) === 5 ? 3 : 1
  const then = todayAt(now + days * DAY_MS, times)
  for (let at = todayAt(now, times); at < then; at = addDays(at, 1)) if (!isWeekend(at)) return false
  return true
}

/** Several may be due at once, see `bringsNothingNext`. */
async function editionsBefore(db: Db, day: Day): Promise<DigestEdition['earlier']> {
  const found: DigestEdition['earlier'] = []
  for (let at = day; found.length < MOST_EARLIER; ) {
    const before = await newestDayUpTo(db, addDays(at, -1))
    if (before === undefined || before < addDays(day, -EARLIER_DAYS)) break
    found.push(await editionOn(db, 'daily', before))
    at = before
  }
  return found
}

/** The day that a preview shows where none is asked for. */
export async function dayToShow(db: Db, today: Day): Promise<Day> {
  return (await newestDayUpTo(db, addDays(today, -1))) ?? today
}
