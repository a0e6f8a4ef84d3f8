// Compares what is new with all saved searches: new papers are an index of their own, in which a search costs little
// (docs/decisions/0033). Safe to repeat: a search finds a paper once.

import type { Db } from '../db/connect.ts'
import type { Finder } from '../finding/finder.ts'
import {
  type Arrival,
  arrivalsAfter,
  changedBetween,
  deleteFinds,
  endOfNews,
  type News,
  type Reach,
} from './find-queries.ts'
import { findsAmong } from './finds-among.ts'
import { keepFinds } from './keep-finds.ts'
import { readReach, writeReach } from './reach.ts'
import { isAnySearchSaved, searchesAfter } from './saved-search-queries.ts'

export interface RunParts {
  db: Db
  finder: Finder
  /** Milliseconds UTC. */
  now: () => number
  signal: AbortSignal
}

/** New papers that are compared together. */
const PAPERS = 500
/** Numbers of the change sequence that are looked through together. */
const CHANGES = 5_000
/** Searches asked together: the search of everybody else waits that long, some 20 ms. */
const SEARCHES = 50

/** Nothing is done while the index is behind: of papers that nobody can find yet nobody is told. */
export async function runSavedSearches(parts: RunParts): Promise<void> {
  const { db, finder, signal } = parts
  let reach = await readReach(db)
  if (reach === null || !(await isAnySearchSaved(db))) return writeReach(db, await endOfNews(db))
  if (finder.state().kind !== 'ready') return
  for (;;) {
    const { papers, next } = await newsBehind(db, reach)
    if (next === null) return
    if (papers.length > 0) await compareWithAll(parts, { papers, seq: next.seq })
    // Cut short, the same papers are compared again.
    if (signal.aborted) return
    await writeReach(db, next)
    reach = next
  }
}

/** Papers that came, and those of them that changed since: a list may have taken them, or code may be linked. */
async function newsBehind(db: Db, reach: Reach): Promise<{ papers: Arrival[]; next: Reach | null }> {
  const end = await endOfNews(db)
  const upTo = Math.min(end.seq, reach.seq + CHANGES)
  const arrived = await arrivalsAfter(db, reach, PAPERS)
  const changed = await changedBetween(db, reach.seq, upTo)
  // A restored store may count from lower numbers.
  if (arrived.length === 0 && end.seq === reach.seq) return { papers: [], next: null }
  const last = arrived.at(-1)
  const next = {
    seq: upTo,
    arrivedAt: last?.arrivedAt ?? reach.arrivedAt,
    paperId: last?.id ?? reach.paperId,
  }
  const papers = new Map([...arrived, ...changed].map((paper) => [paper.id, paper]))
  return { papers: [...papers.values()], next }
}

async function compareWithAll(parts: RunParts, { papers, seq }: News): Promise<void> {
  const { db, finder, signal } = parts
  for (let at = 0; at < papers.length; at += PAPERS) {
    const some = { papers: papers.slice(at, at + PAPERS), seq }
    for (let after = ''; !signal.aborted; ) {
      const searches = await searchesAfter(db, after, SEARCHES)
      const last = searches.at(-1)
      if (!last) break
      const found = await findsAmong({ db, finder, now: parts.now() }, searches, some)
      await keepFinds(db, found, parts.now())
      after = last.id
    }
  }
}

/** Papers that are so old come never again. */
const KEPT_MS = 180 * 86_400_000

/** What was found long ago. */
export async function forgetFinds(db: Db, now: number): Promise<void> {
  for (let after = ''; ; ) {
    const ids = (await searchesAfter(db, after, SEARCHES)).map(({ id }) => id)
    const last = ids.at(-1)
    if (last === undefined) return
    await deleteFinds(db, ids, now - KEPT_MS)
    after = last
  }
}
