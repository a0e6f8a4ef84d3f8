// The daily lists of the well-known site, `/api/daily_papers?date=DAY`: https://huggingface.co/docs/hub/api. A list is
// by votes and changes while people vote; there is none at weekends.

import { addDays, type Day, earlierDay, isWeekend } from '../../papers/calendar.ts'
import { recordOfDailyItem } from '../../papers/import/hf-daily.ts'
import type { Item } from '../../papers/import/item.ts'
import { endpoint } from '../endpoint.ts'
import type { Answer, DayRange, Page, Protocol } from '../protocol.ts'
import { readJsonList } from '../read-json.ts'
import { SourceTrouble } from '../source-trouble.ts'
import { requireSuccess } from '../status-trouble.ts'
import { parseMailDate } from './mail-date.ts'

export interface HfDailyCursor extends DayRange {
  day: Day
  /** 0 for the first page of the day, which nearly always is the only one. */
  page: number
  /** Id of the page before's first paper. */
  before?: string
}

/** The most that it gives at once. */
const pageSize = 100
/** No day of the first two years has more than 100 papers. */
const mostPages = 50

const who = 'Hugging Face’s daily list'

export function hfDailyProtocol({ url }: { url: string }): Protocol<HfDailyCursor> {
  return {
    start: (range) => ({ ...range, day: firstDay(range), page: 0 }),
    ask: ({ day, page }) => ({
      url: endpoint(url, `/api/daily_papers?date=${day}&limit=${pageSize}&p=${page}`),
    }),
    read(answer, cursor) {
      if (isYetToCome(answer, cursor.day)) return { items: [] }
      requireSuccess(answer, who)
      return pageOf(readJsonList(answer, who), cursor)
    },
  }
}

/** Weekends are left out, unless there is nothing else. */
function firstDay({ since, until }: DayRange): Day {
  const day = nextWeekday(since)
  return day > until ? since : day
}

function nextWeekday(day: Day): Day {
  return isWeekend(day) ? nextWeekday(addDays(day, 1)) : day
}

/** It refuses days that haven't begun where it is. What else it refuses, it must say without a list as well. */
function isYetToCome({ status, text, headers }: Answer, day: Day): boolean {
  if ((status !== 400 && status !== 404) || !/^\s*\{\s*"error"\s*:/.test(text)) return false
  const today = parseMailDate(headers.get('date') ?? '')?.time.slice(0, 10)
  return today === undefined || day >= today
}

function pageOf(list: unknown[], cursor: HfDailyCursor): Page<HfDailyCursor> {
  const { day, page } = cursor
  const first = idOf(list[0])
  if (first !== undefined && first === cursor.before)
    throw new SourceTrouble('garbled', `${who} gives the same page again.`)
  if (page >= mostPages) throw new SourceTrouble('garbled', `${who} of ${day} has no end.`)
  const items = list.map((value, index) => itemOf(value, day, page * pageSize + index))
  // More than was asked for is all that there is.
  if (list.length !== pageSize) return { items, ...behind(cursor) }
  return {
    items,
    joinsNext: true,
    next: { ...cursor, page: page + 1, ...(first === undefined ? {} : { before: first }) },
  }
}

const itemOf = (value: unknown, day: Day, place: number): Item => ({
  where: `${day} item ${place + 1}`,
  read: () => recordOfDailyItem(value, place, day),
})

function idOf(value: unknown): string | undefined {
  const { paper } = (value ?? {}) as { paper?: { id?: unknown } | null }
  return typeof paper?.id === 'string' ? paper.id.slice(0, 100) : undefined
}

/** The last day of a range may be today, whose list isn't whole yet. */
function behind({ since, until, day }: HfDailyCursor): Pick<Page<HfDailyCursor>, 'next' | 'doneThrough'> {
  const next = nextWeekday(addDays(day, 1))
  const done = earlierDay(addDays(next, -1), addDays(until, -1))
  return {
    ...(done < since ? {} : { doneThrough: done }),
    ...(next > until ? {} : { next: { since, until, day: next, page: 0 } }),
  }
}
