// arXiv's query interface: https://info.arxiv.org/help/api/user-manual.html. Papers by the day of submission, which is
// days before they are announced and found; for harvests by category and for papers named by id.

import { addDays, type Day, dayOf, earlierDay, laterDay, startOfDay } from '../../papers/calendar.ts'
import type { Item } from '../../papers/import/item.ts'
import type { PaperId } from '../../papers/paper.ts'
import { endpoint } from '../endpoint.ts'
import type { Answer, Ask, DayRange, Page, Protocol } from '../protocol.ts'
import { SourceTrouble } from '../source-trouble.ts'
import { type AtomPage, readAtomPage } from './arxiv-atom-page.ts'

export interface ArxivQueryCursor extends DayRange {
  /** First and last day of the window. */
  from: Day
  to: Day
  /** How many results of the window came before. */
  at: number
}

const pageSize = 500
/** It leads no further into a list of results. */
const mostResults = 30_000

/** Without categories, all are asked for. */
export function arxivQueryProtocol(options: {
  url: string
  categories: string[]
}): Protocol<ArxivQueryCursor> {
  return {
    start: (range) => ({ ...range, from: range.since, to: laterDay(range.since, range.until), at: 0 }),
    ask: ({ from, to, at }) => ({
      url: addressOf(options.url, {
        search_query: questionOf(options.categories, from, to),
        sortBy: 'submittedDate',
        sortOrder: 'ascending',
        start: String(at),
        max_results: String(pageSize),
      }),
    }),
    read: (answer, cursor) => pageOf(readAtomPage(answer), cursor),
  }
}

/** At most 500 ids, as arXiv writes them, with a version or without. */
export function askForIds(url: string, ids: readonly PaperId[]): Ask {
  return { url: addressOf(url, { id_list: ids.join(','), max_results: String(ids.length) }) }
}

/** The few papers whose titles hold these words one after the other. */
export function askForTitle(url: string, words: string, most: number): Ask {
  return { url: addressOf(url, { search_query: `ti:"${words}"`, start: '0', max_results: String(most) }) }
}

/** The papers of an answer; one that arXiv doesn't know is missing. @throws SourceTrouble */
export function readEntries(answer: Answer): Item[] {
  return readAtomPage(answer).items
}

/** The interface wants its spaces as `+`, which is what `URLSearchParams` makes of them. */
const addressOf = (url: string, query: Record<string, string>): string =>
  endpoint(url, `?${new URLSearchParams(query)}`)

/** An archive such as `cs` means all of its subjects; papers of some are in the archive itself too. */
function questionOf(categories: readonly string[], from: Day, to: Day): string {
  const digits = (day: Day) => day.replaceAll('-', '')
  const days = `submittedDate:[${digits(from)}0000 TO ${digits(to)}2359]`
  const names = categories.flatMap((name) => (name.includes('.') ? [name] : [name, `${name}.*`]))
  return names.length === 0 ? days : `(${names.map((name) => `cat:${name}`).join(' OR ')}) AND ${days}`
}

function pageOf({ items, total, answeredOn }: AtomPage, cursor: ArxivQueryCursor): Page<ArxivQueryCursor> {
  if (total > mostResults && cursor.at === 0) return { items: [], next: firstHalf(cursor) }
  if (items.length === 0 && cursor.at < total) {
    throw new SourceTrouble('garbled', 'arXiv’s query interface answered without the papers that it counted.')
  }
  // A page may hold some papers twice; it is as long as it was asked to be all the same.
  const at = cursor.at + Math.min(items.length, pageSize)
  const isWhole = cursor.from === cursor.since && cursor.to === cursor.until
  const progress = isWhole ? { total } : {}
  if (at >= total) return { items, ...progress, ...behind(cursor, answeredOn) }
  // It said less before; a shorter list leads to all of them.
  if (at >= mostResults) return { items: [], startsOver: true, next: firstHalf(cursor) }
  return { items, ...progress, next: { ...cursor, at } }
}

function firstHalf({ since, until, from, to }: ArxivQueryCursor): ArxivQueryCursor {
  const days = (startOfDay(to) - startOfDay(from)) / 86_400_000 + 1
  if (days > 1) return { since, until, from, to: addDays(from, Math.floor(days / 2) - 1), at: 0 }
  throw new SourceTrouble(
    'refused',
    `arXiv’s query interface shows no more than ${mostResults} papers, and ${from} has more.`,
  )
}

/** The next window is as long as this one was. The day of an answer isn't over. */
function behind(
  { since, until, from, to }: ArxivQueryCursor,
  answeredOn: Day,
): Pick<Page<ArxivQueryCursor>, 'next' | 'doneThrough'> {
  const done = earlierDay(to, addDays(answeredOn, -1))
  const next = addDays(to, 1)
  const length = startOfDay(to) - startOfDay(from)
  return {
    ...(done < from ? {} : { doneThrough: done }),
    ...(to < until
      ? { next: { since, until, from: next, to: earlierDay(until, dayOf(startOfDay(next) + length)), at: 0 } }
      : {}),
  }
}
