// What clients can attach to a conversation by its address: today's edition, an edition, a paper.

import { type McpServer, ResourceTemplate } from '@modelcontextprotocol/server'
import { NotFound } from '../../errors.ts'
import { addDays, earlierDay } from '../../papers/calendar.ts'
import { idPath } from '../../papers/identifiers/paper-id-address.ts'
import { dayCounts, newestDayUpTo, standingsBetween } from '../../papers/lists/edition-queries.ts'
import { listPaper } from '../../papers/lists/listed.ts'
import { toMarkdown } from '../../papers/markdown.ts'
import type { PaperId } from '../../papers/paper.ts'
import { idsBeginning, paperById, papersByIds } from '../../papers/queries.ts'
import { plainLatex } from '../../papers/text/latex-text.ts'
import { routes } from '../routes.ts'
import { longDay } from '../views/date-text.ts'
import { absolute, type McpCall } from './call.ts'
import { editionAnswer } from './edition-answer.ts'
import { guarded } from './guarded.ts'
import { knownPaper } from './known-paper.ts'
import { oneLine, visible } from './quotation.ts'

const MARKDOWN = 'text/markdown'
const TODAY = 'broadsheet://today'

export const paperUri = (id: PaperId): string => `broadsheet://paper/${idPath(id)}`
const editionUri = (day: string): string => `broadsheet://edition/${day}`

export function registerResources(server: McpServer, call: McpCall): void {
  const today = {
    title: 'Today’s edition',
    description: 'The papers of today, or of the newest edition, and why.',
    mimeType: MARKDOWN,
  }
  server.registerResource('today', TODAY, today, () =>
    readable(call, TODAY, () => editionText(call, call.c.var.site.today)),
  )
  const days = new ResourceTemplate('broadsheet://edition/{date}', {
    list: () => guarded(call, 'editions', () => listEditions(call)),
    complete: { date: (typed) => guarded(call, 'complete a day', () => daysBeginning(call, typed)) },
  })
  const edition = { title: 'The edition of a day', description: 'YYYY-MM-DD', mimeType: MARKDOWN }
  server.registerResource('edition', days, edition, ({ href }, { date }) =>
    readable(call, href, () => editionText(call, asked(date))),
  )
  // The plus lets an id have slashes.
  const papers = new ResourceTemplate('broadsheet://paper/{+id}', {
    list: () => guarded(call, 'papers of the newest edition', () => listPapersOfNewest(call)),
    complete: { id: (typed) => guarded(call, 'complete an id', () => idsFor(call, typed)) },
  })
  const paper = {
    title: 'A paper',
    description: 'Its abstract and everything that is known of it; any form of id.',
    mimeType: MARKDOWN,
  }
  server.registerResource('paper', papers, paper, ({ href }, { id }) =>
    readable(call, href, () => paperText(call, asked(id))),
  )
}

/** The Markdown twin of a paper's page. @throws NotFound */
export async function paperText(call: McpCall, text: string): Promise<string> {
  const { id } = await knownPaper(call, text)
  const paper = await paperById(call.c.var.db, id)
  if (!paper) throw new NotFound('This paper is not in the collection of this site.')
  return visible(toMarkdown(listPaper(paper), absolute(call, routes.paper(id))))
}

async function editionText(call: McpCall, key: string): Promise<string> {
  return (await editionAnswer(call, { period: 'day', key, page: 1, brief: false })).text
}

const RECENT_DAYS = 30

async function listEditions(call: McpCall) {
  const { db, site } = call.c.var
  const newest = await newestDayUpTo(db, site.today)
  const days = newest === undefined ? [] : await dayCounts(db, addDays(newest, 1 - RECENT_DAYS), newest)
  return {
    resources: days.reverse().map(({ day, papers }) => ({
      ...{ uri: editionUri(day), name: day, mimeType: MARKDOWN },
      title: `${longDay(day)}, ${papers} ${papers === 1 ? 'paper' : 'papers'}`,
    })),
  }
}

const MOST_LISTED = 100

/** Of millions of papers those that people look at now; every other can be read by its id. */
async function listPapersOfNewest(call: McpCall) {
  const { db, site } = call.c.var
  const newest = await newestDayUpTo(db, site.today)
  const standings = newest === undefined ? [] : await standingsBetween(db, newest, newest)
  const ids = standings.map(({ paperId }) => paperId).slice(0, MOST_LISTED)
  const papers = await papersByIds(db, ids)
  return {
    resources: papers.map(({ id, title }) => ({
      ...{ uri: paperUri(id), name: id, mimeType: MARKDOWN, title: oneLine(plainLatex(title)) },
    })),
  }
}

const MOST_COMPLETED = 20
const LONGEST_PREFIX = 100

async function idsFor({ c, dependencies: { finder } }: McpCall, typed: string): Promise<PaperId[]> {
  const prefix = visible(typed).trim().slice(0, LONGEST_PREFIX)
  if (prefix === '') return []
  const ids = await idsBeginning(c.var.db, prefix, MOST_COMPLETED)
  const byTitle = finder.state().kind === 'unavailable' ? [] : (await finder.suggest(prefix)).papers
  return [...new Set([...ids, ...byTitle.map(({ id }) => id)])].slice(0, MOST_COMPLETED)
}

async function daysBeginning({ c }: McpCall, typed: string): Promise<string[]> {
  const { db, site } = c.var
  if (!/^[\d-]{0,10}$/.test(typed)) return []
  // Days sort as text, so that the beginning of one stands before it.
  const first = typed === '' ? addDays(site.today, -RECENT_DAYS) : typed
  const days = await dayCounts(db, first, typed === '' ? site.today : earlierDay(`${typed}~`, site.today))
  return days
    .slice(-MOST_COMPLETED)
    .map(({ day }) => day)
    .reverse()
}

/** A variable of an address, as people may have encoded it. */
function asked(value: string | string[] | undefined): string {
  const text = Array.isArray(value) ? value.join('/') : (value ?? '')
  try {
    return visible(decodeURIComponent(text))
  } catch {
    return visible(text)
  }
}

const readable = (call: McpCall, uri: string, text: () => Promise<string>) =>
  guarded(call, uri, async () => ({ contents: [{ uri, mimeType: MARKDOWN, text: await text() }] }), uri)
