// arXiv’s query API: ids, categories and days of submission.

import { entryXml } from './arxiv-entry.ts'
import { offsetPages, pageTwists } from './paged.ts'
import { type Asked, atom, countIn, type Reply, type Route, type Twist } from './reply.ts'
import type { World } from './world.ts'
import { escaped } from './xml-text.ts'

/** One result: an index of arXiv’s papers, at times with the version asked for. */
interface Found {
  index: number
  version?: number
}

export function arxivQueryRoute(world: World): Route {
  const making: Making = { world, search: searchOf(world), pages: offsetPages() }
  return {
    format: 'xml',
    isArxiv: true,
    matches: (path) => path === '/api/query',
    twists: () => [...pageTwists, 'emptyPage'],
    answer: (asked, twist) => answerOf(asked, making, twist),
  }
}

interface Making {
  world: World
  search: (query: URLSearchParams) => Found[]
  pages: ReturnType<typeof offsetPages>
}

function answerOf({ query }: Asked, { world, search, pages }: Making, twist: Twist): Reply {
  const [start, size] = [countIn(query, 'start', 0), countIn(query, 'max_results', 10)]
  const problem = problemWith(query, start, size)
  if (problem !== null || start === null || size === null) return refusal(world, problem ?? 'wrong')
  const ids = idsIn(query)
  const found = ids.length > 0 ? ids.flatMap((id) => foundById(world, id)) : search(query)
  const list = `${query.get('id_list')} ${query.get('search_query')} ${query.get('sortOrder')}`
  const page = pages({ list, length: found.length, offset: start, size }, twist)
  const entries = (twist.fault === 'emptyPage' ? [] : page.positions).map((position) => {
    const { index = 0, version } = found[position] ?? {}
    return entryXml(world.arxiv.paper(index), version)
  })
  return atom(feed(world, query, numbers(size, page.total, start), entries))
}

const idsIn = (query: URLSearchParams): string[] =>
  (query.get('id_list') ?? '').split(',').filter((id) => id !== '')

function problemWith(query: URLSearchParams, start: number | null, size: number | null): string | null {
  if (start === null) return 'start must be a whole number'
  if (size === null) return 'max_results must be a whole number'
  if (start > 30_000) return 'start is beyond 30000'
  if (size > 2000) return 'max_results is beyond 2000'
  const wrong = idsIn(query).find((id) => !/^([a-z-]+(\.[A-Z]{2})?\/\d{7}|\d{4}\.\d{4,5})(v\d+)?$/.test(id))
  return wrong === undefined ? null : `incorrect id format for ${wrong}`
}

function foundById(world: World, text: string): Found[] {
  const [, id = '', version] = /^(.*?)(?:v(\d+))?$/.exec(text) ?? []
  const index = world.arxiv.find(id)
  if (index < 0) return []
  return [{ index, ...(version === undefined ? {} : { version: Number(version) }) }]
}

const head = `<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">
`

const numbers = (size: number, total: number, start: number): string =>
  `  <opensearch:itemsPerPage>${size}</opensearch:itemsPerPage>
  <opensearch:totalResults>${total}</opensearch:totalResults>
  <opensearch:startIndex>${start}</opensearch:startIndex>
`

function feed({ until }: World, query: URLSearchParams, counts: string, entries: string[]): string {
  return `${head}  <id>https://arxiv.org/api/generated</id>
  <title>arXiv Query: ${escaped(String(query))}</title>
  <updated>${until}T06:00:00Z</updated>
  <link href="https://arxiv.org/api/query?${escaped(String(query))}" type="application/atom+xml"/>
${counts}${entries.join('')}</feed>
`
}

function refusal({ until }: World, reason: string): Reply {
  const address = `https://arxiv.org/api/errors#${encodeURIComponent(reason.replaceAll(' ', '_'))}`
  return atom(
    `${head}  <id>https://arxiv.org/</id>
  <title>arXiv Search Results</title>
  <updated>${until}T06:00:00Z</updated>
${numbers(1, 1, 0)}  <entry>
    <id>${address}</id>
    <title>Error</title>
    <updated>${until}T06:00:00Z</updated>
    <link href="${address}" rel="alternate" type="text/html"/>
    <summary>${escaped(reason)}</summary>
    <author>
      <name>arXiv api core</name>
    </author>
  </entry>
</feed>
`,
    400,
  )
}

/** Results of the last questions are kept: pages of one question come one after the other. */
function searchOf(world: World): (query: URLSearchParams) => Found[] {
  const kept = new Map<string, Found[]>()
  return (query) => {
    const order = `${query.get('sortBy') ?? ''} ${query.get('sortOrder') ?? ''}`
    const question = `${query.get('search_query') ?? ''} ${order}`
    const found = kept.get(question) ?? results(world, query.get('search_query') ?? '', order)
    if (kept.size > 50) kept.clear()
    kept.set(question, found)
    return found
  }
}

/** Categories are joined by OR, ranges of time by AND. */
function results(world: World, question: string, order: string): Found[] {
  const { arxiv } = world
  const categories = [...question.matchAll(/\bcat:"?([\w.*-]+)/g)].map(([, name = '']) =>
    name.replace('*', ''),
  )
  const [, from, to] = /submittedDate:[[{"]*(\d{8,14})\s+TO\s+(\d{8,14})/i.exec(question) ?? []
  const title = /\bti:"([^"]+)"/.exec(question)?.[1]
  if (title !== undefined) return withTitle(world, title)
  if (question.trim() === '' || (categories.length === 0 && from === undefined)) return []
  const [begin, end] = [minuteIn(from, '197001010000'), minuteIn(to, '219912312359') + 60_000]
  const found: Found[] = []
  for (let index = 0; index < arxiv.count; index++) {
    const at = arxiv.createdAt(index)
    if (at < begin || at >= end) continue
    const own = arxiv.categories(index)
    if (categories.length === 0 || categories.some((name) => own.some((one) => one.startsWith(name))))
      found.push({ index })
  }
  const sign = order.endsWith('ascending') ? 1 : -1
  return found.sort(
    (a, b) => sign * (arxiv.createdAt(a.index) - arxiv.createdAt(b.index)) || a.index - b.index,
  )
}

/** Those whose titles hold the words one after the other. */
function withTitle({ arxiv }: World, words: string): Found[] {
  const bare = (text: string) =>
    ` ${text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()} `
  return Array.from({ length: arxiv.count }, (_, index) => ({ index })).filter(({ index }) =>
    bare(arxiv.paper(index).title).includes(bare(words)),
  )
}

/** Milliseconds of `202603040506`, of which the time may be missing. */
function minuteIn(digits: string | undefined, fallback: string): number {
  const text = (digits ?? fallback).slice(0, 12).padEnd(12, '0')
  const [year, month, day, time] = [text.slice(0, 4), text.slice(4, 6), text.slice(6, 8), text.slice(8)]
  return Date.parse(`${year}-${month}-${day}T${time.slice(0, 2)}:${time.slice(2)}:00Z`)
}
