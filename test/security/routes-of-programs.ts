// What is there for programs and other sites beside the API and the feeds.

import { routes } from '../../src/web/routes.ts'
import { doorPaper } from './door.ts'
import { open, type RouteLine } from './route-line.ts'

const day = routes.day('2025-12-05')
const [week, month] = [routes.week('2025-W49'), routes.month('2025-12')]
const markdown = ':key{[^/]+\\.md}'

export const routesOfPrograms: readonly RouteLine[] = [
  open('GET /papers/date/:key/card.png', routes.listCard(day)),
  open('GET /papers/week/:key/card.png', routes.listCard(week)),
  open('GET /papers/month/:key/card.png', routes.listCard(month)),
  open('GET /papers/trending/card.png', routes.listCard(routes.trending())),
  open('GET /:handle{@[^/]+}/card.png', routes.listCard(routes.person('some-owner'))),
  open(`GET /papers/date/${markdown}`, routes.listMarkdown(day)),
  open(`GET /papers/week/${markdown}`, routes.listMarkdown(week)),
  open(`GET /papers/month/${markdown}`, routes.listMarkdown(month)),
  open('GET /papers/trending.md', routes.listMarkdown(routes.trending())),
  open('GET /oembed', routes.oembed(`http://127.0.0.1:8080${routes.paper(doorPaper)}`)),
  open('GET /llms.txt', routes.llms()),
  open('GET /robots.txt', routes.robots()),
  open('GET /dumps', routes.dumps()),
  open('GET /dumps/:day/:name', routes.dumpFile('latest', 'manifest.json'), 404),
]
