// What a member follows: to look at, to add to, to take from. The buttons on other pages post here, too.

import { Invalid } from '../../errors.ts'
import { follow } from '../../follows/follow.ts'
import { type FollowKind, isFollowKind } from '../../follows/follow-kinds.ts'
import { deleteFollow, followsOf } from '../../follows/follow-queries.ts'
import type { Ctx, WebDependencies } from '../environment.ts'
import { FollowsPage } from '../pages/settings-follows.tsx'
import { routes } from '../routes.ts'
import { render } from './answer.ts'
import { type Form, readForm } from './form.ts'
import { orFormAgain } from './form-again.tsx'
import { goBack } from './go-back.ts'
import { requireOwnPages, requireOwnSettings } from './own-settings.ts'

export function showFollows({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    if (!c.var.viewer) return c.redirect(routes.signIn(routes.ownFollows()), 303)
    const follows = await followsOf(db, requireOwnPages(c).id)
    return render(c, <FollowsPage site={c.var.site} follows={follows} />, { noindex: true })
  }
}

/** `wish`: `follow` or `unfollow`. Back to the page of the button. */
export function changeFollows({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const { id: memberId } = requireOwnSettings(c)
    const { site } = c.var
    const form = await readForm(c)
    const [kind, text] = [kindOf(form), form.line('value', 2_000)]
    const wish = form.line('wish')
    if (wish === 'unfollow') {
      await deleteFollow(db, memberId, { kind, value: text })
      return goBack(c, routes.ownFollows(), form.line('at'))
    }
    if (wish !== 'follow')
      throw new Invalid('“wish” must be follow or unfollow.', { wish: 'must be follow or unfollow' })
    const before = await followsOf(db, memberId)
    return orFormAgain(
      c,
      async () => {
        await follow(db, { memberId, kind, text, now: site.now })
        return goBack(c, routes.ownFollows(), form.line('at'))
      },
      (problem) => <FollowsPage {...{ site, follows: before, problem, typed: { kind, text } }} />,
    )
  }
}

function kindOf(form: Form): FollowKind {
  const kind = form.line('kind')
  if (isFollowKind(kind)) return kind
  throw new Invalid('This can’t be followed.', {
    kind: 'must be author, person, organisation, keyword or category',
  })
}
