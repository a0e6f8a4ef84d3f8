// How many papers of each category arXiv announced last, against what is usual on that weekday.

import type { Db } from '../../db/connect.ts'
import { addDays, type Day } from '../../papers/calendar.ts'
import { specsOfSettings } from '../harvest/sources-of-settings.ts'
import type { SourceSettings } from '../source-settings.ts'
import { daysWithAnnouncements, newestAnnouncedDay, newPapersOfDay } from './freshness-queries.ts'

export interface CategoryCount {
  category: string
  papers: number
  /** The median of the same weekday; absent: there is too little history. */
  usual?: number
  /** Less than half of the usual. */
  isUnusual: boolean
}

export interface CategoryCounts {
  /** The last list. */
  day: Day
  /** How many lists of the same weekday it is compared with. */
  comparedWith: number
  categories: CategoryCount[]
}

const WEEKS = 6
/** One list alone says nothing of what is usual. */
const FEWEST_WEEKS = 2

/** Undefined where nothing of arXiv is harvested or no list has come. */
export async function categoryCountsOf(
  db: Db,
  settings: Pick<SourceSettings, 'SOURCES'>,
): Promise<CategoryCounts | undefined> {
  const names = categoriesOf(settings)
  const day = names.length === 0 ? undefined : await newestAnnouncedDay(db)
  if (day === undefined) return undefined
  const before = await daysWithAnnouncements(
    db,
    Array.from({ length: WEEKS }, (_, week) => addDays(day, -7 * (week + 1))),
  )
  const counts = await countsOf(db, [day, ...before], names)
  const categories = names.map((category) => {
    const on = (some: Day) => counts.get(`${some} ${category}`) ?? 0
    return { category, ...comparison(on(day), before.map(on)) }
  })
  return { day, comparedWith: before.length, categories }
}

const categoriesOf = (settings: Pick<SourceSettings, 'SOURCES'>): string[] => [
  ...new Set(
    specsOfSettings(settings)
      .filter(({ source }) => source.startsWith('arxiv'))
      .flatMap(({ parts }) => parts),
  ),
]

/** By day and category. A paper counts once for an archive such as `cs`, however many of its categories it has. */
async function countsOf(db: Db, days: Day[], names: string[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (const day of days) {
    const papers = Map.groupBy(await newPapersOfDay(db, day), ({ paperId }) => paperId)
    for (const rows of papers.values()) {
      for (const name of names.filter((name) => rows.some(({ category }) => isWithin(category, name)))) {
        counts.set(`${day} ${name}`, (counts.get(`${day} ${name}`) ?? 0) + 1)
      }
    }
  }
  return counts
}

const isWithin = (category: string, name: string): boolean =>
  category === name || category.startsWith(`${name}.`)

function comparison(papers: number, before: number[]): Omit<CategoryCount, 'category'> {
  if (before.length < FEWEST_WEEKS) return { papers, isUnusual: false }
  const usual = median(before)
  return { papers, usual, isUnusual: papers < usual / 2 }
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const [low = 0, high = 0] = [
    sorted[Math.ceil(sorted.length / 2) - 1],
    sorted[Math.floor(sorted.length / 2)],
  ]
  return Math.round((low + high) / 2)
}
