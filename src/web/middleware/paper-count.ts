import { createMiddleware } from 'hono/factory'
import type { Db } from '../../db/connect.ts'
import type { createTotals } from '../../papers/lists/totals.ts'
import type { Ctx, WebEnvironment } from '../environment.ts'

/** The number is for reading, not for reckoning. */
const FRESH_MS = 60_000

interface Count {
  papers?: number
  askedAt: number
}

/** Tells pages how many papers there are. The first page waits for the count; later ones show the last that is known. */
export function paperCount(totalsOf: ReturnType<typeof createTotals>) {
  const counts = new WeakMap<Db, Count>()
  return createMiddleware<WebEnvironment>(async (c, next) => {
    const { db, site } = c.var
    const count = counts.get(db) ?? { askedAt: Number.NEGATIVE_INFINITY }
    counts.set(db, count)
    if (Math.abs(site.now - count.askedAt) >= FRESH_MS) {
      const recounted = recount(c, count, totalsOf)
      if (count.papers === undefined) await recounted
    }
    if (count.papers !== undefined) c.set('site', { ...site, papers: count.papers })
    await next()
  })
}

/** Never fails: a page without the number is a page. */
async function recount(c: Ctx, count: Count, totalsOf: ReturnType<typeof createTotals>): Promise<void> {
  const { db, site, log } = c.var
  count.askedAt = site.now
  try {
    const { sources } = await totalsOf(db, site.now)
    count.papers = sources.reduce((sum, { papers }) => sum + papers, 0)
  } catch (error) {
    log.warn({ requestId: c.var.requestId, error: String(error) }, 'The papers could not be counted.')
  }
}
