// Following a search: feeds that anybody can read, without an account.

import * as v from 'valibot'
import { Invalid } from '../../errors.ts'
import { LONGEST_QUERY } from '../handlers/search.tsx'
import { routes } from '../routes.ts'
import { absolute } from './call.ts'
import { argumentsOf } from './inputs.ts'
import { asTyped, ignoredOf, ignoredShape, ignoredText, queryInput, readQuery } from './query.ts'
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

export const subscribeTools = [subscribeSearch]
