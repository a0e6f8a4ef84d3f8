import { Invalid, NotFound } from '../../errors.ts'
import {
  type Finder,
  LONGEST_QUERY,
  type Mode,
  modes,
  type Order,
  ofTheStore,
  orders,
} from '../../finding/finder.ts'
import { startOfDay } from '../../papers/calendar.ts'
import { listPapers } from '../../papers/lists/listed.ts'
import { PAGE_SIZE, type Part } from '../../papers/lists/part.ts'
import { paperNamed } from '../../papers/named-paper.ts'
import { parseQuery } from '../../search/query/parse-query.ts'
import { printQuery } from '../../search/query/print-query.ts'
import type { Ctx } from '../environment.ts'
import { paperEntry } from '../feeds/paper-entry.ts'
import { problem } from '../middleware/errors.tsx'
import { routes, type SearchAddress } from '../routes.ts'
import { given, pageAsked } from './answer.ts'
import { type ListFeed, limitAsked, numberedParts } from './feed-answer.ts'
import { choiceAsked, printable } from './search.tsx'

/** What a search finds, newest first; a paper's id, DOI or address finds that paper. */
export function searchFeed(finder: Finder) {
  return async (c: Ctx): Promise<ListFeed | Response> => {
    const { db, site } = c.var
    const asked = searchAsked(c)
    const named = await paperNamed(db, asked.q)
    if (!named?.known && finder.state().kind === 'unavailable') return comeBack(c)
    const { ids, part } = named?.known ? onePaper(c, named.id) : await found(c, finder, asked)
    const papers = await listPapers(db, ids)
    const words = printQuery(parseQuery(asked.q, LONGEST_QUERY))
    return {
      list: routes.searchList(asked),
      title: words,
      description: `Research papers about ${words}.`,
      page: routes.search(asked),
      entries: papers.map((paper) => paperEntry(paper, site.publicUrl)),
      since: startOfDay(site.today),
      parts: numberedParts(part, (page) => routes.searchList({ ...asked, page })),
    }
  }
}

type Asked = Pick<SearchAddress, 'q'> & { sort: Order; mode: Mode }

/** @throws Invalid */
function searchAsked(c: Ctx): Asked {
  const q = printable(given(c, 'q') ?? '').trim()
  const message = q === '' ? 'must say what to search for' : `must have at most ${LONGEST_QUERY} characters`
  if (q === '' || q.length > LONGEST_QUERY) throw new Invalid(`“q” ${message}.`, { q: message })
  const sort = given(c, 'sort') === undefined ? 'newest' : choiceAsked(c, 'sort', orders)
  return { q, sort, mode: choiceAsked(c, 'mode', modes) }
}

async function found(c: Ctx, finder: Finder, { q, sort, mode }: Asked) {
  const [page, limit] = [pageAsked(c), limitAsked(c) ?? PAGE_SIZE]
  const query = parseQuery(q, LONGEST_QUERY)
  const offset = (page - 1) * limit
  const answer = await finder.find({ query, mode, order: sort, offset, limit })
  const { hits, total, reachable } = ofTheStore(answer)
  const pages = Math.max(1, Math.ceil(reachable / limit))
  if (page > pages) throw new NotFound(`This search ends with page ${pages}: there is no page ${page}.`)
  const part: Part = { page, pages, from: offset + 1, to: offset + hits.length, total }
  return { ids: hits.map(({ id }) => id), part }
}

function onePaper(c: Ctx, id: string) {
  if (pageAsked(c) > 1) throw new NotFound('This search ends with page 1.')
  return { ids: [id], part: { page: 1, pages: 1, from: 1, to: 1, total: 1 } }
}

/** The index is being built, or its thread starts anew. */
function comeBack(c: Ctx): Response {
  c.header('Retry-After', '60')
  const message = 'The search is not ready at this moment. Please ask again in a minute.'
  return problem(c, { status: 503, code: 'Unavailable', message })
}
