// bioRxiv’s and medRxiv’s details: one row a version, 30 rows a page, numbers as strings.

import { isDay } from './days.ts'
import type { GeneratedPaper, PreprintList } from './generated-paper.ts'
import { offsetPages, pageTwists } from './paged.ts'
import { type Asked, json, type Reply, type Route, type Twist } from './reply.ts'
import type { World } from './world.ts'

type Server = 'biorxiv' | 'medrxiv'
const pageSize = 30

/** A version of a paper, by their indexes. */
interface Row {
  index: number
  version: number
  day: string
}

export function biorxivRoute(world: World): Route {
  const making = { world, find: rowFinder(world), pages: offsetPages() }
  return {
    format: 'json',
    matches: (path) => path.startsWith('/details/'),
    twists: () => pageTwists,
    answer: (asked, twist) => answerOf(asked, making, twist),
  }
}

interface Question {
  server: Server
  from: string
  to: string
  category: string | null
}

/** What was found last is kept: pages come one after the other. */
function rowFinder(world: World): (question: Question) => Row[] {
  const whole: Partial<Record<Server, Row[]>> = {}
  let last: { name: string; rows: Row[] } | undefined
  return (question) => {
    const { server, from, to, category } = question
    const name = JSON.stringify(question)
    if (last?.name === name) return last.rows
    const list = world.lists[server]
    const all = whole[server] ?? allRows(list)
    whole[server] = all
    const rows = all.filter(({ day, index }) => {
      if (day < from || day > to) return false
      return category === null || list.paper(index).categories.includes(category)
    })
    last = { name, rows }
    return rows
  }
}

/** By day, as the source lists them. */
function allRows(list: PreprintList): Row[] {
  const rows: Row[] = []
  for (let index = 0; index < list.count; index++)
    for (const { number, at } of list.versions(index))
      rows.push({ index, version: number, day: at.slice(0, 10) })
  return rows.sort((a, b) => (a.day < b.day ? -1 : Number(a.day > b.day)))
}

interface Making {
  world: World
  find: (question: Question) => Row[]
  pages: ReturnType<typeof offsetPages>
}

/** All versions of one preprint. */
function oneOf(server: Server, doi: string, { world }: Making): Reply {
  const paper = world.byDoi(doi)
  if (paper?.id !== `${server}:${doi}`)
    return json({ messages: [{ status: 'no posts found' }], collection: [] })
  const collection = paper.versions.map(({ number }) => rowOf(paper, number, server))
  return json({ messages: [{ status: 'ok' }], collection })
}

function answerOf(asked: Asked, making: Making, twist: Twist): Reply {
  const [, one, doi] = /^\/details\/(biorxiv|medrxiv)\/(10\..+)\/na(?:\/json)?$/.exec(asked.path) ?? []
  if (one !== undefined && doi !== undefined) return oneOf(one as Server, doi, making)
  const { world, find, pages } = making
  const [, server, from = '', to = '', cursor = ''] =
    /^\/details\/(biorxiv|medrxiv)\/([^/]+)\/([^/]+)\/(\d+)(?:\/json)?$/.exec(asked.path) ?? []
  if ((server !== 'biorxiv' && server !== 'medrxiv') || !isDay(from) || !isDay(to))
    return json({ messages: [{ status: 'Error: the interval is not understood' }], collection: [] })
  const list = world.lists[server]
  const category = asked.query.get('category')?.replaceAll('_', ' ').toLowerCase() ?? null
  const rows = find({ server, from, to, category })
  const name = `${server} ${from} ${to} ${category}`
  const question = { list: name, length: rows.length, offset: Number(cursor), size: pageSize }
  const { positions, total } = pages(question, twist)
  if (positions.length === 0) return json({ messages: [{ status: 'no posts found' }], collection: [] })
  const message = {
    status: 'ok',
    category: category ?? 'all',
    interval: `${from}:${to}`,
    cursor: cursor === '0' ? 0 : cursor,
    count: positions.length,
    count_new_papers: String(rows.filter(({ version }) => version === 1).length),
    total: String(total),
  }
  const found = positions.map((position) => rows[position]).filter((row) => row !== undefined)
  const collection = found.map(({ index, version }) => rowOf(list.paper(index), version, server))
  return json({ messages: [message], collection })
}

/** Titles and abstracts hold a little HTML; versions before the newest have another title. */
function rowOf(paper: GeneratedPaper, version: number, server: Server) {
  const doi = paper.id.slice(server.length + 1)
  const isNewest = version === paper.versions.length
  const title = paper.title.replace(/^(\S+)/, '<i>$1</i>').replaceAll(' & ', ' &amp; ')
  return {
    title: isNewest ? title : `Towards ${title}`,
    authors: paper.authors.map(lastNameFirst).join('; '),
    author_corresponding: paper.authors[0],
    author_corresponding_institution: 'University of Nowhere',
    doi,
    date: paper.versions[version - 1]?.at.slice(0, 10),
    version: String(version),
    type: 'new results',
    license: licenceCode(paper.licence),
    category: paper.categories[0],
    jatsxml: `https://www.${server}.org/content/early/${doi}.source.xml`,
    abstract: paper.abstract,
    funder: 'NA',
    published: paper.doi ?? 'NA',
    server: server === 'biorxiv' ? 'bioRxiv' : 'medRxiv',
  }
}

/** `J. A. Holm` → `Holm, J. A.` */
const lastNameFirst = (name: string): string => name.replace(/^(.*) (\S+)$/, '$2, $1')

/** `https://creativecommons.org/licenses/by-nc/4.0/` → `cc_by_nc`. */
function licenceCode(address: string | undefined): string {
  const terms = /licenses\/([a-z-]+)\//.exec(address ?? '')?.[1]
  return terms === undefined ? 'cc_no' : `cc_${terms.replaceAll('-', '_')}`
}
