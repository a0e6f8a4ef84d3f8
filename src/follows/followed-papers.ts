// The newest papers that fit what somebody follows, each with what it fits. Categories, people and organisations are asked
// of the store, names and keywords of the search: all of them are the whole collection, not its last weeks.

import type { Db } from '../db/connect.ts'
import { NotFound } from '../errors.ts'
import type { Day } from '../papers/calendar.ts'
import { listPapers } from '../papers/lists/listed.ts'
import { categories } from '../papers/lists/newest.ts'
import { keysAfter } from '../papers/lists/newest-queries.ts'
import { PAGE_SIZE } from '../papers/lists/part.ts'
import type { ListedPaper } from '../papers/paper.ts'
import { compareText } from '../papers/text/compare-text.ts'
import type { Clause, Query } from '../search/query/query.ts'
import { createFollowIndex } from './follow-index.ts'
import { type Follow, type FollowKind, foldedWords, isWithin, soughtText } from './follow-kinds.ts'
import {
  type FollowedKey,
  keysOfClaimants,
  keysOfPapers,
  keysOfSubmitters,
  keysWithOrganization,
  peopleOfPapers,
} from './followed-queries.ts'
import type { ListFinder } from './rare-finder.ts'

/** Paging ends here, as that of a search does. */
const MOST_FOLLOWED = 1_000
/** Papers that name an organisation are few; older ones are not looked through. */
const MOST_WITH_ORGANIZATION = 10_000

export interface FollowedPaper {
  paper: ListedPaper
  /** What it fits, the strongest first. */
  why: Follow[]
}

export interface FollowedPart {
  papers: FollowedPaper[]
  /** 1-based; 0 where there is none. */
  from: number
  to: number
  hasNext: boolean
  /** Names and keywords could not be asked for: the search is being built. */
  withoutSearch: boolean
}

interface FollowedQuestion {
  follows: readonly Follow[]
  today: Day
  page: number
}

/** @throws NotFound past the end */
export async function followedPapers(
  db: Db,
  finder: ListFinder,
  { follows, today, page }: FollowedQuestion,
): Promise<FollowedPart> {
  const skip = (page - 1) * PAGE_SIZE
  const limit = Math.min(skip + PAGE_SIZE + 1, MOST_FOLLOWED)
  const withoutSearch = finder.state().kind === 'unavailable'
  const keys = await newestKeys(db, withoutSearch ? null : finder, { follows, today, limit })
  const shown = keys.slice(skip, skip + PAGE_SIZE)
  if (shown.length === 0 && page > 1) throw new NotFound(`This list ends before page ${page}.`)
  const papers = await explained(db, shown, { follows, today })
  return {
    ...{ papers, withoutSearch, from: shown.length > 0 ? skip + 1 : 0, to: skip + shown.length },
    hasNext: keys.length > skip + PAGE_SIZE && skip + PAGE_SIZE < MOST_FOLLOWED,
  }
}

interface KeysQuestion {
  follows: readonly Follow[]
  today: Day
  limit: number
}

/** Each paper once, the newest first. */
async function newestKeys(
  db: Db,
  finder: ListFinder | null,
  { follows, today, limit }: KeysQuestion,
): Promise<FollowedKey[]> {
  const valuesOf = (kind: FollowKind) => follows.filter((follow) => follow.kind === kind).map(soughtText)
  const people = valuesOf('person')
  const lists = await Promise.all([
    keysInCategories(db, valuesOf('category'), limit),
    people.length > 0 ? keysOfSubmitters(db, people, { today, limit }) : [],
    people.length > 0 ? keysOfClaimants(db, people, limit) : [],
    keysOfOrganisations(db, new Set(valuesOf('organisation')), limit),
    finder ? keysFound(db, finder, clausesOf(valuesOf('author'), valuesOf('keyword')), limit) : [],
  ])
  const byId = new Map(lists.flat().map((key) => [key.id, key]))
  return [...byId.values()].sort(newestFirst).slice(0, limit)
}

async function keysInCategories(db: Db, wanted: readonly string[], limit: number): Promise<FollowedKey[]> {
  if (wanted.length === 0) return []
  const within = (await categories(db)).filter((one) => wanted.some((category) => isWithin(one, category)))
  const keys: FollowedKey[] = []
  for (const category of within) {
    for (const { id, publishedAt } of await keysAfter(db, { category }, null, limit))
      if (publishedAt !== null) keys.push({ id, publishedAt })
  }
  return keys
}

async function keysOfOrganisations(
  db: Db,
  wanted: ReadonlySet<string>,
  limit: number,
): Promise<FollowedKey[]> {
  if (wanted.size === 0) return []
  const named = await keysWithOrganization(db, MOST_WITH_ORGANIZATION)
  const fits = ({ organization }: { organization: string }) => {
    const { name, fullname = '' } = JSON.parse(organization) as { name: string; fullname?: string }
    return wanted.has(foldedWords(name)) || wanted.has(foldedWords(fullname))
  }
  return named
    .filter(fits)
    .slice(0, limit)
    .map(({ id, publishedAt }) => ({ id, publishedAt }))
}

function clausesOf(authors: readonly string[], keywords: readonly string[]): Clause[] {
  return [
    ...authors.map((text) => ({ kind: 'phrase' as const, text, field: 'author' as const })),
    ...keywords.flatMap((text) =>
      (['title', 'abstract'] as const).map((field) => ({ kind: 'phrase' as const, text, field })),
    ),
  ]
}

/** The search knows the days of papers only: those of the last day that it reaches may be some of that day. */
async function keysFound(
  db: Db,
  finder: ListFinder,
  clauses: Clause[],
  limit: number,
): Promise<FollowedKey[]> {
  if (clauses.length === 0) return []
  const query: Query = {
    ...{ text: '', words: [], required: [{ kind: 'any', clauses }], excluded: [] },
    ...{ filters: { categories: [], has: [] }, ignored: [] },
  }
  const wide = Math.min(2 * limit, MOST_FOLLOWED)
  const { hits } = await finder.find({ query, mode: 'lexical', order: 'newest', offset: 0, limit: wide })
  return keysOfPapers(
    db,
    hits.map(({ id }) => id),
  )
}

/** What the search took for a phrase and isn't one is left out. */
async function explained(
  db: Db,
  keys: readonly FollowedKey[],
  { follows, today }: Pick<KeysQuestion, 'follows' | 'today'>,
): Promise<FollowedPaper[]> {
  const ids = keys.map(({ id }) => id)
  const papers = await listPapers(db, ids)
  const fitting = createFollowIndex(papers, await peopleOfPapers(db, ids, today)).fitting(follows)
  return papers.flatMap((paper, place) => {
    const why = fitting.get(place)
    return why ? [{ paper, why }] : []
  })
}

const newestFirst = (a: FollowedKey, b: FollowedKey): number =>
  b.publishedAt - a.publishedAt || compareText(b.id, a.id)
