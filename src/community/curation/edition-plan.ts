// What a curator sees of a day: its entries in their order, and a mark of their state against which changes are checked.

import { createHash } from 'node:crypto'
import type { Db, Tx } from '../../db/connect.ts'
import { addDays, type Day, isWeekend } from '../../papers/calendar.ts'
import { rankDay } from '../../papers/lists/ranking.ts'
import { compareText } from '../../papers/text/compare-text.ts'
import { type EditionLine, entriesByDay, linesOfDay } from './entry-queries.ts'

export interface EditionPlan {
  day: Day
  /** As readers will see them. */
  lines: EditionLine[]
  /** Equal for equal states. */
  stamp: string
}

/** Editions are scheduled this far ahead. */
export const DAYS_AHEAD = 60
const DAYS_SHOWN = 21

export async function editionPlan(db: Db | Tx, day: Day): Promise<EditionPlan> {
  const lines = await linesOfDay(db, day)
  const ranked = rankDay(lines.map((line) => ({ ...line, day, comments: 0 })))
  return { day, lines: ranked, stamp: stampOf(lines) }
}

/** The days that curators work on, weekends left out, with their number of papers. */
export async function comingDays(db: Db, today: Day): Promise<{ day: Day; papers: number }[]> {
  const days = Array.from({ length: DAYS_SHOWN }, (_, at) => addDays(today, at)).filter(
    (day) => !isWeekend(day),
  )
  const counts = await entriesByDay(db, today, addDays(today, DAYS_SHOWN))
  const papers = new Map(counts.map((count) => [count.day, count.papers]))
  return days.map((day) => ({ day, papers: papers.get(day) ?? 0 }))
}

/** Votes come and go by themselves: they are no part of it. */
function stampOf(lines: readonly EditionLine[]): string {
  const parts = lines.map(({ paperId, place, chosenBy }) => JSON.stringify([paperId, place, chosenBy]))
  return createHash('sha256').update(parts.sort(compareText).join('\n')).digest('hex').slice(0, 16)
}
