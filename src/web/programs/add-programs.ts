// What is there for programs and for other sites, beside the API and the feeds: pictures and quotations of pages, lists as
// Markdown, dumps, and what robots and agents are told.

import type { Period } from '../../papers/calendar.ts'
import { readableFromEverywhere } from '../api/api.ts'
import type { Ctx, Web, WebDependencies } from '../environment.ts'
import { sendDumpFile, showDumps } from './dump-files.tsx'
import type { ListName } from './found-list.ts'
import { sendListCard } from './list-card.ts'
import { sendListMarkdown } from './list-markdown.ts'
import { sendLlmsText } from './llms-text.ts'
import { sendOembed } from './oembed.ts'
import { sendRobots } from './robots.ts'

const editions = [
  { folder: 'date', period: 'day' },
  { folder: 'week', period: 'week' },
  { folder: 'month', period: 'month' },
] as const

/** Before the pages: what stands behind a list's address would be taken for the id of a paper. */
export function addPrograms(app: Web, { db, config }: WebDependencies): void {
  for (const { folder, period } of editions) {
    app.get(`/papers/${folder}/:key/card.png`, sendListCard(db, editionNamed(period)))
    app.get(`/papers/${folder}/:key{[^/]+\\.md}`, sendListMarkdown(db, editionNamed(period)))
  }
  app.get('/papers/trending/card.png', sendListCard(db, trending))
  app.get('/papers/trending.md', sendListMarkdown(db, trending))
  app.get('/:handle{@[^/]+}/card.png', sendListCard(db, personNamed))
  app.use('/oembed', readableFromEverywhere)
  app.get('/oembed', sendOembed(db))
  app.get('/llms.txt', sendLlmsText)
  app.get('/robots.txt', sendRobots)
  app.get('/dumps', showDumps(config))
  app.get('/dumps/:day/:name', sendDumpFile(config))
}

const editionNamed =
  (kind: Period) =>
  (c: Ctx): ListName => ({ kind, key: (c.req.param('key') ?? '').replace(/\.md$/, '') })

const trending = (): ListName => ({ kind: 'trending' })

const personNamed = (c: Ctx): ListName => ({ kind: 'person', name: (c.req.param('handle') ?? '').slice(1) })
