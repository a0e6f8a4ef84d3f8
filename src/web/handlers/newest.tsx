import { parseDay } from '../../papers/calendar.ts'
import { categories, newestPapers } from '../../papers/lists/newest.ts'
import type { Ctx } from '../environment.ts'
import { NewPage } from '../pages/new.tsx'
import type { Paging } from '../pages/page-props.ts'
import { type NewestQuery, routes } from '../routes.ts'
import { given, render } from './answer.ts'
import { newsOfNewest } from './news.ts'
import { ownFollows } from './own-follows.ts'
import { withOwnVotes } from './vote.ts'

/** Everything new, of one category or all, of a range of days or all. */
export async function showNewest(c: Ctx): Promise<Response> {
  const { db, site } = c.var
  const category = c.req.param('category')
  const chosen = given(c, 'category')
  const range = { since: given(c, 'since'), until: given(c, 'until') }
  // The form sends the category as a field; its page has an address of its own.
  if (chosen !== undefined && category === undefined) {
    return c.redirect(routes.newest({ category: chosen, ...range }), 302)
  }

  const question = { category, ...range, before: given(c, 'before'), after: given(c, 'after') }
  const answer = await newestPapers(db, question)
  const papers = await withOwnVotes(c, answer.papers)
  const props = {
    ...(category === undefined ? {} : { category }),
    ...paddedRange(range),
    categories: await categories(db),
    papers,
    ...(await ownFollows(c)),
    // A range of days is no list that anybody comes back to.
    ...((range.since ?? range.until) ? {} : await newsOfNewest(c, category, papers)),
    paging: pagingOfMarks(answer, { category, ...range }),
  }
  return render(c, <NewPage site={site} {...props} />, { noindex: answer.papers.length === 0 })
}

/** Fields of a form for days want two digits everywhere. */
function paddedRange({ since, until }: { since: string | undefined; until: string | undefined }) {
  const [first, last] = [parseDay(since ?? ''), parseDay(until ?? '')]
  return { ...(first === null ? {} : { since: first }), ...(last === null ? {} : { until: last }) }
}

function pagingOfMarks(
  { from, to, older, newer }: Awaited<ReturnType<typeof newestPapers>>,
  query: NewestQuery,
): Paging {
  return {
    from,
    to,
    ...(newer === undefined ? {} : { previous: routes.newest({ ...query, after: newer }) }),
    ...(older === undefined ? {} : { next: routes.newest({ ...query, before: older }) }),
  }
}
