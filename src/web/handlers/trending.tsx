import { trendingPapers } from '../../papers/lists/listings.ts'
import { listData } from '../api/list-data.ts'
import type { Ctx } from '../environment.ts'
import { TrendingPage } from '../pages/trending.tsx'
import { routes } from '../routes.ts'
import { pageAsked, pagingOf, render } from './answer.ts'
import { newsOf } from './news.ts'
import { withOwnVotes } from './vote.ts'

export async function showTrending(c: Ctx): Promise<Response> {
  const { db, site } = c.var
  const { today } = site
  const { papers, part } = await trendingPapers(db, { today, page: pageAsked(c) })
  const shown = await withOwnVotes(c, papers)
  const paging = pagingOf(part, routes.trending)
  const data = await listData(c, shown, { period: 'trending' })
  const news = await newsOf(c, 'trending', shown)
  return render(c, <TrendingPage site={site} papers={shown} paging={paging} {...data} {...news} />)
}
