// The new papers from which those are chosen who want everything they follow: read once a period, and laid out so that
// thousands of readers find their own.

import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Db } from '../db/connect.ts'
import { createFollowIndex, type FollowIndex } from '../follows/follow-index.ts'
import type { Follow } from '../follows/follow-kinds.ts'
import { peopleOfPapers } from '../follows/followed-queries.ts'
import type { Day } from '../papers/calendar.ts'
import { listPapers } from '../papers/lists/listed.ts'
import { newPapersBetween } from '../papers/new-paper-queries.ts'
import type { ListedPaper, PaperId } from '../papers/paper.ts'
import { termsOfPaper } from '../papers/paper-terms.ts'
import type { FittingPaper } from './choose-followed.ts'
import type { DigestEdition } from './digest-edition.ts'
import type { DigestPeriod } from './subscription.ts'

const DAY_MS = 86_400_000
/** How far back what nobody was told of is news: over a weekend, or a week that was missed. */
const lookBackMs: Record<DigestPeriod, number> = { daily: 4 * DAY_MS, weekly: 8 * DAY_MS }
/** For whom nothing was looked at yet. */
const firstLookBackMs: Record<DigestPeriod, number> = { daily: DAY_MS, weekly: 7 * DAY_MS }
/** More come in no week, but where a source is harvested for the first time. */
const MOST_NEW = 20_000
/** Rows a query, and papers before others have a turn. */
const AT_ONCE = 250

export interface FollowedNews {
  /** Milliseconds UTC: what came before then is no news to anybody. */
  earliest: number
  /** All that came until then was read, milliseconds UTC. */
  until: number
  /** After then something is news to those for whom all was looked at that came until `lookedAt`; milliseconds UTC. */
  since(lookedAt: number | null): number
  fitting(follows: readonly Follow[]): FittingPaper[]
}

/** What came until now, and the editions: those whom a reader follows may have put a paper there. */
export async function readFollowedNews(
  db: Db,
  { period, papers: listed, earlier }: DigestEdition,
  { now, today }: { now: number; today: Day },
): Promise<FollowedNews> {
  const earliest = now - lookBackMs[period]
  const arrived = await newPapersBetween(db, { since: earliest, now, limit: MOST_NEW })
  const arrivedAt = new Map(arrived.map(({ id, arrivedAt: at }) => [id, at]))
  const papers = new Map<PaperId, ListedPaper>()
  // What stands in an edition that is due is news, whenever it came.
  for (const paper of [listed, ...earlier.map((edition) => edition.papers)].flat()) {
    papers.set(paper.id, paper)
    arrivedAt.set(paper.id, now)
  }
  await readInto(
    papers,
    arrived.map(({ id }) => id).filter((id) => !papers.has(id)),
    db,
  )
  const all = [...papers.values()]
  const people = await peopleOfPapers(db, [...papers.keys()], today)
  const index = createFollowIndex(all, people)
  return {
    earliest,
    // Not the present: what came meanwhile, or will be written down with a time before it, was not read.
    until: arrived[0]?.arrivedAt ?? earliest,
    since: (lookedAt) => Math.max(earliest, lookedAt ?? now - firstLookBackMs[period]),
    fitting: (follows) => fittingOf(index, all, arrivedAt, follows),
  }
}

/** Taking their words apart takes the most time: others have a turn in between. */
async function readInto(papers: Map<PaperId, ListedPaper>, ids: readonly PaperId[], db: Db): Promise<void> {
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    for (const paper of await listPapers(db, ids.slice(at, at + AT_ONCE))) {
      termsOfPaper(paper)
      papers.set(paper.id, paper)
    }
    await nextTurn()
  }
}

function fittingOf(
  index: FollowIndex,
  papers: readonly ListedPaper[],
  arrivedAt: ReadonlyMap<PaperId, number>,
  follows: readonly Follow[],
): FittingPaper[] {
  return [...index.fitting(follows)].flatMap(([place, why]) => {
    const paper = papers[place]
    return paper
      ? [{ id: paper.id, arrivedAt: arrivedAt.get(paper.id) ?? 0, withdrawn: paper.withdrawn, why }]
      : []
  })
}
