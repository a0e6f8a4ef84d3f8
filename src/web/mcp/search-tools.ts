// Tools that find: by words and meaning, and near to a paper.

import * as v from 'valibot'
import { counted, exactCount } from '../../count-text.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { type FinderState, modes, orders } from '../../finding/finder.ts'
import { listPapers } from '../../papers/lists/listed.ts'
import { paperNamed } from '../../papers/named-paper.ts'
import { routes } from '../routes.ts'
import { absolute, type McpCall } from './call.ts'
import { argumentsOf, atMost, brief, page, paperId } from './inputs.ts'
import { knownPaper } from './known-paper.ts'
import { papersText } from './paper-text.ts'
import { asTyped, ignoredOf, ignoredShape, ignoredText, queryInput, readQuery } from './query.ts'
import { visible } from './quotation.ts'
import { type PaperShape, paperShape, shapeOf } from './shapes.ts'
import { tool } from './tool.ts'

const found = v.object({
  query: v.pipe(v.string(), v.description('As it was read.')),
  total: v.pipe(v.number(), v.description('How many papers match.')),
  papers: v.array(paperShape),
  ignored: ignoredShape,
  notes: v.array(v.string()),
  suggestion: v.optional(v.pipe(v.string(), v.description('The query as papers spell it.'))),
  page: v.number(),
  nextPage: v.optional(v.number()),
  url: v.pipe(v.string(), v.description('The same search as a page.')),
})

const searchInput = argumentsOf({
  ...queryInput,
  mode: v.optional(
    v.pipe(
      v.picklist(modes),
      v.description('hybrid (words and meaning together), lexical (words), semantic (meaning).'),
    ),
    'hybrid',
  ),
  order: v.optional(v.picklist(orders), 'relevance'),
  limit: atMost(25, 10),
  page,
  brief,
})

const searchPapers = tool({
  name: 'search_papers',
  title: 'Search papers',
  description:
    'Finds papers by words and by meaning among everything ever listed here, the best first. Describe what the paper is about; the words need not be its own. Says which parts of the query it ignored.',
  kind: 'reads',
  input: searchInput,
  output: found,
  run: search,
})

export async function search(call: McpCall, asked: v.InferOutput<typeof searchInput>) {
  const { finder } = call.dependencies
  const { limit, page, order, mode, brief } = asked
  const query = readQuery(asked)
  const named = await paperNamed(call.c.var.db, asked.query)
  const notes = [...stateNotes(finder.state()), ...(named ? [namedNote(named)] : [])]
  const offset = (page - 1) * limit
  const answer = await finder.find({ query, mode, order, offset, limit })
  const pages = Math.max(1, Math.ceil(answer.reachable / limit))
  if (page > pages) throw new NotFound(`This search ends with page ${pages}: there is no page ${page}.`)
  const first = named?.known ? named.id : undefined
  const hits = answer.hits.map(({ id }) => id).filter((id) => id !== first)
  const ids = first !== undefined && page === 1 ? [first, ...hits] : hits
  const papers = (await listPapers(call.c.var.db, ids)).map((paper) => shapeOf(call, paper, { brief }))
  const data = {
    ...{ query: query.text, total: Math.max(answer.total, papers.length), papers, notes, page },
    ignored: ignoredOf([...query.ignored, ...answer.ignored]),
    ...(answer.suggestion === undefined ? {} : { suggestion: answer.suggestion }),
    ...(page < pages ? { nextPage: page + 1 } : {}),
    url: absolute(call, routes.search({ q: asTyped(query, asked), sort: order, mode })),
  }
  return { text: foundText(data, offset + 1), data }
}

/** @throws Conflict where nothing can be searched */
function stateNotes(state: FinderState): string[] {
  if (state.kind === 'unavailable') {
    throw new Conflict(
      `Nothing can be searched at this moment: ${state.why} The lists are there as ever: todays_edition, list_papers, trending, new_papers.`,
    )
  }
  if (state.kind === 'ready') return []
  return [
    `The search index is being made: ${exactCount(state.done)} of ${counted(state.total, 'paper')} can be found so far.`,
  ]
}

const namedNote = ({ id, known }: { id: string; known: boolean }): string =>
  known
    ? `The query names the paper ${id}, which stands first. read_paper reads it.`
    : `The paper ${id} is not in the collection of this site; these are papers that mention such words.`

function foundText(data: v.InferOutput<typeof found>, first: number): string {
  const { total, papers, ignored, notes, suggestion, nextPage } = data
  const parts = [
    papers.length === 0 ? 'Nothing was found.' : `Found ${counted(total, 'paper')}, the best first.`,
    ...notes,
    ...ignored.map(ignoredText),
    suggestion === undefined ? '' : `Did you mean: ${suggestion}`,
    papersText(papers, first),
    nextPage === undefined ? '' : `More with page ${nextPage}.`,
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}

const similar = v.object({
  id: v.string(),
  papers: v.array(
    v.object({
      ...paperShape.entries,
      because: v.pipe(
        v.array(v.string()),
        v.description('Words that tie it to the paper, the strongest first.'),
      ),
    }),
  ),
})

const similarPapers = tool({
  name: 'similar_papers',
  title: 'Similar papers',
  description: 'The papers nearest to one, in meaning and words, the nearest first.',
  kind: 'reads',
  input: argumentsOf({ id: paperId, limit: atMost(25, 6), brief }),
  output: similar,
  async run(call, { id: asked, limit, brief }) {
    const { id } = await knownPaper(call, asked)
    const { finder } = call.dependencies
    const notes = stateNotes(finder.state())
    const near = new Map((await finder.similar(id, limit)).map((one) => [one.id, one.because]))
    const papers = (await listPapers(call.c.var.db, [...near.keys()])).map((paper) => ({
      ...shapeOf(call, paper, { brief }),
      because: near.get(paper.id) ?? [],
    }))
    return { text: [...notes, similarText(id, papers)].join('\n\n'), data: { id, papers } }
  },
})

function similarText(id: string, papers: readonly (PaperShape & { because: string[] })[]): string {
  if (papers.length === 0) return `No paper near to ${id} is known yet: it may be too new for the index.`
  const because = (at: number) => {
    const words = papers[at]?.because ?? []
    return words.length === 0 ? '' : `in common: ${words.map(visible).join(', ')}`
  }
  return `Nearest to ${id}:\n\n${papersText(papers, 1, because)}`
}

export const searchTools = [searchPapers, similarPapers]
