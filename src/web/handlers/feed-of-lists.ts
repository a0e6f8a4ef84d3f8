import { NotFound } from '../../errors.ts'
import { startOfDay } from '../../papers/calendar.ts'
import { trendingPapers } from '../../papers/lists/listings.ts'
import { newestPapers } from '../../papers/lists/newest.ts'
import { withListingMoments } from '../../papers/lists/newest-editions.ts'
import type { Ctx } from '../environment.ts'
import { paperEntry } from '../feeds/paper-entry.ts'
import { type NewestQuery, routes } from '../routes.ts'
import { categoryName } from '../views/category-names.ts'
import { given, pageAsked } from './answer.ts'
import { type ListFeed, limitAsked, numberedParts } from './feed-answer.ts'
import { fileName } from './feed-file.ts'

export async function trendingFeed(c: Ctx): Promise<ListFeed> {
  const { db, site } = c.var
  const { today, publicUrl } = site
  const { papers, part } = await trendingPapers(db, { today, page: pageAsked(c), size: limitAsked(c) })
  const timed = await withListingMoments(db, papers, { first: '', last: today, which: 'latest' })
  return {
    list: routes.trending(),
    title: 'Trending papers',
    description: 'Research papers that gather upvotes now, the hottest first.',
    entries: timed.map(({ paper, listedAt }) => paperEntry(paper, publicUrl, listedAt)),
    since: startOfDay(today),
    parts: numberedParts(part, routes.trending),
  }
}

/** Everything new, of one category or all, of a range of days or all; with the parameters of the page. */
export async function newestFeed(c: Ctx): Promise<ListFeed> {
  const { db, site } = c.var
  const category = fileName(c) || given(c, 'category')
  const list = { category, since: given(c, 'since'), until: given(c, 'until') }
  const marks = { before: given(c, 'before'), after: given(c, 'after') }
  const { papers, older, newer } = await newestPapers(db, { ...list, ...marks, size: limitAsked(c) })
  const name = category && categoryName(category)
  if (category && !name && papers.length === 0)
    throw new NotFound(
      `No paper here is of the category ${category}. The page of all feeds names those that are.`,
    )
  const words = category === undefined ? 'All new papers' : `New in ${name ?? category}`
  return {
    list: routes.newest(list),
    title: category !== undefined && name ? `${words} (${category})` : words,
    description: `${words}, whole abstracts, newest first.`,
    entries: papers.map((paper) => paperEntry(paper, site.publicUrl)),
    since: startOfDay(site.today),
    parts: partsOf(list, marks, { older, newer }),
  }
}

function partsOf(
  list: NewestQuery,
  marks: Pick<NewestQuery, 'before' | 'after'>,
  { older, newer }: { older: string | undefined; newer: string | undefined },
): NonNullable<ListFeed['parts']> {
  return {
    self: routes.newest({ ...list, ...marks }),
    first: routes.newest(list),
    ...(newer === undefined ? {} : { previous: routes.newest({ ...list, after: newer }) }),
    ...(older === undefined ? {} : { next: routes.newest({ ...list, before: older }) }),
  }
}
