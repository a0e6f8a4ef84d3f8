// The edition of a day, and the lists of a week and a month made of editions.

import type { Db } from '../../db/connect.ts'
import { Invalid, NotFound } from '../../errors.ts'
import {
  addDays,
  type Day,
  daysSpan,
  earlierDay,
  monthOf,
  type Period,
  parsePeriod,
  periodOf,
} from '../calendar.ts'
import type { ListedPaper, PaperId } from '../paper.ts'
import { personNames } from '../queries.ts'
import {
  type DayCount,
  dayCounts,
  type EntryStanding,
  firstDayFrom,
  newestDayUpTo,
  standingsBeside,
  standingsBetween,
  topicsBetween,
} from './edition-queries.ts'
import { type EmptyDayReason, whyEmpty } from './empty-day.ts'
import { listEntries } from './listed.ts'
import { newestPapers } from './newest.ts'
import { PAGE_SIZE, type Part, takePart } from './part.ts'
import { rankDay, rankPeriod } from './ranking.ts'

/** A day's list is one page up to this many papers. */
const WHOLE_DAY = 100

export interface EditionQuestion {
  period: Period
  /** As it stands in the address; an unpadded day is understood. */
  key: string
  page: number
  /** Papers in a part; where nothing is said, a day’s up to 100 are one. */
  size?: number | undefined
  /** Editions of later days aren't shown yet. */
  today: Day
  holidayOn: (day: Day) => string | null
}

export interface Edition {
  period: Period
  /** The day, week or month that is shown, which has papers if any has. */
  key: string
  papers: ListedPaper[]
  part: Part
  previousKey?: string
  nextKey?: string
  stillOpen: boolean
  /** Nobody chose these papers: the formula of `rule-score.ts` did; on a day beside what members submitted. */
  byRule: boolean
  /** Set when what was asked for has no papers. */
  empty?: { day: Day; reason: EmptyDayReason }
  /** There is no edition at all: the newest papers are shown. */
  noEditions: boolean
  /** Without editions: the mark by which the list of new papers goes on behind those shown. */
  older?: string
  month: DayCount[]
  topics: { category: string; papers: number }[]
}

/**
 * What the page of a day, week or month shows. One without papers shows the newest before it that has some
 * (or else the first after it), and says why.
 * @throws Invalid for a key that names nothing, NotFound for the future and for parts past the end.
 */
export async function editionOf(db: Db, question: EditionQuestion): Promise<Edition> {
  const { period, today } = question
  const key = readKey(question)
  const span = daysSpan(period, key)
  const asked = earlierDay(span.last, today)
  const newest = await newestDayUpTo(db, asked)
  if (newest !== undefined && newest >= span.first) return filledEdition(db, { ...question, key })

  const first = await firstDayFrom(db)
  const firstDay = first === undefined || first > today ? undefined : first
  const day = period === 'day' || asked === today ? asked : span.first
  const empty = { day, reason: whyEmpty(day, { ...question, firstDay }) }
  const other = newest ?? firstDay
  if (other === undefined) return { ...(await withoutEditions(db, { ...question, key })), empty }
  return { ...(await filledEdition(db, { ...question, key: periodOf(period, other) })), empty }
}

/** Days up to `today` whose edition holds the paper, with its rank (1 = first) and votes there and who put it there. */
export async function editionsOfPaper(
  db: Db,
  id: PaperId,
  today: Day,
): Promise<{ day: Day; rank: number; votes: number; submittedBy?: string }[]> {
  const byDay = Map.groupBy(await standingsBeside(db, id, today), ({ day }) => day)
  const days = [...byDay.keys()].sort()
  const own = days.map((day) => {
    const ranked = rankDay(byDay.get(day) ?? [])
    const index = ranked.findIndex(({ paperId }) => paperId === id)
    return {
      day,
      rank: index + 1,
      votes: ranked[index]?.votes ?? 0,
      person: ranked[index]?.submittedBy ?? null,
    }
  })
  const names = await personNames(
    db,
    own.map(({ person }) => person).filter((person) => person !== null),
  )
  return own.map(({ person, ...edition }) => {
    const name = names.get(person ?? '')
    return name === undefined ? edition : { ...edition, submittedBy: name }
  })
}

const forms: Record<Period, string> = {
  day: 'a day such as 2025-10-29',
  week: 'a week such as 2025-W44',
  month: 'a month such as 2025-10',
}

function readKey({ period, key: text, today }: EditionQuestion): string {
  const key = parsePeriod(period, text)
  if (key === null) {
    throw new Invalid(`There is no such ${period} in the calendar. Write ${forms[period]}.`, {
      [period]: `must be ${forms[period]}`,
    })
  }
  if (daysSpan(period, key).first > today) {
    throw new NotFound(`${key} is still to come: its papers will be listed here then. Today is ${today}.`)
  }
  return key
}

async function filledEdition(db: Db, { period, key, page, size, today }: EditionQuestion): Promise<Edition> {
  const { first, last } = daysSpan(period, key)
  const end = earlierDay(last, today)
  const standings = rank(period, await standingsBetween(db, first, end))
  const usual = period === 'day' && standings.length <= WHOLE_DAY ? WHOLE_DAY : PAGE_SIZE
  const { items, part } = takePart(standings, page, size ?? usual)
  const [previous, next] = [
    await newestDayUpTo(db, addDays(first, -1)),
    await firstDayFrom(db, addDays(end, 1)),
  ]
  const papers = await listEntries(db, items)
  return {
    period,
    key,
    papers,
    part,
    ...(previous === undefined ? {} : { previousKey: periodOf(period, previous) }),
    ...(next === undefined || next > today ? {} : { nextKey: periodOf(period, next) }),
    stillOpen: period === 'day' && key === today,
    byRule: isByRule(period, standings),
    noEditions: false,
    month: await daysOfMonth(db, first, today),
    topics: await topicsBetween(db, first, end),
  }
}

/** What the rule chose for a day goes where people choose, so that all else there is what members submitted. */
function isByRule(period: Period, standings: EntryStanding[]): boolean {
  const isRules = ({ chosenBy }: EntryStanding) => chosenBy === 'rule'
  return period === 'day' ? standings.some(isRules) : standings.length > 0 && standings.every(isRules)
}

function rank(period: Period, standings: EntryStanding[]): EntryStanding[] {
  return period === 'day' ? rankDay(standings) : rankPeriod(standings)
}

async function daysOfMonth(db: Db, day: Day, today: Day): Promise<DayCount[]> {
  const { first, last } = daysSpan('month', monthOf(day))
  return dayCounts(db, first, earlierDay(last, today))
}

async function withoutEditions(db: Db, { period, key, page }: EditionQuestion): Promise<Edition> {
  const { papers, older } = await newestPapers(db, {})
  const { part } = takePart(papers, page, PAGE_SIZE)
  return {
    period,
    key,
    papers,
    part,
    ...(older === undefined ? {} : { older }),
    stillOpen: false,
    byRule: false,
    noEditions: true,
    month: [],
    topics: [],
  }
}
