import { accountLimits } from '../../accounts/account-limits.ts'
import { giveRole } from '../../accounts/give-role.ts'
import { deleteInvitation, openInvitations } from '../../accounts/invitation-queries.ts'
import { makeInvitation } from '../../accounts/invitations.ts'
import { countAttempt } from '../../accounts/limits.ts'
import { allMembers } from '../../accounts/member-queries.ts'
import { isRole, type Role } from '../../accounts/roles.ts'
import { Invalid } from '../../errors.ts'
import type { Ctx, WebDependencies } from '../environment.ts'
import { PeoplePage, type PeoplePageProps } from '../pages/admin-people.tsx'
import { routes } from '../routes.ts'
import { pageAsked, render } from './answer.ts'
import { readForm } from './form.ts'
import { orFormAgain } from './form-again.tsx'
import { requireMay } from './require-viewer.ts'

const PAGE_SIZE = 100

export function showPeople({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    requireMay(c, 'manage-people')
    return render(c, <PeoplePage {...(await propsOf(c, db, pageAsked(c)))} />, { noindex: true })
  }
}

async function propsOf(c: Ctx, db: WebDependencies['db'], page: number): Promise<PeoplePageProps> {
  const skip = (page - 1) * PAGE_SIZE
  const members = await allMembers(db, skip, PAGE_SIZE + 1)
  return {
    site: c.var.site,
    members: members.slice(0, PAGE_SIZE),
    invitations: await openInvitations(db, c.var.site.now),
    paging: {
      ...{ from: skip + 1, to: skip + Math.min(members.length, PAGE_SIZE) },
      ...(page > 1 && { previous: routes.people(page - 1) }),
      ...(members.length > PAGE_SIZE && { next: routes.people(page + 1) }),
    },
  }
}

export function changeRole({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const { id: by } = requireMay(c, 'manage-people')
    const form = await readForm(c)
    const props = await propsOf(c, db, 1)
    return orFormAgain(
      c,
      async () => {
        const wish = { name: form.line('name'), role: roleOf(form.line('role')) }
        await giveRole(db, { ...wish, by, now: c.var.site.now })
        return c.redirect(routes.people(), 303)
      },
      (problem) => <PeoplePage {...props} problem={problem} />,
    )
  }
}

/** Makes an invitation and shows its link, this once; or with `revoke` takes one back. */
export function invite({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const { id } = requireMay(c, 'manage-people')
    const form = await readForm(c)
    const { site } = c.var
    if (form.has('revoke')) {
      await deleteInvitation(db, form.line('revoke'))
      return c.redirect(routes.people(), 303)
    }
    await countAttempt(db, accountLimits.invitations, id, site.now)
    const wish = { role: roleOf(form.line('role')), invitedBy: id, now: site.now }
    const link = `${site.publicUrl}${routes.signUp(await makeInvitation(db, wish))}`
    const page = <PeoplePage {...(await propsOf(c, db, 1))} link={link} />
    return render(c, page, { noindex: true, secret: true })
  }
}

function roleOf(text: string): Role {
  if (isRole(text)) return text
  throw new Invalid('Choose one of the roles.', { role: 'must be reader, curator, moderator or admin' })
}
