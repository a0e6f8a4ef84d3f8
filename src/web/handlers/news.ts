// What of a list is new to the member who reads it. The look is noted; nothing else is changed by it, and reloading shows
// the same.

import { visitList } from '../../follows/list-visits.ts'
import { cameSince, listedSince } from '../../follows/new-since.ts'
import type { Day } from '../../papers/calendar.ts'
import { countNewSince } from '../../papers/new-paper-queries.ts'
import type { ListedPaper, PaperId } from '../../papers/paper.ts'
import type { Ctx } from '../environment.ts'
import type { News } from '../views/new-since.tsx'

type NewsProps = { news?: News }

/** Of a list of papers of all kinds; `list` is its name among those that somebody looks at. */
export async function newsOf(c: Ctx, list: string, papers: readonly ListedPaper[]): Promise<NewsProps> {
  const { db, site } = c.var
  return newsOn(c, list, papers, (ids, since) => cameSince(db, ids, { since, today: site.today }))
}

/** Of the list of a day: what came onto it. */
export async function newsOfDay(c: Ctx, day: Day, papers: readonly ListedPaper[]): Promise<NewsProps> {
  return newsOn(c, 'today', papers, (ids, since) => listedSince(c.var.db, ids, { since, day }))
}

/** More are not counted. */
const MOST_COUNTED = 2_000

/** Of all new papers, or those of a category: how many, too. */
export async function newsOfNewest(
  c: Ctx,
  category: string | undefined,
  papers: readonly ListedPaper[],
): Promise<NewsProps> {
  // A category that has no paper is none.
  if (papers.length === 0) return {}
  const { news } = await newsOf(c, category === undefined ? 'new' : `new/${category}`, papers)
  if (!news) return {}
  const count = await countNewSince(c.var.db, { since: news.since, category, most: MOST_COUNTED })
  return { news: { ...news, count, ...(count === MOST_COUNTED && { atLeast: true }) } }
}

type AskNews = (ids: readonly PaperId[], since: number) => Promise<Set<PaperId>>

async function newsOn(
  c: Ctx,
  list: string,
  papers: readonly ListedPaper[],
  ask: AskNews,
): Promise<NewsProps> {
  const since = await visit(c, list)
  if (since === null) return {}
  const ids = papers.map(({ id }) => id)
  return { news: { since, papers: await ask(ids, since) } }
}

/** Null for strangers and programs, in a first visit, and where it can't be told. */
async function visit(c: Ctx, list: string): Promise<number | null> {
  const { db, viewer, site, log } = c.var
  if (viewer?.sessionId === undefined || site.sample || c.req.method !== 'GET') return null
  // Browsers fetch some pages before anybody looks at them.
  if (/prefetch/.test(c.req.header('sec-purpose') ?? '')) return null
  try {
    return await visitList(db, { memberId: viewer.id, list: list.slice(0, 100), now: site.now })
  } catch (error) {
    log.warn({ requestId: c.var.requestId, error: String(error) }, 'A visit could not be noted.')
    return null
  }
}
