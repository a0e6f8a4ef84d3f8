// Taking everything of one's own along, and leaving.

import { accountLimits } from '../../accounts/account-limits.ts'
import { passwordHashOf } from '../../accounts/account-queries.ts'
import { checkCurrentPassword } from '../../accounts/change-password.ts'
import { deleteMember } from '../../accounts/delete-member.ts'
import { exportPerson } from '../../accounts/export-person.ts'
import { countAttempt } from '../../accounts/limits.ts'
import { Invalid } from '../../errors.ts'
import type { Ctx, WebDependencies } from '../environment.ts'
import { DeleteAccountPage } from '../pages/settings-delete.tsx'
import { routes } from '../routes.ts'
import { render } from './answer.ts'
import { readForm } from './form.ts'
import { orFormAgain } from './form-again.tsx'
import { goOn } from './go-on.ts'
import { requireOwnAccount, requireOwnPages } from './own-settings.ts'

export function sendExport({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    if (!c.var.viewer) return c.redirect(routes.signIn(routes.exportMine()), 303)
    const { id, name } = requireOwnPages(c)
    const document = await exportPerson(db, id, c.var.site.now)
    c.header('Content-Disposition', `attachment; filename="${name}.json"`)
    c.header('Content-Type', 'application/json; charset=utf-8')
    return c.body(`${JSON.stringify(document, null, 2)}\n`)
  }
}

export function showDeleteAccount({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    if (!c.var.viewer) return c.redirect(routes.signIn(routes.deleteAccount()), 303)
    const { id, name } = requireOwnAccount(c)
    const hasPassword = (await passwordHashOf(db, id)) !== null
    return render(c, <DeleteAccountPage {...{ site: c.var.site, name, hasPassword }} />, { noindex: true })
  }
}

export function deleteAccount({ db, accounts, askForMails }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const { id, name } = requireOwnAccount(c)
    const form = await readForm(c)
    const { site } = c.var
    const hasPassword = (await passwordHashOf(db, id)) !== null
    return orFormAgain(
      c,
      async () => {
        await countAttempt(db, accountLimits.signIn, id, site.now)
        if (form.line('name').replace(/^@/, '') !== name) {
          throw new Invalid('Type your name as it stands above to delete your account.')
        }
        await checkCurrentPassword(db, id, form.text('current', 1_000))
        // It may be refused: then they stay signed in.
        await deleteMember(db, site, id)
        const cookies = await accounts.signOut(c.req.raw.headers)
        await askForMails()
        return goOn(c, cookies, routes.front())
      },
      (problem) => <DeleteAccountPage {...{ site, name, hasPassword, problem }} />,
    )
  }
}
