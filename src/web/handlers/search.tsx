import { Invalid, NotFound } from '../../errors.ts'
import { type Finder, type FinderState, LONGEST_QUERY, modes, orders } from '../../finding/finder.ts'
import { paperAddress } from '../../papers/identifiers/identifiers.ts'
import { listPapers } from '../../papers/lists/listed.ts'
import { PAGE_SIZE } from '../../papers/lists/part.ts'
import { type NamedPaper, paperNamed } from '../../papers/named-paper.ts'
import { parseQuery } from '../../search/query/parse-query.ts'
import type { Ctx } from '../environment.ts'
import type { SearchPageProps } from '../pages/page-props.ts'
import { SearchPage } from '../pages/search.tsx'
import { routes } from '../routes.ts'
import { given, pageAsked, pagingOf, render } from './answer.ts'
import { keptSearch } from './kept-search.ts'
import { ownFollows } from './own-follows.ts'
import { addressOfForm } from './search-form.ts'
import { withOwnVotes } from './vote.ts'

/** `?q=`: papers found by words and meaning; a paper's id, DOI or address leads to the paper. */
export function showSearch(finder: Finder) {
  return async (c: Ctx): Promise<Response> => {
    const typed = c.req.query('q') ?? ''
    const elsewhere = addressOfForm(new URL(c.req.url).searchParams)
    if (elsewhere !== null) return c.redirect(elsewhere, 302)
    if (typed.trim() === '') return c.redirect(routes.searchHelp(), 302)
    const named = await paperNamed(c.var.db, typed)
    if (named?.known) return c.redirect(addressOfPaper(named), 302)

    const state = finder.state()
    if (state.kind === 'unavailable') c.status(503)
    const props = await found(c, finder, state)
    const unknown = named ? { unknown: { id: named.id, ...addressElsewhere(named) } } : {}
    return render(c, <SearchPage {...props} {...unknown} />, { noindex: true })
  }
}

/** At the front page's addresses a query makes the page a search. */
export function searchOr(
  search: (c: Ctx) => Promise<Response>,
  otherwise: (c: Ctx) => Promise<Response>,
): (c: Ctx) => Promise<Response> {
  return (c) => (c.req.query('q') === undefined ? otherwise(c) : search(c))
}

async function found(c: Ctx, finder: Finder, state: FinderState): Promise<SearchPageProps> {
  const { db, site } = c.var
  const query = parseQuery(printable(c.req.query('q') ?? ''), LONGEST_QUERY)
  const [order, mode] = [choiceAsked(c, 'sort', orders), choiceAsked(c, 'mode', modes)]
  const page = pageAsked(c)
  const offset = (page - 1) * PAGE_SIZE
  const began = performance.now()
  const answer =
    state.kind === 'unavailable'
      ? nothing
      : await finder.find({ query, mode, order, offset, limit: PAGE_SIZE })
  // For those who run the site and for `bench/serving.ts`; browsers show it beside the request.
  c.header('Server-Timing', `search;dur=${(performance.now() - began).toFixed(2)}`)
  const { hits, total, reachable, facets, suggestion } = answer
  const pages = Math.max(1, Math.ceil(reachable / PAGE_SIZE))
  // While nothing can be searched nobody knows where it ends.
  if (page > pages && state.kind !== 'unavailable')
    throw new NotFound(`This search ends with page ${pages}: there is no page ${page}.`)

  const papers = await withOwnVotes(
    c,
    await listPapers(
      db,
      hits.map(({ id }) => id),
    ),
  )
  const part = { page, pages, from: papers.length > 0 ? offset + 1 : 0, to: offset + hits.length, total }
  const paging = pagingOf(part, (other) => routes.search({ q: query.text, sort: order, mode, page: other }))
  return {
    ...{ site, query, order, mode, papers, paging, total, reachable, facets, state },
    ...(suggestion === undefined ? {} : { suggestion }),
    ...(await ownFollows(c)),
    kept: await keptSearch(c, query.text, mode),
    ignored: [...query.ignored, ...answer.ignored],
  }
}

/** The page shows what was asked, and HTML can't hold control characters or halves of pairs. */
export const printable = (text: string) => text.toWellFormed().replace(/\p{Cc}/gu, ' ')

const nothing = {
  hits: [],
  total: 0,
  reachable: 0,
  facets: { categories: [], years: [] },
  suggestion: undefined,
  ignored: [],
}

/** The first choice is what a search does when nothing is said. @throws Invalid */
export function choiceAsked<Choice extends string>(
  c: Ctx,
  name: string,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  const text = given(c, name)
  const choice = text === undefined ? choices[0] : choices.find((one) => one === text)
  if (choice !== undefined) return choice
  const message = `must be one of ${choices.join(', ')}`
  throw new Invalid(`“${name}” ${message}.`, { [name]: message })
}

function addressOfPaper({ id, version }: NamedPaper): string {
  return version === undefined ? routes.paper(id) : routes.paperVersion(id, version)
}

/** Where a paper that isn't here can be read. */
function addressElsewhere({ id }: NamedPaper): { address?: string } {
  const { abs } = paperAddress(id)
  return abs === undefined ? {} : { address: abs }
}
