import { daysSpan, earlierDay, type Period, parsePeriod, startOfDay } from '../../papers/calendar.ts'
import { type Edition, editionOf } from '../../papers/lists/editions.ts'
import { newestEditions, type TimedPaper, withListingMoments } from '../../papers/lists/newest-editions.ts'
import { holidayOn } from '../../sources/announcement-calendar.ts'
import type { Ctx } from '../environment.ts'
import type { FeedEntry, FeedFormat } from '../feeds/feed.ts'
import { paperEntry } from '../feeds/paper-entry.ts'
import { routes } from '../routes.ts'
import { periodText } from '../views/date-text.ts'
import type { Site } from '../views/site.ts'
import { pageAsked } from './answer.ts'
import { type ListFeed, limitAsked, numberedParts } from './feed-answer.ts'
import { fileName } from './feed-file.ts'

/** Papers of the newest editions together, where nobody says how many. */
const USUAL_SIZE = 100

/** What most people follow: the newest editions; the older ones are its archive. */
export async function newestEditionsFeed(c: Ctx): Promise<ListFeed> {
  const { db, site } = c.var
  const { today } = site
  const { papers, older } = await newestEditions(db, { today, limit: limitAsked(c) ?? USUAL_SIZE })
  return {
    list: routes.papers(),
    title: '',
    description: `Research papers, chosen by ${byline(site)}.`,
    entries: papers.map(entryFor(site)),
    since: startOfDay(today),
    ...(older === undefined ? {} : { archive: { 'prev-archive': routes.day(older) } }),
  }
}

/** The papers of a day, a week or a month, in the order of its page; none where that page shows another day's. */
export function editionFeed(period: Period) {
  return async (c: Ctx, format: FeedFormat): Promise<ListFeed | Response> => {
    const { db, site } = c.var
    const asked = fileName(c)
    const key = parsePeriod(period, asked) ?? asked
    if (key !== asked)
      return c.redirect(routes.feed(routes[period](key), format) + new URL(c.req.url).search, 301)
    const question = { period, key, page: pageAsked(c), size: limitAsked(c), today: site.today, holidayOn }
    const edition = await editionOf(db, question)
    const { first, last } = daysSpan(period, key)
    const span = { first, last: earlierDay(last, site.today), which: 'earliest' as const }
    const papers = edition.empty ? [] : await withListingMoments(db, edition.papers, span)
    const list = routes[period](key)
    return {
      list,
      title: periodText(period, key),
      description: `Research papers of ${periodText(period, key)}, chosen by ${byline(site)}.`,
      entries: papers.map(entryFor(site)),
      since: startOfDay(first),
      ...(!edition.empty && { parts: numberedParts(edition.part, (page) => routes[period](key, page)) }),
      ...(period === 'day' && !edition.empty && { archive: archiveOf(edition, site) }),
    }
  }
}

/** A closed edition is a part of the archive of all of them. */
function archiveOf(
  { key, previousKey, nextKey }: Edition,
  { today }: Site,
): NonNullable<ListFeed['archive']> {
  const previous = previousKey === undefined ? {} : { 'prev-archive': routes.day(previousKey) }
  if (key >= today) return previous
  const next = nextKey === undefined || nextKey >= today ? {} : { 'next-archive': routes.day(nextKey) }
  return { isArchive: true, current: routes.papers(), ...previous, ...next }
}

const entryFor =
  ({ publicUrl }: Site) =>
  ({ paper, listedAt }: TimedPaper): FeedEntry =>
    paperEntry(paper, publicUrl, listedAt)

const byline = ({ curator }: Site): string => `${curator ? `${curator} and ` : ''}the research community`
