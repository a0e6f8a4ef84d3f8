import * as v from 'valibot'
import { Invalid } from '../../../errors.ts'
import type { Period } from '../../../papers/calendar.ts'
import { type DailyItem, dailyItems } from '../../../papers/lists/daily-items.ts'
import type { WebDependencies } from '../../environment.ts'
import { linkNext } from '../link-next.ts'
import { memberFacts } from '../member-facts.ts'
import { operation } from '../operation.ts'
import { calendar, choice, line, whole } from '../parameters.ts'
import { printDailyItem } from '../print/paper.ts'
import { dailyItem } from '../schemas/paper.ts'

const parameters = {
  p: whole('The part of the list, from 0.', { least: 0, most: 100_000, otherwise: 0 }),
  limit: whole('Papers in a part.', { least: 1, most: 100, otherwise: 50 }),
  date: calendar('Only the edition of this day.', 'day'),
  week: calendar('Only the editions of this week.', 'week'),
  month: calendar('Only the editions of this month.', 'month'),
  submitter: line('Only papers that this person put on the list: a handle, as in `/@NAME`.', 100),
  sort: choice(
    '`publishedAt` (the default): the newest entry first; a day, a week and a month come by upvotes. `trending`: what trends now first.',
    ['publishedAt', 'trending'],
  ),
}

export const dailyPapers = ({ db }: WebDependencies) =>
  operation({
    ...{ id: 'listDailyPapers', method: 'GET', path: '/api/daily_papers', tag: 'Lists' },
    summary: 'The papers of editions',
    description:
      'Without `date`, `week` or `month`: of all editions, the newest entry first. A part past the end is empty.',
    parameters,
    answer: { description: 'Papers in their order.', schema: v.array(dailyItem), paged: true },
    refusals: [],
    async handle({ c, asked }) {
      const { site } = c.var
      const { p, limit, submitter } = asked
      const question = { within: oneOf(asked), submitter, trending: asked.sort === 'trending' }
      const { items, hasMore } = await dailyItems(db, {
        ...question,
        ...{ today: site.today, offset: p * limit, limit },
      })
      if (hasMore) linkNext(c, { p: String(p + 1) })
      const facts = await memberFacts(db, idsOf(items))
      const printing = { base: site.publicUrl, facts, siteName: site.name }
      return c.json(items.map((item) => printDailyItem(item, printing)))
    },
  })

const idsOf = (items: readonly DailyItem[]) => items.map(({ paper }) => paper.id)

interface Periods {
  date: string | undefined
  week: string | undefined
  month: string | undefined
}

/** @throws Invalid for two at once */
function oneOf({ date, week, month }: Periods): { period: Period; key: string } | undefined {
  const given = [
    { period: 'day' as const, key: date },
    { period: 'week' as const, key: week },
    { period: 'month' as const, key: month },
  ].filter((one): one is { period: 'day' | 'week' | 'month'; key: string } => one.key !== undefined)
  if (given.length > 1) throw new Invalid('Give one of “date”, “week” and “month”, not several.')
  return given[0]
}
