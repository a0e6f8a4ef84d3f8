// Papers that are new here. Files that are imported are no news, and neither is what a harvest of past years brings.

import type { Clock } from '../clock.ts'
import type { Db, Tx } from '../db/connect.ts'
import { inTransaction } from '../db/write.ts'
import { newsAmong, takeAdditions } from '../papers/addition-queries.ts'
import { noteNewPapers } from '../papers/new-paper-queries.ts'
import { MOST_PAPERS } from './event-types.ts'
import { type Hook, wantsCategory } from './hook.ts'
import { activeHooks } from './hook-queries.ts'
import { tellThese } from './tell-hooks.ts'

const NEWS_DAYS = 60
const DAY_MS = 86_400_000
/** Batches a transaction; one has some hundred papers. */
const AT_ONCE = 5

export async function tellOfAdditions(db: Db, clock: Clock): Promise<void> {
  for (;;) {
    const batches = await inTransaction(db, async (tx) => {
      const now = clock.now()
      const taken = await takeAdditions(tx, AT_ONCE)
      if (taken.length > 0) await tellOf(tx, await newsOf(tx, taken.flat(), now), now)
      return taken.length
    })
    if (batches < AT_ONCE) return
  }
}

type News = Awaited<ReturnType<typeof newsAmong>>

/** Noted as news, also where no hook wants to hear of them. */
async function newsOf(tx: Tx, ids: readonly string[], now: number): Promise<News> {
  const news = await newsAmong(tx, ids, now - NEWS_DAYS * DAY_MS)
  await noteNewPapers(
    tx,
    news.map(({ id }) => id),
    now,
  )
  return news
}

async function tellOf(tx: Tx, news: News, now: number): Promise<void> {
  const hooks = (await activeHooks(tx)).filter(({ events }) => events.includes('paper.added'))
  if (hooks.length === 0) return
  const [choosy, others] = [
    hooks.filter(({ categories }) => categories.length > 0),
    hooks.filter(({ categories }) => categories.length === 0),
  ]
  await tellInParts(tx, others, news, now)
  for (const hook of choosy) {
    const wanted = news.filter(({ categories }) => wantsCategory(hook, categories))
    await tellInParts(tx, [hook], wanted, now)
  }
}

async function tellInParts(tx: Tx, hooks: readonly Hook[], news: News, now: number): Promise<void> {
  for (let at = 0; at < news.length; at += MOST_PAPERS) {
    const paperIds = news.slice(at, at + MOST_PAPERS).map(({ id }) => id)
    await tellThese(tx, hooks, { content: { type: 'paper.added', paperIds }, subject: '', now })
  }
}
