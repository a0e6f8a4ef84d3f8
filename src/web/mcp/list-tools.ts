// Tools for lists: editions, weeks and months, what is trending, everything new.

import * as v from 'valibot'
import { listPapers } from '../../papers/lists/listed.ts'
import { trendingIds } from '../../papers/lists/listings.ts'
import { newestPapers } from '../../papers/lists/newest.ts'
import { editionAnswer, editionShape } from './edition-answer.ts'
import { argumentsOf, atMost, brief, PART, page, text } from './inputs.ts'
import { papersText } from './paper-text.ts'
import { paperShape, shapeOf } from './shapes.ts'
import { tool } from './tool.ts'

const LONGEST_KEY = 20
const LONGEST_MARK = 600
const LONGEST_CATEGORY = 100

const todaysEdition = tool({
  name: 'todays_edition',
  title: 'Today’s edition',
  description:
    'The day’s list of research papers, the most upvoted first. Where that day has none (a weekend, a holiday, too early), the newest edition that has papers comes instead, and the notes say why.',
  kind: 'reads',
  input: argumentsOf({
    date: v.optional(text(LONGEST_KEY, 'A day such as 2025-10-29; without it, today.')),
    page,
    brief,
  }),
  output: editionShape,
  run: (call, { date, ...asked }) =>
    editionAnswer(call, { period: 'day', key: date ?? call.c.var.site.today, ...asked }),
})

const papersOfPeriod = tool({
  name: 'list_papers',
  title: 'Papers of a day, week or month',
  description: 'The papers that were listed in a day, a week or a month, the most upvoted first.',
  kind: 'reads',
  input: argumentsOf({
    period: v.picklist(['day', 'week', 'month']),
    key: text(LONGEST_KEY, '2025-10-29 for a day, 2025-W44 for a week, 2025-10 for a month.'),
    page,
    brief,
  }),
  output: editionShape,
  run: editionAnswer,
})

const trending = tool({
  name: 'trending',
  title: 'Trending papers',
  description:
    'The papers that gather upvotes now: of the last 30 days, where a vote halves its weight in two days.',
  kind: 'reads',
  input: argumentsOf({ limit: atMost(50, 10), brief }),
  output: v.object({ papers: v.array(paperShape) }),
  async run(call, { limit, brief }) {
    const { db, site } = call.c.var
    const ids = (await trendingIds(db, site.today)).slice(0, limit)
    const papers = (await listPapers(db, ids)).map((paper) => shapeOf(call, paper, { brief }))
    const none = 'No paper is trending: none of the last 30 days has votes or stands in an edition.'
    return { text: papers.length === 0 ? none : `Trending now:\n\n${papersText(papers)}`, data: { papers } }
  },
})

const newPapers = tool({
  name: 'new_papers',
  title: 'Everything new',
  description:
    'All papers of the collection, the newest first, listed in an edition or not: of a category, of a range of days, or all.',
  kind: 'reads',
  input: argumentsOf({
    category: v.optional(text(LONGEST_CATEGORY, 'One category as its source writes it, such as cs.CL.')),
    since: v.optional(text(LONGEST_KEY, 'The first day, such as 2025-10-01.')),
    until: v.optional(text(LONGEST_KEY, 'The last day, itself included.')),
    cursor: v.optional(text(LONGEST_MARK, 'The nextCursor of the part before.')),
    brief,
  }),
  output: v.object({
    papers: v.array(paperShape),
    nextCursor: v.optional(v.pipe(v.string(), v.description('Absent at the end of the list.'))),
  }),
  async run(call, { category, since, until, cursor, brief }) {
    const question = { category, since, until, before: cursor, size: PART }
    const { papers, from, older } = await newestPapers(call.c.var.db, question)
    const shapes = papers.map((paper) => shapeOf(call, paper, { brief }))
    const parts = [
      papers.length === 0 ? 'There are no papers of that category and range here.' : 'The newest first:',
      papersText(shapes, from),
      older === undefined ? '' : `More with the cursor ${older}`,
    ]
    return {
      text: parts.filter((part) => part !== '').join('\n\n'),
      data: { papers: shapes, ...(older === undefined ? {} : { nextCursor: older }) },
    }
  },
})

export const listTools = [todaysEdition, papersOfPeriod, trending, newPapers]
