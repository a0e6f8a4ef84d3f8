// Lists across editions: what is trending, what is new, what a person listed, and one paper with its editions.

import type { Db } from '../../db/connect.ts'
import { Invalid, NotFound } from '../../errors.ts'
import { addDays, type Day, parseDay, startOfDay } from '../calendar.ts'
import type { ListedPaper, PaperId } from '../paper.ts'
import { paperById } from '../queries.ts'
import { newestDayUpTo, trendingRows, votedBesideLists } from './edition-queries.ts'
import { editionsOfPaper, PAGE_SIZE } from './editions.ts'
import { listPaper, listPapers } from './listed.ts'
import { allCategories, keysAfter, keysBefore, type NewestFilter, type NewestKey } from './newest-queries.ts'
import { type Part, takePart } from './part.ts'
import { type NamedPerson, peopleNamed, submittedPaperIds } from './person-queries.ts'
import { type Candidate, entryMoment, rankTrending, trendingSince } from './trending.ts'

/** More categories than any source has; a damaged file could bring as many as it has papers. */
const MOST_CATEGORIES = 500

/** Papers by the formula of `trending.ts`. @throws NotFound for parts past the end. */
export async function trendingPapers(
  db: Db,
  { today, page }: { today: Day; page: number },
): Promise<{ papers: ListedPaper[]; part: Part }> {
  const candidates = await trendingCandidates(db, (await newestDayUpTo(db, today)) ?? today)
  const { items, part } = takePart(rankTrending(candidates), page, PAGE_SIZE)
  const papers = await listPapers(
    db,
    items.map(({ paperId }) => paperId),
  )
  return { papers, part }
}

export interface NewestQuestion {
  category?: string | undefined
  /** Days, both inclusive. */
  since?: string | undefined
  until?: string | undefined
  /** Marks from an answer's `older` and `newer`. */
  before?: string | undefined
  after?: string | undefined
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
  const { before, after } = question
  const mark = before === undefined && after === undefined ? null : readMark(before ?? after ?? '')
  if (mark && before === undefined) {
    const keys = await keysBefore(db, filter, mark, PAGE_SIZE + 1)
    // Nearer to the top than a page: the first page is what the reader means.
    if (keys.length > PAGE_SIZE) return newerPart(db, keys.slice(1), mark)
    return olderPart(db, filter, null)
  }
  return olderPart(db, filter, mark)
}

/** All categories that papers have, by name. */
export function categories(db: Db): Promise<string[]> {
  return allCategories(db, MOST_CATEGORIES)
}

/** A person and what they put on lists. @throws NotFound when nobody has that name, or past the end. */
export async function papersOfPerson(
  db: Db,
  { name, today, page }: { name: string; today: Day; page: number },
): Promise<{ person: NamedPerson; papers: ListedPaper[]; from: number; hasNext: boolean }> {
  const people = await peopleNamed(db, name)
  const [person] = people
  if (!person) throw new NotFound('Nobody of that name is known here.')
  const skip = (page - 1) * PAGE_SIZE
  const named = people.map(({ id }) => id)
  const ids = await submittedPaperIds(db, named, { today, skip, limit: PAGE_SIZE + 1 })
  if (ids.length === 0 && page > 1) throw new NotFound(`This list ends before page ${page}.`)
  const papers = await listPapers(db, ids.slice(0, PAGE_SIZE))
  return { person, papers, from: papers.length > 0 ? skip + 1 : 0, hasNext: ids.length > PAGE_SIZE }
}

/** @throws NotFound */
export async function paperWithEditions(db: Db, { id, today }: { id: PaperId; today: Day }) {
  const paper = await paperById(db, id)
  if (!paper) throw new NotFound('There is no paper of that id here.')
  return { paper: listPaper(paper), editions: await editionsOfPaper(db, id, today) }
}

async function trendingCandidates(db: Db, newest: Day): Promise<Candidate[]> {
  const listed = await listedCandidates(db, newest)
  const voted = await votedBesideLists(db, startOfDay(trendingSince(newest)), startOfDay(addDays(newest, 1)))
  const beside = voted.map(({ paperId, publishedAt: at, recordedVotes: votes }) => ({
    paperId,
    enteredAt: at,
    casts: [{ at, votes }],
  }))
  return [...listed, ...beside]
}

async function listedCandidates(db: Db, newest: Day): Promise<Candidate[]> {
  const candidates = new Map<PaperId, Candidate>()
  for (const { paperId, day, enteredAt, recordedVotes } of await trendingRows(
    db,
    trendingSince(newest),
    newest,
  )) {
    const at = entryMoment(day, enteredAt)
    const known = candidates.get(paperId)
    if (known && known.enteredAt <= at) continue
    candidates.set(paperId, { paperId, enteredAt: at, casts: [{ at, votes: recordedVotes }] })
  }
  return [...candidates.values()]
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

async function olderPart(db: Db, filter: NewestFilter, mark: Mark | null): Promise<NewestAnswer> {
  const keys = await keysAfter(db, filter, mark, PAGE_SIZE + 1)
  if (mark && keys.length === 0) throw new NotFound('The list of new papers ends before this page.')
  const skip = mark ? mark.position : 0
  const part = {
    from: keys.length > 0 ? skip + 1 : 0,
    hasOlder: keys.length > PAGE_SIZE,
    hasNewer: mark !== null,
  }
  return answer(db, keys.slice(0, PAGE_SIZE), part)
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
