import { memberByName } from '../../accounts/member-queries.ts'
import { profileOf } from '../../accounts/profile.ts'
import { claimedPaperIds } from '../../community/claims/claim-queries.ts'
import type { Db } from '../../db/connect.ts'
import { NotFound } from '../../errors.ts'
import { listPapers } from '../../papers/lists/listed.ts'
import { papersOfPerson } from '../../papers/lists/listings.ts'
import type { Ctx, WebDependencies } from '../environment.ts'
import { PersonPage } from '../pages/person.tsx'
import { routes } from '../routes.ts'
import { pageAsked, render } from './answer.ts'
import { ownFollows } from './own-follows.ts'
import { withOwnVotes } from './vote.ts'

/** Authors of more papers have a search for them. */
const MOST_CLAIMED = 200

export function showPerson({ db: store }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const asked = (c.req.param('handle') ?? '').slice(1)
    // While the sample edition is shown, members are in the store.
    const isMember = (await memberByName(store, asked)) !== undefined
    return personPage(c, isMember ? store : c.var.db, asked)
  }
}

async function personPage(c: Ctx, db: Db, asked: string): Promise<Response> {
  const { site } = c.var
  const { today } = site
  const page = pageAsked(c)
  const { person, papers, from, hasNext } = await papersOfPerson(db, { name: asked, today, page })
  const { name, kind, fullname } = person
  const profile = kind === 'member' ? await profileOf(db, person.id) : null
  if (kind === 'member' && !profile) throw new NotFound('Nobody of that name is known here.')
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
    claimed: page === 1 ? await listPapers(db, await claimedPaperIds(db, [person.id], MOST_CLAIMED)) : [],
    paging,
    ...(fullname === null ? {} : { fullname }),
    ...(profile && { profile }),
    isOwn: c.var.viewer?.id === person.id,
    personId: person.id,
    ...(await ownFollows(c)),
    ...(kind === 'member' && { reportId: person.id }),
  }
  return render(c, <PersonPage site={site} {...props} />)
}
