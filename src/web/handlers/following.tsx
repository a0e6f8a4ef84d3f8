import { followsOf } from '../../follows/follow-queries.ts'
import { type FollowedPart, followedPapers } from '../../follows/followed-papers.ts'
import { createRareFinder } from '../../follows/rare-finder.ts'
import { whyText } from '../../follows/why-text.ts'
import type { Ctx, WebDependencies } from '../environment.ts'
import { FollowingPage } from '../pages/following.tsx'
import { routes } from '../routes.ts'
import { pageAsked, render } from './answer.ts'
import { newsOf } from './news.ts'
import { requireOwnPages } from './own-settings.ts'
import { withOwnVotes } from './vote.ts'

/** The newest papers that fit what the one who asks follows. */
export function showFollowing({ db: store, finder: search }: WebDependencies) {
  const finder = createRareFinder(search, () => performance.now())
  return async (c: Ctx): Promise<Response> => {
    const { db, viewer, site } = c.var
    if (!viewer) return c.redirect(routes.signIn(routes.following()), 303)
    const follows = await followsOf(store, requireOwnPages(c).id)
    const page = pageAsked(c)
    const part = await followedPapers(db, finder, { follows, today: site.today, page })
    const papers = await withOwnVotes(
      c,
      part.papers.map(({ paper }) => paper),
    )
    const props = {
      papers,
      reasons: new Map(part.papers.map(({ paper, why }) => [paper.id, whyText(why)])),
      paging: pagingOfPart(part, page),
      follows: follows.length,
      withoutSearch: part.withoutSearch,
      ...(await newsOf(c, 'following', papers)),
    }
    return render(c, <FollowingPage site={site} {...props} />, { noindex: true })
  }
}

const pagingOfPart = ({ from, to, hasNext }: FollowedPart, page: number) => ({
  from,
  to,
  ...(page > 1 && { previous: routes.following(page - 1) }),
  ...(hasNext && { next: routes.following(page + 1) }),
})
