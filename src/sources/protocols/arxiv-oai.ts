// arXiv's OAI-PMH interface: https://info.arxiv.org/help/oa/index.html. All that changed in a range of days, set by
// set, a window of days at a time: a token that dies at midnight then costs a window at most.

import { addDays, type Day, earlierDay, laterDay } from '../../papers/calendar.ts'
import { endpoint } from '../endpoint.ts'
import type { Ask, DayRange, Page, Protocol } from '../protocol.ts'
import { SourceTrouble } from '../source-trouble.ts'
import { itemsOfRecords } from './arxiv-oai-items.ts'
import { setsOfCategories } from './arxiv-sets.ts'
import { type OaiAnswer, readOaiAnswer } from './oai-answer.ts'

export interface ArxivOaiCursor extends DayRange {
  /** First and last day of the window. */
  from: Day
  to: Day
  /** How long windows are now. */
  windowDays: number
  /** Which of the sets. */
  set: number
  /** Leads to the next page of this set in this window. */
  token?: string
  /** UTC day of the first answer about this window: what changed on it or later may be missing from what follows. */
  answeredOn?: Day
}

const mostWindowDays = 7

const who = 'arXiv’s OAI-PMH interface'

/** Without categories, everything is harvested. */
export function arxivOaiProtocol(options: { url: string; categories: string[] }): Protocol<ArxivOaiCursor> {
  const sets = setsOfCategories(options.categories)
  return {
    start: (range) => windowFrom({ ...range, from: range.since, windowDays: mostWindowDays }),
    // A cursor may be older than the settings; without a set, everything would be asked for.
    ask: (cursor) => askFor(options.url, sets.at(Math.min(cursor.set, sets.length - 1)), cursor),
    read: (answer, cursor) => pageOf(readOaiAnswer(answer, who), cursor, Math.max(1, sets.length)),
  }
}

/** The token says all by itself; with other arguments beside it, it is refused. */
function askFor(url: string, set: string | undefined, { token, from, to }: ArxivOaiCursor): Ask {
  const query =
    token === undefined
      ? { metadataPrefix: 'arXivRaw', from, until: to, ...(set === undefined ? {} : { set }) }
      : { resumptionToken: token }
  return { url: endpoint(url, `?${new URLSearchParams({ verb: 'ListRecords', ...query })}`) }
}

function pageOf(answer: OaiAnswer, cursor: ArxivOaiCursor, sets: number): Page<ArxivOaiCursor> {
  if (answer.kind === 'token-expired') return { items: [], startsOver: true, next: shorterWindow(cursor) }
  const answeredOn = earlierDay(cursor.answeredOn ?? answer.answeredOn, answer.answeredOn)
  if (answer.kind === 'none') return { items: [], ...pageBehind({ ...cursor, answeredOn }, sets) }
  const { records, token, total } = answer
  if (token !== undefined && token === cursor.token)
    throw new SourceTrouble('garbled', `${who} leads to the same page again.`)
  const isWhole = sets === 1 && cursor.from === cursor.since && cursor.to === cursor.until
  return {
    items: itemsOfRecords(records),
    ...(total !== undefined && isWhole ? { total } : {}),
    ...(token === undefined
      ? pageBehind({ ...cursor, answeredOn }, sets)
      : { next: { ...cursor, answeredOn, token } }),
  }
}

/** A token is good for one list only. What changes when one dies is the length of the list. */
function shorterWindow(cursor: ArxivOaiCursor): ArxivOaiCursor {
  if (cursor.token === undefined)
    throw new SourceTrouble('refused', `${who} refuses a token that it wasn’t given.`)
  const { since, until, from, set, answeredOn } = cursor
  const windowDays = Math.max(1, Math.floor(daysIn(cursor) / 2))
  // The sets before this one were answered then, and not again.
  const before = set > 0 && answeredOn !== undefined ? { answeredOn } : {}
  return { ...windowFrom({ since, until, from, windowDays }), set, ...before }
}

const daysIn = ({ from, to }: ArxivOaiCursor): number => (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1

/** What comes when a set is harvested in a window: the next set, and after the last one the next window. */
function pageBehind(
  cursor: ArxivOaiCursor & { answeredOn: Day },
  sets: number,
): Pick<Page<ArxivOaiCursor>, 'next' | 'doneThrough'> {
  const { token: _, ...behind } = cursor
  if (cursor.set + 1 < sets) return { next: { ...behind, set: cursor.set + 1 } }
  const { since, until, from, to, windowDays } = cursor
  // The day of an answer goes on after it.
  const done = earlierDay(to, addDays(cursor.answeredOn, -1))
  const longer = Math.min(mostWindowDays, 2 * windowDays)
  return {
    ...(done < from ? {} : { doneThrough: done }),
    ...(to < until ? { next: windowFrom({ since, until, from: addDays(to, 1), windowDays: longer }) } : {}),
  }
}

/** Where a range ends before it begins, its first day is asked for. */
function windowFrom(place: Pick<ArxivOaiCursor, 'since' | 'until' | 'from' | 'windowDays'>): ArxivOaiCursor {
  const last = laterDay(place.from, place.until)
  return { ...place, to: earlierDay(addDays(place.from, place.windowDays - 1), last), set: 0 }
}
