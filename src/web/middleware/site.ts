import { createMiddleware } from 'hono/factory'
import { isLoopback } from '../../config.ts'
import { laterDay, todayAt } from '../../papers/calendar.ts'
import { isEmpty } from '../../papers/queries.ts'
import { sampleDay } from '../../papers/sample-edition.ts'
import type { WebDependencies, WebEnvironment } from '../environment.ts'

/** What every page is told about the site at this moment. */
export function site({ db, config, clock, log, assets }: WebDependencies) {
  const { SITE_NAME, SITE_CURATOR, PUBLIC_URL, HOST, PORT, TEST_CLOCK, SOURCES, JOBS } = config
  const fixed = {
    name: SITE_NAME,
    publicUrl: PUBLIC_URL ?? `http://${HOST}:${PORT}`,
    sample: false,
    harvests: JOBS && SOURCES.length > 0,
    assets: assets.site,
    ...(SITE_CURATOR === undefined ? {} : { curator: SITE_CURATOR }),
  }
  return createMiddleware<WebEnvironment>(async (c, next) => {
    const now = clock.now()
    const testClock = TEST_CLOCK ? { testClock: new Date(now).toISOString() } : {}
    const today = todayAt(now, { timezone: config.EDITION_TIMEZONE, cutoff: config.EDITION_CUTOFF })
    c.set('site', { ...fixed, now, today, ...testClock })
    c.set('db', db)
    c.set('log', log)
    await next()
  })
}

/**
 * While the store has no paper, pages read the sample edition instead, and say so. The first paper ends that at
 * once and for good: from then on nothing is asked any more.
 */
export function sampleEdition({ db, sampleDb, config }: WebDependencies) {
  const { PUBLIC_URL } = config
  const published = PUBLIC_URL !== undefined && !isLoopback(new URL(PUBLIC_URL).hostname)
  let hasPapers = sampleDb === undefined
  return createMiddleware<WebEnvironment>(async (c, next) => {
    hasPapers ||= !(await isEmpty(db))
    if (hasPapers || !sampleDb) return next()
    c.set('db', sampleDb)
    const site = c.get('site')
    // Clocks that are set back show it, too.
    c.set('site', { ...site, today: laterDay(site.today, sampleDay), sample: true })
    await next()
    // The same 48 papers on every new site: nothing for the search engines that can reach it.
    if (published) c.res.headers.set('X-Robots-Tag', 'noindex')
  })
}
