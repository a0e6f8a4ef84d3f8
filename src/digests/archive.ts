// Past digests, for everybody: what who follows everything was sent, day by day and week by week. Each is made anew from
// the edition, so that what was withdrawn or corrected since is not said again.

import type { Db } from '../db/connect.ts'
import { Invalid, NotFound } from '../errors.ts'
import {
  addDays,
  type Day,
  daysSpan,
  earlierDay,
  laterDay,
  type Month,
  monthOf,
  parsePeriod,
  weekOf,
} from '../papers/calendar.ts'
import {
  dayCounts,
  type EntryStanding,
  firstDayFrom,
  newestDayUpTo,
  standingsBetween,
} from '../papers/lists/edition-queries.ts'
import { listPapers } from '../papers/lists/listed.ts'
import { type Part, takePart } from '../papers/lists/part.ts'
import { rankDay, rankPeriod } from '../papers/lists/ranking.ts'
import type { PaperId } from '../papers/paper.ts'
import type { DigestPeriod } from './subscription.ts'

/** A digest by its name: `2025-10-29` of a daily one, `2025-W44` of a weekly one. */
export interface DigestName {
  period: DigestPeriod
  key: string
  /** The edition's day; of a week its Sunday. */
  day: Day
}

export interface ArchivedDigest extends DigestName {
  /** Of its whole edition. */
  papers: number
  /** Of the first of them. */
  title: string
}

export interface ArchivePart {
  months: { month: Month; digests: ArchivedDigest[] }[]
  part: Part
}

interface ArchiveQuestion {
  /** Today's edition is still open, and this week's too. */
  today: Day
  /** Absent: both. */
  period: DigestPeriod | undefined
  page: number
}

const MONTHS_A_PAGE = 3

const spanOf = ({ period, key }: DigestName): { first: Day; last: Day } =>
  daysSpan(period === 'daily' ? 'day' : 'week', key)

/** Some months with their digests, the newest first. @throws NotFound past the end */
export async function archiveByMonth(db: Db, { page, ...which }: ArchiveQuestion): Promise<ArchivePart> {
  const byMonth = Map.groupBy(await digestNames(db, which), ({ day }) => monthOf(day))
  const { items, part } = takePart([...byMonth], page, MONTHS_A_PAGE)
  const shown = await withFirstPaper(
    db,
    items.flatMap(([, names]) => names),
  )
  const digests = Map.groupBy(shown, ({ day }) => monthOf(day))
  return { months: items.map(([month]) => ({ month, digests: digests.get(month) ?? [] })), part }
}

/** The same, by their number: what a feed lists. @throws NotFound past the end */
export async function archiveNames(
  db: Db,
  { page, size, ...which }: ArchiveQuestion & { size: number },
): Promise<{ names: DigestName[]; part: Part }> {
  const { items: names, part } = takePart(await digestNames(db, which), page, size)
  return { names, part }
}

/** Of every closed day that has papers, and of its week when that is over. */
async function digestNames(db: Db, { today, period }: Omit<ArchiveQuestion, 'page'>): Promise<DigestName[]> {
  const days = (await dayCounts(db, '', addDays(today, -1))).map(({ day }) => day)
  const daily = days.map((day): DigestName => ({ period: 'daily', key: day, day }))
  const weekly = [...new Set(days.map(weekOf))]
    .map((key): DigestName => ({ period: 'weekly', key, day: daysSpan('week', key).last }))
    .filter(({ day }) => day < today)
  const names = [...(period === 'daily' ? [] : weekly), ...(period === 'weekly' ? [] : daily)]
  return names.sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0))
}

async function withFirstPaper(db: Db, names: readonly DigestName[]): Promise<ArchivedDigest[]> {
  const spans = names.map(spanOf)
  const first = spans.map((span) => span.first).reduce(earlierDay, '9999-12-31')
  const last = spans.map((span) => span.last).reduce(laterDay, '')
  const byDay = Map.groupBy(await standingsBetween(db, first, last), ({ day }) => day)
  const ranked = names.map((name) => ({ name, order: rankedIn(byDay, name) }))
  const papers = await listPapers(db, [...new Set(ranked.flatMap(({ order }) => order.slice(0, 1)))])
  const titles = new Map(papers.map(({ id, title }) => [id, title]))
  return ranked.map(({ name, order }) => ({
    ...name,
    papers: order.length,
    title: titles.get(order[0] ?? '') ?? '',
  }))
}

function rankedIn(byDay: ReadonlyMap<Day, EntryStanding[]>, name: DigestName): PaperId[] {
  const { first, last } = spanOf(name)
  const standings: EntryStanding[] = []
  for (let day = first; day <= last; day = addDays(day, 1)) standings.push(...(byDay.get(day) ?? []))
  const ranked = name.period === 'daily' ? rankDay(standings) : rankPeriod(standings)
  return ranked.map(({ paperId }) => paperId)
}

/** @throws Invalid for a key that names nothing, NotFound for one that is not over */
export function nameOfDigest(period: DigestPeriod, text: string, today: Day): DigestName {
  const key = parsePeriod(period === 'daily' ? 'day' : 'week', text)
  if (key === null) {
    const example = period === 'daily' ? `a day such as ${today}` : `a week such as ${weekOf(today)}`
    throw new Invalid(`There is no such digest: write ${example}.`, { key: `must be ${example}` })
  }
  const day = period === 'daily' ? key : daysSpan('week', key).last
  if (day < today) return { period, key, day }
  throw new NotFound(
    `There is no digest of ${key} yet: it is made when the ${period === 'daily' ? 'day' : 'week'} is over.`,
  )
}

/** Those beside it that have papers. */
export async function neighboursOf(
  db: Db,
  name: DigestName,
  today: Day,
): Promise<{ previous?: DigestName; next?: DigestName }> {
  const { first, last } = spanOf(name)
  const before = await newestDayUpTo(db, addDays(first, -1))
  const after = await firstDayFrom(db, addDays(last, 1))
  const next = after === undefined ? undefined : nameHolding(name.period, after)
  return {
    ...(before !== undefined && { previous: nameHolding(name.period, before) }),
    ...(next && next.day < today && { next }),
  }
}

function nameHolding(period: DigestPeriod, day: Day): DigestName {
  if (period === 'daily') return { period, key: day, day }
  const key = weekOf(day)
  return { period, key, day: daysSpan('week', key).last }
}
