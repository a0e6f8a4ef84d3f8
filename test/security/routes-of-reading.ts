// Pages and files for everyone, and what admins do to sources.

import { feedFormats } from '../../src/web/feeds/feed.ts'
import { routes } from '../../src/web/routes.ts'
import { doorPaper } from './door.ts'
import { line, open, type RouteLine } from './route-line.ts'

const suffix = '\\.(?:atom|rss|json)}'
const feed = (list: string) => routes.feed(list, 'atom')

const routesOfFeeds: readonly RouteLine[] = [
  ...feedFormats.flatMap((format) => [
    open(`GET /papers.${format}`, routes.feed(routes.papers(), format)),
    open(`GET /papers/trending.${format}`, routes.feed(routes.trending(), format)),
    open(`GET /papers/new.${format}`, routes.feed(routes.newest(), format)),
    open(`GET /papers/search.${format}`, routes.feed(routes.searchList({ q: 'title' }), format)),
    open(`GET /digests.${format}`, routes.feed(routes.archive(), format)),
    open(`GET /digests/daily.${format}`, routes.feed(routes.archive('daily'), format)),
    open(`GET /digests/weekly.${format}`, routes.feed(routes.archive('weekly'), format)),
  ]),
  open(`GET /papers/date/:file{[^/]+${suffix}`, feed(routes.day('2025-12-05'))),
  open(`GET /papers/week/:file{[^/]+${suffix}`, feed(routes.week('2025-W49'))),
  open(`GET /papers/month/:file{[^/]+${suffix}`, feed(routes.month('2025-12'))),
  open(`GET /papers/new/:file{[^/]+${suffix}`, feed(routes.newest({ category: 'cs.CL' }))),
  open(`GET /papers/:file{.+/comments${suffix}`, feed(routes.discussion(doorPaper))),
  open(`GET /:file{@[^/]+${suffix}`, feed(routes.person('some-owner'))),
  open('GET /feeds', routes.feeds()),
  open('GET /feeds.opml', routes.opml()),
  open('GET /sitemap.xml', routes.sitemap()),
  open('GET /sitemaps/lists.xml', routes.sitemapOf('lists')),
  open('GET /sitemaps/editions.xml', routes.sitemapOf('editions')),
  open('GET /sitemaps/papers/:file{[^/]+\\.xml}', routes.sitemapOfPapers('2025-12')),
]

export const routesOfReading: readonly RouteLine[] = [
  ...routesOfFeeds,
  open('GET /', routes.front()),
  open('GET /papers', routes.papers()),
  open('GET /papers/date', `${routes.pickDay()}?day=2025-12-05`, 302),
  open('GET /papers/date/:key', routes.day('2025-12-05')),
  open('GET /papers/week/:key', routes.week('2025-W49')),
  open('GET /papers/month/:key', routes.month('2025-12')),
  open('GET /papers/trending', routes.trending()),
  open('GET /papers/new', routes.newest()),
  open('GET /papers/new/:category', routes.newest({ category: 'cs.CL' })),
  open('GET /papers/suggest', `${routes.suggest()}?q=ti`),
  open('GET /papers/*', routes.paper(doorPaper)),
  open('GET /papers/*', routes.paperFile(doorPaper, 'bib')),
  open('GET /:handle{@[^/]+}', routes.person('some-owner')),
  open('GET /sources', routes.sources()),
  open('GET /sources/:source', routes.source('hf-daily')),
  open('GET /about', routes.about()),
  open('GET /about/search', routes.searchHelp()),
  open('GET /assets/:name', routes.asset('site.css')),
  open('GET /favicon.svg', routes.favicon()),
  open('GET /favicon.ico', routes.faviconIco()),
  open('GET /healthz', routes.alive()),
  open('GET /readyz', routes.ready()),
  open('GET /metrics', routes.metrics()),
  // A form is not JSON, whoever sends it; src/web/mcp/mcp.test.ts asks in JSON.
  open('POST /mcp', routes.mcp(), 415),
  open('OPTIONS /mcp', routes.mcp(), 204),
  line('POST /sources/:source/run', 'run-sources', routes.runSource('hf-daily')),
  line('POST /sources/:source/pause', 'run-sources', routes.pauseSource('hf-daily', true)),
  line('POST /sources/:source/resume', 'run-sources', routes.pauseSource('hf-daily', false)),
]
