// Admins say which people of imported lists are members here.

import { linkPerson, unlinkPerson } from '../../community/claims/link-person.ts'
import { personLinks } from '../../community/claims/person-link-queries.ts'
import type { Ctx, WebDependencies } from '../environment.ts'
import { PersonLinksPage } from '../pages/person-links.tsx'
import { routes } from '../routes.ts'
import { render } from './answer.ts'
import { readForm } from './form.ts'
import { orFormAgain } from './form-again.tsx'
import { requireMay } from './require-viewer.ts'

export function showPersonLinks({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    requireMay(c, 'manage-people')
    return render(c, <PersonLinksPage site={c.var.site} links={await personLinks(db)} />, { noindex: true })
  }
}

export function addPersonLink({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const { id: by } = requireMay(c, 'manage-people')
    const form = await readForm(c)
    const names = { member: form.line('member'), recorded: form.line('recorded') }
    const { site } = c.var
    return orFormAgain(
      c,
      async () => {
        await linkPerson(db, { ...names, by, now: site.now })
        return c.redirect(routes.personLinks(), 303)
      },
      async (problem) => {
        const links = await personLinks(db)
        return <PersonLinksPage {...{ site, links, problem }} typed={names} />
      },
    )
  }
}

export function removePersonLink({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const { id: by } = requireMay(c, 'manage-people')
    await unlinkPerson(db, { recordedId: c.req.param('id') ?? '', by, now: c.var.site.now })
    return c.redirect(routes.personLinks(), 303)
  }
}
