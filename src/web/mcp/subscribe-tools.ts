// Following a search: by feeds that anybody can read, without an account, or kept for a member who is told by mail.

import * as v from 'valibot'
import { accountLimits } from '../../accounts/account-limits.ts'
import { countAttempt } from '../../accounts/limits.ts'
import { Invalid } from '../../errors.ts'
import { LONGEST_QUERY, modes } from '../../finding/finder.ts'
import { saveSearch } from '../../saved-searches/save-search.ts'
import { cadences, LONGEST_NAME, readSearchWish } from '../../saved-searches/saved-search.ts'
import { routes } from '../routes.ts'
import { absolute } from './call.ts'
import { argumentsOf, text } from './inputs.ts'
import { memberWhoMay } from './member-who-may.ts'
import { asTyped, ignoredOf, ignoredShape, ignoredText, queryInput, readQuery } from './query.ts'
import { inQuotes } from './quotation.ts'
import { tool } from './tool.ts'

/** Those of `Order` that bring something new at the top. */
const feedOrders = ['newest', 'relevance'] as const

const subscribeSearch = tool({
  name: 'subscribe_search',
  title: 'Follow a search',
  description:
    'The addresses of the feeds (Atom, RSS, JSON Feed) that bring what a search finds from now on. Anything that reads feeds can follow one; nothing is kept on this site, and no account is needed.',
  kind: 'reads',
  input: argumentsOf({
    ...queryInput,
    order: v.optional(
      v.pipe(
        v.picklist(feedOrders),
        v.description(
          'newest: papers that hold all words of the query, the newest first; relevance: the best by words and meaning, whenever they came.',
        ),
      ),
      'newest',
    ),
  }),
  output: v.object({
    query: v.string(),
    atom: v.string(),
    rss: v.string(),
    json: v.string(),
    page: v.pipe(v.string(), v.description('The same search as a page.')),
    ignored: ignoredShape,
  }),
  async run(call, asked) {
    const query = readQuery(asked)
    if (asTyped(query, asked).length > LONGEST_QUERY)
      throw new Invalid(`The query with its filters may have ${LONGEST_QUERY} characters. Shorten it.`)
    const address = { q: asTyped(query, asked), sort: asked.order }
    const feed = (format: 'atom' | 'rss' | 'json') =>
      absolute(call, routes.feed(routes.searchList(address), format))
    const data = {
      query: address.q,
      ...{ atom: feed('atom'), rss: feed('rss'), json: feed('json') },
      page: absolute(call, routes.search(address)),
      ignored: ignoredOf(query.ignored),
    }
    const text = [
      'Follow this search with any program that reads feeds: add one of these addresses there.',
      `Atom: ${data.atom}\nRSS: ${data.rss}\nJSON Feed: ${data.json}`,
      `To look at it now: ${data.page}`,
      ...data.ignored.map(ignoredText),
    ].join('\n\n')
    return { text, data }
  },
})

const saveSearchTool = tool({
  name: 'save_search',
  title: 'Save a search',
  description:
    'Keeps a search for the member whose token is used, who is then told of new papers by mail, and on the site where it is at once. Only where they asked for it. The same search is kept once.',
  kind: 'adds',
  input: argumentsOf({
    ...queryInput,
    name: v.optional(text(LONGEST_NAME, 'What the member calls it; by default the query.')),
    mode: v.optional(
      v.pipe(
        v.picklist(modes),
        v.description('hybrid (words or meaning), lexical (words), semantic (meaning).'),
      ),
      'hybrid',
    ),
    cadence: v.optional(
      v.pipe(
        v.picklist(cadences),
        v.description('When they are told: at-once, daily, weekly (on Mondays), off.'),
      ),
      'daily',
    ),
  }),
  output: v.object({
    id: v.string(),
    name: v.string(),
    query: v.string(),
    cadence: v.string(),
    isNew: v.pipe(
      v.boolean(),
      v.description('false: they kept the same search already, which stays as it is.'),
    ),
    url: v.pipe(v.string(), v.description('Where they change or delete it.')),
    ignored: ignoredShape,
  }),
  async run(call, asked) {
    const viewer = memberWhoMay(call, 'save-searches')
    const query = readQuery(asked)
    const { name, mode, cadence } = asked
    const typed: Record<string, string | undefined> = { name, mode, cadence, q: asTyped(query, asked) }
    const wish = readSearchWish((field) => typed[field] ?? '')
    const { db } = call.dependencies
    const { now } = call.c.var.site
    await countAttempt(db, accountLimits.searches, viewer.id, now)
    const { search, isNew } = await saveSearch(db, viewer.id, wish, now)
    const url = absolute(call, routes.savedSearches(undefined, search.id))
    const data = {
      ...{ id: search.id, name: search.name, query: search.query, cadence: search.cadence, isNew, url },
      ignored: ignoredOf(query.ignored),
    }
    const said = isNew ? 'The search is saved' : 'They keep this search already'
    const lines = [`${said}: ${inQuotes(search.name)}. They change or delete it at ${url}`]
    return { text: [...lines, ...data.ignored.map(ignoredText)].join('\n\n'), data }
  },
})

export const subscribeTools = [subscribeSearch, saveSearchTool]
