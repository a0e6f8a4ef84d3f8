import { Invalid } from '../../errors.ts'
import { type Period, parseDay } from '../../papers/calendar.ts'
import { type Edition, editionOf } from '../../papers/lists/editions.ts'
import type { SourceName } from '../../source-spec.ts'
import { holidayOn } from '../../sources/announcement-calendar.ts'
import { expectedPapers } from '../../sources/expected-papers.ts'
import { listData } from '../api/list-data.ts'
import type { Ctx } from '../environment.ts'
import { EditionPage } from '../pages/edition.tsx'
import { routes } from '../routes.ts'
import { given, pageAsked, pagingOf, render } from './answer.ts'
import { newsOfDay } from './news.ts'
import { withOwnVotes } from './vote.ts'

/** Today's edition, or the newest. */
export function showFrontPage(sources: readonly SourceName[]) {
  return async (c: Ctx): Promise<Response> => {
    const { db, site } = c.var
    const { today } = site
    const edition = await editionOf(db, { period: 'day', key: today, page: pageAsked(c), today, holidayOn })
    // The sample says of itself what it is; why today has none is no news then.
    if (site.sample) delete edition.empty
    return page(c, { edition, sources, front: true })
  }
}

/** The edition of a day, the list of a week or a month. */
export function showEdition(period: Period, sources: readonly SourceName[]) {
  return async (c: Ctx): Promise<Response> => {
    const { db, site } = c.var
    const { today } = site
    const text = c.req.param('key') ?? ''
    const padded = period === 'day' ? parseDay(text) : null
    if (padded !== null && padded !== text) return c.redirect(routes.day(padded), 301)
    const edition = await editionOf(db, { period, key: text, page: pageAsked(c), today, holidayOn })
    return page(c, { edition, sources, front: false })
  }
}

/** Where the date picker's form goes. */
export function pickDay(c: Ctx): Response {
  const text = given(c, 'day')
  if (text === undefined) return c.redirect(routes.papers(), 302)
  const day = parseDay(text)
  if (day !== null) return c.redirect(routes.day(day), 302)
  const example = c.var.site.today
  throw new Invalid(`There is no such day in the calendar. Write a day such as ${example}.`, {
    day: `must be a day such as ${example}`,
  })
}

interface Shown {
  edition: Edition
  /** Whose papers may still come. */
  sources: readonly SourceName[]
  front: boolean
}

async function page(c: Ctx, { edition, sources, front }: Shown): Promise<Response> {
  const { site } = c.var
  const { part, key, older, ...shown } = edition
  const addressOf = (number: number) => (front ? routes.papers(number) : routes[edition.period](key, number))
  const paging = edition.noEditions
    ? {
        from: part.from,
        to: part.to,
        ...(older === undefined ? {} : { next: routes.newest({ before: older }) }),
      }
    : pagingOf(part, addressOf)
  const expected =
    shown.empty?.reason.kind === 'notYet' ? expectedPapers(sources, shown.empty.day, site.now) : undefined
  const papers = await withOwnVotes(c, shown.papers)
  const props = {
    ...{
      ...shown,
      papers,
      periodKey: key,
      stillOpen: shown.stillOpen && !site.sample,
      site,
      front,
      paging,
    },
    ...(expected && { expected }),
    ...(front && !edition.noEditions && (await newsOfDay(c, key, papers))),
    ...(await listData(c, shown.papers, { period: edition.period, date: key })),
  }
  return render(c, <EditionPage {...props} />, { noindex: !front && edition.empty !== undefined })
}
