// Everything new, newest first: by category and range of days, in parts that new papers on top don't shift.

import type { Db } from '../../db/connect.ts'
import { Invalid, NotFound } from '../../errors.ts'
import { addDays, type Day, parseDay, startOfDay } from '../calendar.ts'
import type { ListedPaper, Paper } from '../paper.ts'
import { papersByIds } from '../queries.ts'
import { listPapers } from './listed.ts'
import { allCategories, keysAfter, keysBefore, type NewestFilter, type NewestKey } from './newest-queries.ts'
import { PAGE_SIZE } from './part.ts'

/** More categories than any source has; a damaged file could bring as many as it has papers. */
const MOST_CATEGORIES = 500

export interface NewestQuestion {
  category?: string | undefined
  /** Days, both inclusive. */
  since?: string | undefined
  until?: string | undefined
  /** Marks from an answer's `older` and `newer`. */
  before?: string | undefined
  after?: string | undefined
  /** Papers in a part; 50 where nothing is said. */
  size?: number | undefined
}

export interface NewestAnswer {
  papers: ListedPaper[]
  /** 1-based positions as counted from the first page that the reader saw. */
  from: number
  to: number
  /** Mark of the part with older papers; absent: there are none. */
  older?: string
  newer?: string
}

/**
 * A page of everything new, newest first.
 * @throws Invalid for days and marks that can't be read, NotFound past the end.
 */
export async function newestPapers(db: Db, question: NewestQuestion): Promise<NewestAnswer> {
  const filter = filterOf(question)
  const { before, after, size = PAGE_SIZE } = question
  const mark = before === undefined && after === undefined ? null : readMark(before ?? after ?? '')
  if (mark && before === undefined) {
    const keys = await keysBefore(db, filter, mark, size + 1)
    // Nearer to the top than a page: the first page is what the reader means.
    if (keys.length > size) return newerPart(db, keys.slice(1), mark)
    return olderPart(db, filter, null, size)
  }
  return olderPart(db, filter, mark, size)
}

/** A part of the list of all papers for programs: from a mark on, of any length. @throws Invalid for marks that can't be read */
export async function newestFrom(
  db: Db,
  { cursor, limit }: { cursor: string | undefined; limit: number },
): Promise<{ papers: Paper[]; older?: string }> {
  const mark = cursor === undefined ? null : readMark(cursor)
  const keys = await keysAfter(db, filterOf({}), mark, limit + 1)
  const shown = keys.slice(0, limit)
  const last = shown.at(-1)
  const papers = await papersByIds(
    db,
    shown.map(({ id }) => id),
  )
  const position = (mark?.position ?? 0) + shown.length
  return { papers, ...(keys.length > limit && last ? { older: printMark({ ...last, position }) } : {}) }
}

/** All categories that papers have, by name. */
export function categories(db: Db): Promise<string[]> {
  return allCategories(db, MOST_CATEGORIES)
}

function filterOf({ category, since, until }: NewestQuestion): NewestFilter {
  return {
    category,
    since: since === undefined ? undefined : startOfDay(readDay(since, 'since')),
    until: until === undefined ? undefined : startOfDay(addDays(readDay(until, 'until'), 1)),
  }
}

function readDay(text: string, field: string): Day {
  const day = parseDay(text)
  if (day !== null) return day
  throw new Invalid(`“${field}” must be a day of the calendar such as 2025-10-29.`, {
    [field]: 'must be a day such as 2025-10-29',
  })
}

async function olderPart(
  db: Db,
  filter: NewestFilter,
  mark: Mark | null,
  size: number,
): Promise<NewestAnswer> {
  const keys = await keysAfter(db, filter, mark, size + 1)
  if (mark && keys.length === 0) throw new NotFound('The list of new papers ends before this page.')
  const skip = mark ? mark.position : 0
  const part = {
    from: keys.length > 0 ? skip + 1 : 0,
    hasOlder: keys.length > size,
    hasNewer: mark !== null,
  }
  return answer(db, keys.slice(0, size), part)
}

function newerPart(db: Db, keys: NewestKey[], mark: Mark): Promise<NewestAnswer> {
  // Positions were counted when the reader began; new papers may have come on top since.
  const from = Math.max(1, mark.position - keys.length)
  return answer(db, keys, { from, hasOlder: true, hasNewer: true })
}

async function answer(
  db: Db,
  keys: NewestKey[],
  { from, hasOlder, hasNewer }: { from: number; hasOlder: boolean; hasNewer: boolean },
): Promise<NewestAnswer> {
  const papers = await listPapers(
    db,
    keys.map(({ id }) => id),
  )
  const to = keys.length > 0 ? from + keys.length - 1 : 0
  const [first, last] = [keys[0], keys.at(-1)]
  return {
    papers,
    from,
    to,
    ...(hasOlder && last ? { older: printMark({ ...last, position: to }) } : {}),
    ...(hasNewer && first ? { newer: printMark({ ...first, position: from }) } : {}),
  }
}

/** A place in the list with its position as counted so far: `51.1730160000000.2410.12345`. */
interface Mark extends NewestKey {
  position: number
}

function printMark({ position, publishedAt, id }: Mark): string {
  return `${position}.${publishedAt ?? 'x'}.${id}`
}

function readMark(text: string): Mark {
  const match = /^(\d{1,9})\.(-?\d{1,15}|x)\.(\S{1,500})$/.exec(text)
  const [, position = '', at = '', id = ''] = match ?? []
  if (!match) throw new Invalid('This page of the list does not exist. Begin with the newest papers.')
  return { position: Number(position), publishedAt: at === 'x' ? null : Number(at), id }
}
