// The daily list as programs ask for it: of a day, a week, a month or all days, of one submitter, in parts of any size.

import type { Db } from '../../db/connect.ts'
import { type Day, daysSpan, earlierDay, type Period } from '../calendar.ts'
import type { Paper, PaperId } from '../paper.ts'
import { papersByIds } from '../queries.ts'
import { compareText } from '../text/compare-text.ts'
import {
  type ItemPerson,
  idsOfName,
  newestEntries,
  newestEntryOf,
  peopleByIds,
} from './daily-item-queries.ts'
import { type EntryStanding, standingsBetween } from './edition-queries.ts'
import { trendingIds } from './listings.ts'
import { rankDay, rankPeriod } from './ranking.ts'

export interface DailyQuestion {
  /** Absent: all editions, the newest entry first. */
  within?: { period: Period; key: string } | undefined
  /** The handle of who put papers on the list. */
  submitter?: string | undefined
  /** In the order of the trending function instead. */
  trending: boolean
  /** Editions of later days aren't shown yet. */
  today: Day
  offset: number
  limit: number
}

/** A paper as a list of an edition has it. */
export interface DailyItem {
  paper: Paper
  votes: number
  comments: number
  /** Absent for a paper that trends on no list. */
  entry?: EntryStanding
  submitter?: ItemPerson
}

export interface DailyItems {
  items: DailyItem[]
  hasMore: boolean
}

export async function dailyItems(db: Db, question: DailyQuestion): Promise<DailyItems> {
  const { limit } = question
  const ranked = await rankedEntries(db, question)
  return { items: await itemsOf(db, ranked.slice(0, limit)), hasMore: ranked.length > limit }
}

interface Ranked {
  paperId: PaperId
  entry?: EntryStanding | undefined
}

/** The asked part and one more, if there is one. */
async function rankedEntries(db: Db, question: DailyQuestion): Promise<Ranked[]> {
  const { within, submitter, trending, today, offset, limit } = question
  const submitters = submitter === undefined ? undefined : await idsOfName(db, submitter)
  if (within) {
    const listed = await entriesWithin(db, { ...within, today }, submitters)
    const ranked = trending ? await byTrending(db, listed, today) : listed
    return ranked.slice(offset, offset + limit + 1).map(toRanked)
  }
  if (!trending)
    return (await newestEntries(db, { today, submitters, offset, limit: limit + 1 })).map(toRanked)
  const ids = await trendingIds(db, today)
  if (submitters) {
    const theirs = await newestEntryOf(db, ids, today, submitters)
    return ids
      .filter((paperId) => theirs.has(paperId))
      .slice(offset, offset + limit + 1)
      .map((paperId) => ({ paperId, entry: theirs.get(paperId) }))
  }
  const some = ids.slice(offset, offset + limit + 1)
  const entries = await newestEntryOf(db, some, today)
  return some.map((paperId) => ({ paperId, entry: entries.get(paperId) }))
}

const toRanked = (entry: EntryStanding): Ranked => ({ paperId: entry.paperId, entry })

/** In the order of that day, week or month: each paper once; of `submitters`, what they put there themselves. */
async function entriesWithin(
  db: Db,
  { period, key, today }: { period: Period; key: string; today: Day },
  submitters: readonly string[] | undefined,
): Promise<EntryStanding[]> {
  const { first, last } = daysSpan(period, key)
  const entries = await standingsBetween(db, first, earlierDay(last, today))
  const ranked = period === 'day' ? rankDay(entries) : rankPeriod(entries)
  return submitters === undefined ? ranked : theirEntries(ranked, entries, submitters)
}

/** A paper may stand on two days, put there by two people: the entry is theirs, place and numbers are the period's. */
function theirEntries(
  ranked: readonly EntryStanding[],
  entries: readonly EntryStanding[],
  submitters: readonly string[],
): EntryStanding[] {
  const isTheirs = ({ submittedBy }: EntryStanding) =>
    submittedBy !== null && submitters.includes(submittedBy)
  const latestFirst = entries.filter(isTheirs).sort((a, b) => compareText(b.day, a.day))
  // Of several with one key the last one stays: the earliest, as in the order of a period.
  const earliest = new Map(latestFirst.map((entry) => [entry.paperId, entry]))
  return ranked.flatMap(({ paperId, votes, comments }) => {
    const entry = earliest.get(paperId)
    return entry ? [{ ...entry, votes, comments }] : []
  })
}

/** What trends now comes first, in that order; the rest stays in its own. */
async function byTrending(db: Db, entries: readonly EntryStanding[], today: Day): Promise<EntryStanding[]> {
  const places = new Map((await trendingIds(db, today)).map((id, place) => [id, place]))
  const placeOf = ({ paperId }: EntryStanding) => places.get(paperId) ?? places.size
  return entries.toSorted((a, b) => placeOf(a) - placeOf(b))
}

/** Papers with their own numbers and who put them on their newest list. */
export async function unlistedItems(db: Db, ids: readonly PaperId[], today: Day): Promise<DailyItem[]> {
  const entries = await newestEntryOf(db, ids, today)
  const items = await itemsOf(
    db,
    ids.map((paperId) => ({ paperId, entry: entries.get(paperId) })),
  )
  return items.map((item) => ({ ...item, ...ownNumbers(item.paper) }))
}

async function itemsOf(db: Db, ranked: readonly Ranked[]): Promise<DailyItem[]> {
  const submitters = ranked.flatMap(({ entry }) => entry?.submittedBy ?? [])
  const [papers, people] = await Promise.all([
    papersByIds(
      db,
      ranked.map(({ paperId }) => paperId),
    ),
    peopleByIds(db, [...new Set(submitters)]),
  ])
  const entryOf = new Map(ranked.map(({ paperId, entry }) => [paperId, entry]))
  return papers.map((paper) => {
    const entry = entryOf.get(paper.id)
    const submitter = people.get(entry?.submittedBy ?? '')
    const { votes, comments } = entry ?? ownNumbers(paper)
    return { paper, votes, comments, ...(entry && { entry }), ...(submitter && { submitter }) }
  })
}

const ownNumbers = (paper: Paper) => ({
  votes: paper.recordedVotes + paper.memberVotes,
  comments: paper.recordedComments + paper.memberComments,
})
