// Pages and files for everyone, and what admins do to sources.

import { routes } from '../../src/web/routes.ts'
import { doorPaper } from './door.ts'
import { line, open, type RouteLine } from './route-line.ts'

export const routesOfReading: readonly RouteLine[] = [
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
  open('GET /subscribe', routes.subscribe()),
  open('GET /assets/:name', routes.asset('site.css')),
  open('GET /favicon.svg', routes.favicon()),
  open('GET /favicon.ico', routes.faviconIco()),
  open('GET /robots.txt', routes.robots()),
  open('GET /healthz', routes.alive()),
  open('GET /readyz', routes.ready()),
  open('GET /metrics', routes.metrics()),
  line('POST /sources/:source/run', 'run-sources', routes.runSource('hf-daily')),
  line('POST /sources/:source/pause', 'run-sources', routes.pauseSource('hf-daily', true)),
  line('POST /sources/:source/resume', 'run-sources', routes.pauseSource('hf-daily', false)),
]
