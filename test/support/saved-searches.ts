// Searches that are saved, and papers that arrive, for tests.

import { fixedClock } from '../../src/clock.ts'
import { readConfig, type SettingName } from '../../src/config.ts'
import type { Db } from '../../src/db/connect.ts'
import { inTransaction } from '../../src/db/write.ts'
import { noteNewPapers } from '../../src/papers/new-paper-queries.ts'
import type { PaperRecord } from '../../src/papers/paper.ts'
import { runSavedSearches } from '../../src/saved-searches/run-searches.ts'
import { saveSearch } from '../../src/saved-searches/save-search.ts'
import type { SearchWish } from '../../src/saved-searches/saved-search.ts'
import { tellFinds } from '../../src/saved-searches/tell-finds.ts'
import { finderOfStore } from './local-finder.ts'
import { fill } from './records.ts'
import { noon } from './site.ts'

/** Saved at noon of the tests' day. */
export async function aSavedSearch(
  db: Db,
  memberId: string,
  query: string,
  wish: Partial<SearchWish> = {},
): Promise<string> {
  const whole = { name: query, query, mode: 'hybrid', cadence: 'at-once', ...wish } as const
  const { search } = await saveSearch(db, memberId, whole, Date.parse(noon))
  return search.id
}

/** Milliseconds UTC, so many minutes after that noon. */
export const minutesLater = (minutes: number): number => Date.parse(noon) + minutes * 60_000

/** Papers come by a harvest. */
export async function arrive(db: Db, records: PaperRecord[], minutes: number): Promise<void> {
  await fill(db, records)
  await inTransaction(db, (tx) =>
    noteNewPapers(
      tx,
      records.map(({ id }) => id),
      minutesLater(minutes),
    ),
  )
}

/** What the jobs do at that time. */
export function searchJobs(db: Db, settings: Partial<Record<SettingName, string>> = {}) {
  const finder = finderOfStore(db)
  const { values } = readConfig({ environment: { BROADSHEET_DATA: '/nowhere', ...settings } })
  const { signal } = new AbortController()
  const run = (minutes: number) => runSavedSearches({ db, finder, now: () => minutesLater(minutes), signal })
  const tell = (minutes: number) => {
    const clock = fixedClock(new Date(minutesLater(minutes)).toISOString())
    return tellFinds({ db, clock, settings: values, signal })
  }
  return { finder, run, tell }
}

/** Found so far: query and paper, in order. */
export async function findsIn(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('saved_search_paper')
    .innerJoin('saved_search', 'saved_search.id', 'saved_search_paper.saved_search_id')
    .select(['saved_search.query', 'paper_id', 'why'])
    .execute()
  return rows.map(({ query, paper_id, why }) => `${query}: ${paper_id} by ${why}`).sort()
}
