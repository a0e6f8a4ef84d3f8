import type { Finder } from '../../finding/finder.ts'
import { titlesByIds } from '../../papers/queries.ts'
import { plainLatex } from '../../papers/text/latex-text.ts'
import { completions } from '../completions.ts'
import type { Ctx } from '../environment.ts'
import { routes } from '../routes.ts'

/** Beginnings longer than this complete to nothing. */
const LONGEST_PREFIX = 100

/** What the browser's script shows below the search field. */
export interface SuggestionsAnswer {
  papers: { id: string; title: string; href: string }[]
  authors: { name: string; papers: number; href: string }[]
  terms: { text: string; href: string }[]
}

/** `?q=`: papers, authors and queries that begin with what was typed. */
export function sendSuggestions(finder: Finder) {
  return async (c: Ctx): Promise<Response> => {
    // The same beginning comes again with each letter that is taken back.
    c.header('Cache-Control', 'private, max-age=60')
    c.header('X-Robots-Tag', 'noindex')
    return c.json(await suggestionsFor(c, finder))
  }
}

async function suggestionsFor(c: Ctx, finder: Finder): Promise<SuggestionsAnswer> {
  // A space at the end stays: it says that the last word is finished.
  const typed = (c.req.query('q') ?? '').trimStart()
  if (typed === '' || typed.length > LONGEST_PREFIX || finder.state().kind === 'unavailable') return nothing
  const [author, name] = /(?:^|\s)author:"?([^"]*)$/.exec(typed) ?? []
  if (name !== undefined) return authorsNamed(finder, typed.slice(0, -(author ?? '').length), name)

  const { papers, authors, terms } = await finder.suggest(typed)
  const listed = await titlesByIds(
    c.var.db,
    papers.map(({ id }) => id),
  )
  return {
    papers: listed.map(({ id, title }) => ({ id, title: plainLatex(title), href: routes.paper(id) })),
    authors: authors.map((found) => ({ ...found, href: routes.author(found.name) })),
    terms: completions(
      typed,
      terms,
      listed.map(({ title }) => title),
    ).map((text) => ({ text, href: routes.search({ q: text }) })),
  }
}

const nothing: SuggestionsAnswer = { papers: [], authors: [], terms: [] }

/** Behind `author:` only names make sense; `before` is what stands before it. */
async function authorsNamed(finder: Finder, before: string, name: string): Promise<SuggestionsAnswer> {
  const { authors } = await finder.suggest(name)
  const q = (found: string) => `${before} author:"${found.replaceAll('"', ' ')}"`.trimStart()
  return {
    ...nothing,
    authors: authors.map((found) => ({ ...found, href: routes.search({ q: q(found.name) }) })),
  }
}
