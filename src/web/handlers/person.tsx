import { papersOfPerson } from '../../papers/lists/listings.ts'
import type { Ctx } from '../environment.ts'
import { PersonPage } from '../pages/person.tsx'
import { routes } from '../routes.ts'
import { pageAsked, render } from './answer.ts'
import { withOwnVotes } from './vote.ts'

export async function showPerson(c: Ctx): Promise<Response> {
  const { db, site } = c.var
  const { today } = site
  const page = pageAsked(c)
  const asked = (c.req.param('handle') ?? '').slice(1)
  const { person, papers, from, hasNext } = await papersOfPerson(db, { name: asked, today, page })
  const { name, kind, fullname } = person
  if (asked !== name) return c.redirect(routes.person(name, page), 301)
  const paging = {
    from,
    to: from + papers.length - (papers.length > 0 ? 1 : 0),
    ...(page > 1 ? { previous: routes.person(name, page - 1) } : {}),
    ...(hasNext ? { next: routes.person(name, page + 1) } : {}),
  }
  const props = {
    name,
    kind,
    papers: await withOwnVotes(c, papers),
    paging,
    ...(fullname === null ? {} : { fullname }),
  }
  return render(c, <PersonPage site={site} {...props} />)
}
