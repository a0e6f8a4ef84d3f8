// What some searches find among some new papers: by words those that hold them all, by meaning those that are among the
// best of the whole index.

import type { Db } from '../db/connect.ts'
import type { SavedSearchTable } from '../db/schema-searches.ts'
import type { Finder } from '../finding/finder.ts'
import type { PaperId } from '../papers/paper.ts'
import { parseQuery } from '../search/query/parse-query.ts'
import type { Query } from '../search/query/query.ts'
import { isOnlyConditions, type StandingMatch } from '../search/standing-queries.ts'
import type { News } from './find-queries.ts'
import { setSearch } from './saved-search-queries.ts'

export interface Find {
  searchId: string
  paperId: PaperId
  why: 'words' | 'meaning'
}

/**
 * By meaning a paper is found when it is among so many nearest of all, and no less near than that. Of 48 questions on
 * 426,000 papers the right one was among the best 50, 100, 200 and 500 in 58, 69, 81 and 83 of a hundred: behind 200
 * comes mostly what is not meant. A search found 8 papers a month of 6,800. Cosines of texts that have nothing to do with
 * each other are below .17 in 99 of a hundred.
 */
const NEAREST = 200
const LEAST_NEARNESS = 0.2

/** Papers that go away make room for others: looked up again after that time, whatever was found. */
const GOOD_MS = 7 * 86_400_000
/** Where something is found: in that time few of the nearest change. */
const FRESH_MS = 10 * 60_000

interface FindParts {
  db: Db
  finder: Finder
  now: number
}

export async function findsAmong(
  parts: FindParts,
  searches: readonly SavedSearchTable[],
  { papers, seq }: News,
): Promise<Find[]> {
  const asked = searches.map((search) => askedOf(search))
  for (const one of asked) {
    const { nearness_at } = one.search
    if (one.byMeaning && (nearness_at === null || nearness_at < parts.now - GOOD_MS))
      await measure(parts, one)
  }
  const matches = await parts.finder.match(
    { ids: papers.map(({ id }) => id), seq },
    asked.map(({ query, byWords, byMeaning, search }) => ({
      ...{ query, byWords },
      leastNearness: byMeaning ? Math.max(LEAST_NEARNESS, search.nearness ?? 0) : null,
    })),
  )
  const arrivedAt = new Map(papers.map((paper) => [paper.id, paper.arrivedAt]))
  const found: Find[] = []
  for (const [at, one] of asked.entries()) {
    const fresh = (matches[at] ?? []).filter(({ id }) => (arrivedAt.get(id) ?? 0) > one.search.created_at)
    found.push(...(await findsOf(parts, one, fresh)))
  }
  return found
}

interface Asked {
  search: SavedSearchTable
  query: Query
  byWords: boolean
  byMeaning: boolean
}

function askedOf(search: SavedSearchTable): Asked {
  const query = parseQuery(search.query)
  const byMeaning = search.mode !== 'lexical' && !isOnlyConditions(query)
  return { search, query, byWords: search.mode !== 'semantic', byMeaning }
}

async function findsOf(parts: FindParts, asked: Asked, matches: readonly StandingMatch[]): Promise<Find[]> {
  const { search } = asked
  const near = matches.filter(({ holdsAll, nearness }) => !holdsAll && nearness !== null)
  // What was known as the last of the best may have been pushed out by others since.
  const isFresh = search.nearness !== null && (search.nearness_at ?? 0) > parts.now - FRESH_MS
  if (near.length > 0 && !isFresh) await measure(parts, asked)
  const least = search.nearness ?? 0
  return matches.flatMap(({ id, holdsAll, nearness }): Find[] => {
    if (holdsAll) return [{ searchId: search.id, paperId: id, why: 'words' }]
    return nearness !== null && nearness >= least
      ? [{ searchId: search.id, paperId: id, why: 'meaning' }]
      : []
  })
}

/** Looks up how near the last of its best papers is, and keeps it. */
async function measure({ db, finder, now }: FindParts, { search, query }: Asked): Promise<void> {
  search.nearness = await finder.nearnessAt(query, NEAREST)
  search.nearness_at = now
  await setSearch(db, search.id, { nearness: search.nearness, nearness_at: now })
}
