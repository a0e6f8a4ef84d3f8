// The newest editions one behind the other, whole ones, for those who follow the site.

import type { Db } from '../../db/connect.ts'
import { addDays, type Day, startOfDay } from '../calendar.ts'
import type { ListedPaper, PaperId } from '../paper.ts'
import { compareText } from '../text/compare-text.ts'
import {
  type EntryMoment,
  entryMoments,
  type Lists,
  newestDayUpTo,
  standingsBetween,
} from './edition-queries.ts'
import { listPapers } from './listed.ts'
import type { Standing } from './ranking.ts'

/** A paper with the moment (milliseconds UTC) at which it came to its list; null: it is on none. */
export interface TimedPaper {
  paper: ListedPaper
  listedAt: number | null
}

export interface NewestEditions {
  papers: TimedPaper[]
  /** The newest edition that isn't among them as a whole. */
  older?: Day
}

/** As many whole editions as have at most `limit` papers together; the newest in any case, cut where it is longer. */
export async function newestEditions(
  db: Db,
  { today, limit }: { today: Day; limit: number },
): Promise<NewestEditions> {
  const chosen = new Map<PaperId, number>()
  let day = await newestDayUpTo(db, today)
  while (day !== undefined) {
    const edition = (await standingsBetween(db, day, day)).filter(({ paperId }) => !chosen.has(paperId))
    if (chosen.size > 0 && chosen.size + edition.length > limit) break
    for (const standing of edition.sort(laterFirst).slice(0, limit))
      chosen.set(standing.paperId, listingMoment(standing))
    if (edition.length > limit) break
    day = await newestDayUpTo(db, addDays(day, -1))
  }
  const papers = await listPapers(db, [...chosen.keys()])
  const timed = papers.map((paper) => ({ paper, listedAt: chosen.get(paper.id) ?? null }))
  return { papers: timed, ...(day === undefined ? {} : { older: day }) }
}

interface ChosenLists extends Lists {
  /** Of several lists with one paper. */
  which: 'earliest' | 'latest'
}

/** Papers with the moments at which they came to lists of these days. */
export async function withListingMoments(
  db: Db,
  papers: readonly ListedPaper[],
  lists: ChosenLists,
): Promise<TimedPaper[]> {
  const ids = papers.map(({ id }) => id)
  const moments = await listingMoments(db, ids, lists)
  return papers.map((paper) => ({ paper, listedAt: moments.get(paper.id) ?? null }))
}

/** When papers came to lists of these days, in milliseconds UTC; those on none are left out. */
export async function listingMoments(
  db: Db,
  ids: readonly PaperId[],
  { which, ...lists }: ChosenLists,
): Promise<Map<PaperId, number>> {
  const byPaper = Map.groupBy(await entryMoments(db, ids, lists), ({ paperId }) => paperId)
  const choose = which === 'earliest' ? Math.min : Math.max
  return new Map([...byPaper].map(([id, entries]) => [id, choose(...entries.map(listingMoment))]))
}

const DAY_MS = 86_400_000

/** Of what was scheduled long before its day, that day: nobody saw it earlier. */
function listingMoment({ day, enteredAt }: Pick<EntryMoment, 'day' | 'enteredAt'>): number {
  const start = startOfDay(day)
  return enteredAt === null || enteredAt < start - DAY_MS ? start : enteredAt
}

/** An order that votes don't change: who fetches the list again gets the same bytes while nothing is new. */
function laterFirst(a: Standing, b: Standing): number {
  return (
    listingMoment(b) - listingMoment(a) ||
    (a.place ?? Number.MAX_SAFE_INTEGER) - (b.place ?? Number.MAX_SAFE_INTEGER) ||
    compareText(a.paperId, b.paperId)
  )
}
