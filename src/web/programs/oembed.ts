// oEmbed: how other sites may show a paper or a list of ours beside a link to it.

import type { Db } from '../../db/connect.ts'
import { Invalid, NotFound } from '../../errors.ts'
import { listPaper } from '../../papers/lists/listed.ts'
import { paperById } from '../../papers/queries.ts'
import type { Ctx } from '../environment.ts'
import { given } from '../handlers/answer.ts'
import { readingOf } from '../handlers/paper-reading.ts'
import { problem } from '../middleware/errors.tsx'
import { routes } from '../routes.ts'
import { type Embeddable, embedded, embeddedXml, plainLine, type Room } from './embedded.ts'
import { findList, type ListName } from './found-list.ts'

export function sendOembed(store: Db) {
  return async (c: Ctx): Promise<Response> => {
    const format = given(c, 'format') ?? 'json'
    if (format !== 'json' && format !== 'xml') return refuseFormat(c)
    const { site } = c.var
    const room: Room = { width: pixels(c, 'maxwidth'), height: pixels(c, 'maxheight') }
    const found = await embeddable(c, store, addressAsked(c))
    const answer = embedded(found, { name: site.name, url: `${site.publicUrl}${routes.front()}` }, room)
    c.header('Cache-Control', 'public, max-age=3600')
    if (format === 'json') return c.json(answer)
    return c.body(embeddedXml(answer), 200, { 'Content-Type': 'text/xml; charset=utf-8' })
  }
}

function refuseFormat(c: Ctx): Response {
  const message = '“format” must be json or xml: there are no others here.'
  return problem(c, { status: 501, code: 'NotImplemented', message })
}

function pixels(c: Ctx, name: string): number | undefined {
  const text = given(c, name)
  if (text === undefined) return undefined
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text)
  throw new Invalid(`“${name}” must be a number of pixels, from 1.`, {
    [name]: 'must be a whole number from 1',
  })
}

const elsewhere = () => new NotFound('There is no page of a paper or a list at this address here.')

/** The path of a page of ours. @throws Invalid, NotFound */
function addressAsked(c: Ctx): URL {
  const text = given(c, 'url')
  if (text === undefined) {
    throw new Invalid('“url” must be the address of a page of this site.', { url: 'must be an address' })
  }
  const url = text.length > 2_000 ? null : URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol)) throw elsewhere()
  // Under which name the site is asked is fine, too: the host was checked.
  const ours = [new URL(c.var.site.publicUrl).host, new URL(c.req.url).host]
  if (!ours.includes(url.host)) throw elsewhere()
  return url
}

async function embeddable(c: Ctx, store: Db, url: URL): Promise<Embeddable> {
  // As the site itself takes it: browsers and people add slashes.
  const path = url.pathname.replace(/(?<=.)\/+$/, '')
  const list = listNamed(path, url.searchParams)
  if (list) return embeddableList(c, store, list)
  const reading = /^\/papers\/(.+)$/.exec(path)?.[1]
  if (reading === undefined) throw elsewhere()
  return embeddablePaper(c, reading)
}

async function embeddablePaper(c: Ctx, path: string): Promise<Embeddable> {
  const { db, site } = c.var
  const { id, suffix, action } = await readingOf(db, path)
  const stored = suffix === undefined && action === undefined ? await paperById(db, id) : null
  if (!stored) throw elsewhere()
  const { title, abstract, authors, authorCount } = listPaper(stored)
  const names = authors.slice(0, 3).map(({ name }) => name)
  const more = authorCount - names.length
  const by = names.length > 0 ? `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}` : undefined
  return {
    title: plainLine(title),
    url: `${site.publicUrl}${routes.paper(id)}`,
    ...(by !== undefined && { by }),
    lines: abstract === '' ? [] : [plainLine(abstract)],
    card: `${site.publicUrl}${routes.paperCard(id)}`,
  }
}

async function embeddableList(c: Ctx, store: Db, name: ListName): Promise<Embeddable> {
  const { publicUrl, name: siteName, curator } = c.var.site
  const { heading, papers, path } = await findList(c, store, name)
  return {
    title: `${siteName}: ${heading}`,
    url: `${publicUrl}${path}`,
    by: name.kind === 'person' ? heading : `${curator ? `${curator} and ` : ''}the research community`,
    lines: papers.slice(0, 3).map((paper, at) => `${at + 1}. ${plainLine(paper.title)}`),
    card: `${publicUrl}${routes.listCard(path)}`,
  }
}

const periods = { date: 'day', week: 'week', month: 'month' } as const

/** The list whose page this is; undefined for other pages. The front page is today's list. */
function listNamed(path: string, asked: URLSearchParams): ListName | undefined {
  if (path === routes.trending()) return { kind: 'trending' }
  if (path === routes.front() || path === routes.papers())
    return asked.has('q') ? undefined : { kind: 'front' }
  const match = /^\/papers\/(date|week|month)\/([\dW-]+)$/.exec(path)
  if (match) return { kind: periods[match[1] as keyof typeof periods], key: match[2] ?? '' }
  const person = /^\/@([^/]+)$/.exec(path)?.[1]
  return person === undefined ? undefined : { kind: 'person', name: decoded(person) }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
