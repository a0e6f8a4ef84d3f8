import * as v from 'valibot'
import { votedPapers } from '../../../community/votes/vote-queries.ts'
import type { Db } from '../../../db/connect.ts'
import { type FindAnswer, modes, ofTheStore } from '../../../finding/finder.ts'
import type { Day } from '../../../papers/calendar.ts'
import { dailyItems, unlistedItems } from '../../../papers/lists/daily-items.ts'
import { paperNamed } from '../../../papers/named-paper.ts'
import type { PaperId } from '../../../papers/paper.ts'
import { createHighlighter } from '../../../search/highlight/highlighter.ts'
import { parseQuery } from '../../../search/query/parse-query.ts'
import type { WebDependencies } from '../../environment.ts'
import { memberFacts } from '../member-facts.ts'
import { operation } from '../operation.ts'
import { choice, line, whole } from '../parameters.ts'
import { printHighlighted } from '../print/highlight.ts'
import { printUnlisted } from '../print/paper.ts'
import { foundItem } from '../schemas/paper.ts'
import { searchAway } from '../search-away.ts'

const LONGEST_QUERY = 250

const parameters = {
  q: line(
    'Words, a question, or a query in the language of `/about/search`. Without it: the papers listed last.',
    LONGEST_QUERY,
  ),
  limit: whole('Papers at most.', { least: 1, most: 120, otherwise: 20 }),
  mode: choice('By words and meaning together (`hybrid`, the default), or by one of them.', modes),
}

export const searchPapers = ({ db, finder }: WebDependencies) =>
  operation({
    ...{ id: 'searchPapers', method: 'GET', path: '/api/papers/search', tag: 'Papers' },
    summary: 'Search by words and meaning',
    description: 'A paper’s id, DOI or address finds that paper.',
    parameters,
    answer: { description: 'Papers, the best first.', schema: v.array(foundItem), counted: true },
    refusals: [],
    async handle({ c, asked: { q = '', limit, mode = 'hybrid' } }) {
      const { site, viewer } = c.var
      const query = parseQuery(q, LONGEST_QUERY)
      const state = finder.state()
      const known = q.trim() === '' ? await listedLast(db, site.today, limit) : await namedIn(db, q)
      if (known === null && state.kind === 'unavailable') return searchAway(c, state.why)
      const { hits, total } = known ?? ofTheStore(await finder.find({ query, mode, offset: 0, limit }))
      const ids = hits.map(({ id }) => id)
      const scores = new Map(hits.map(({ id, score }) => [id, score]))
      const items = await unlistedItems(db, ids, site.today)
      const printing = { base: site.publicUrl, facts: await memberFacts(db, ids) }
      const voted = viewer ? await votedPapers(db, viewer.id, ids) : new Set<PaperId>()
      const [title, abstract] = [createHighlighter(query, 'title'), createHighlighter(query, 'abstract')]
      if (total !== undefined) c.header('X-Total-Count', String(total))
      return c.json(
        items.map((item) => ({
          ...printUnlisted(item, scores.get(item.paper.id) ?? 0, printing),
          upvoted: voted.has(item.paper.id),
          highlightedTitle: printHighlighted(item.paper.title, title),
          highlightedSummary: printHighlighted(item.paper.abstract, abstract),
        })),
      )
    },
  })

type Found = Pick<FindAnswer, 'hits'> & { total?: number }

/** What known clients get that ask for nothing. How many there are in all nobody has counted. */
async function listedLast(db: Db, today: Day, limit: number): Promise<Found> {
  const { items } = await dailyItems(db, { trending: false, today, offset: 0, limit })
  return { hits: items.map(({ paper: { id } }) => ({ id, score: 0 })) }
}

/** The paper that the whole query names, as if it had been found. */
async function namedIn(db: Db, text: string): Promise<Found | null> {
  const named = await paperNamed(db, text)
  return named?.known ? { hits: [{ id: named.id, score: 1 }], total: 1 } : null
}
