// The edition of a day and the lists of weeks and months: one answer for the tools, the resources and the prompts.

import * as v from 'valibot'
import { counted } from '../../count-text.ts'
import { NotFound } from '../../errors.ts'
import type { Period } from '../../papers/calendar.ts'
import { type Edition, type EditionQuestion, editionOf } from '../../papers/lists/editions.ts'
import type { ListedPaper } from '../../papers/paper.ts'
import { holidayOn } from '../../sources/announcement-calendar.ts'
import { expectedPapers } from '../../sources/expected-papers.ts'
import { specsOfSettings } from '../../sources/harvest/sources-of-settings.ts'
import { routes } from '../routes.ts'
import { periodText } from '../views/date-text.ts'
import { emptyText, insteadText } from '../views/empty-day-text.ts'
import { absolute, type McpCall } from './call.ts'
import { PART } from './inputs.ts'
import { papersText } from './paper-text.ts'
import { paperShape, shapeOf } from './shapes.ts'
import type { ToolAnswer } from './tool.ts'

export const editionShape = v.object({
  period: v.picklist(['day', 'week', 'month']),
  key: v.pipe(
    v.string(),
    v.description(
      'The day, week or month whose papers these are; another than asked for where notes say why.',
    ),
  ),
  notes: v.pipe(v.array(v.string()), v.description('What must be known of the list, in sentences.')),
  total: v.number(),
  papers: v.array(paperShape),
  page: v.number(),
  nextPage: v.optional(v.number()),
  previousKey: v.optional(v.pipe(v.string(), v.description('The one before it that has papers.'))),
  nextKey: v.optional(v.string()),
  url: v.string(),
})

interface Asked {
  period: Period
  key: string
  page: number
  brief: boolean
}

/** @throws Invalid for a key that names nothing, NotFound for the future and past the end */
export async function editionAnswer(
  call: McpCall,
  { period, key, page, brief }: Asked,
): Promise<ToolAnswer<v.InferOutput<typeof editionShape>>> {
  const { db, site } = call.c.var
  const { edition, papers, total } = await partOf(
    (number) =>
      editionOf(db, { period, key, page: number, today: site.today, holidayOn } satisfies EditionQuestion),
    page,
  )
  const shapes = papers.map((paper) => shapeOf(call, paper, { brief }))
  const hasNext = page * PART < total
  const notes = notesOf(call, edition)
  const heading = edition.noEditions ? 'The newest papers' : headingOf(edition)
  const place = `${counted(total, 'paper')}${total > PART ? `, these are ${(page - 1) * PART + 1} to ${(page - 1) * PART + papers.length}` : ''}.`
  const more = hasNext ? [`More with page ${page + 1}.`] : []
  const text = [`${heading}: ${place}`, ...notes, papersText(shapes, (page - 1) * PART + 1), ...more]
  return {
    text: text.filter((part) => part !== '').join('\n\n'),
    data: {
      ...{ period, key: edition.key, notes, total, papers: shapes, page },
      ...(hasNext ? { nextPage: page + 1 } : {}),
      ...(edition.previousKey === undefined ? {} : { previousKey: edition.previousKey }),
      ...(edition.nextKey === undefined ? {} : { nextKey: edition.nextKey }),
      url: absolute(call, edition.noEditions ? routes.newest() : routes[period](edition.key)),
    },
  }
}

/** The lists have parts of their own, which are larger and of several sizes. */
async function partOf(
  ask: (page: number) => Promise<Edition>,
  page: number,
): Promise<{ edition: Edition; papers: ListedPaper[]; total: number }> {
  const first = await ask(1)
  const { total, to: size } = first.part
  const skip = (page - 1) * PART
  if (page > 1 && skip >= total) {
    throw new NotFound(
      `This list ends with page ${Math.max(1, Math.ceil(total / PART))}: there is no page ${page}.`,
    )
  }
  const edition = skip < size ? first : await ask(Math.floor(skip / size) + 1)
  const from = size === 0 ? 0 : skip % size
  return { edition, papers: edition.papers.slice(from, from + PART), total }
}

const headingOf = ({ period, key }: Edition): string =>
  `${period === 'day' ? 'Edition of' : 'Papers of the'} ${period === 'day' ? '' : `${period} `}${periodText(period, key)} (${key})`

/** Why the list is what it is, where that isn't plain: the sentences that its page shows. */
function notesOf({ c, dependencies }: McpCall, edition: Edition): string[] {
  const { site } = c.var
  const { empty, period, key, nextKey, papers } = edition
  const sources = specsOfSettings(dependencies.config).map(({ source }) => source)
  const expected = empty?.reason.kind === 'notYet' ? expectedPapers(sources, empty.day, site.now) : undefined
  return [
    ...(site.sample ? ['This is the sample edition: the site has no papers of its own yet.'] : []),
    ...(site.late === undefined ? [] : [site.late]),
    ...(edition.noEditions ? ['No day has an edition yet, so these are the newest papers of all.'] : []),
    ...(empty && !site.sample && !edition.noEditions
      ? [emptyText(period, { ...empty, today: site.today }, expected && { papers: expected, now: site.now })]
      : []),
    ...(empty && !site.sample && !edition.noEditions && papers.length > 0
      ? [insteadText({ period, shown: key, day: empty.day, newest: nextKey === undefined })]
      : []),
    ...(edition.byRule
      ? [
          `Nobody has picked papers for this ${period}: but for what members submitted, they were chosen by rule.`,
        ]
      : []),
    ...(edition.stillOpen && !site.sample
      ? ['Still coming: more papers may join this edition before it closes.']
      : []),
  ]
}
