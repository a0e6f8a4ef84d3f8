import { arrivesAgain, stoppedFor } from '../../bounces/stopped.ts'
import { mailChoicesOf, saveMailChoices as save } from '../../community/notifications/mail-choices.ts'
import { mailKinds } from '../../community/notifications/mail-kinds.ts'
import { Conflict } from '../../errors.ts'
import type { Ctx, WebDependencies } from '../environment.ts'
import { MailChoicesPage } from '../pages/settings-mails.tsx'
import { routes } from '../routes.ts'
import { given, render } from './answer.ts'
import { readForm } from './form.ts'
import { requireOwnPages, requireOwnSettings } from './own-settings.ts'

export function showMailChoices({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    if (!c.var.viewer) return c.redirect(routes.signIn(routes.mailChoices()), 303)
    const { id, email } = requireOwnPages(c)
    const stopped = await stoppedFor(db, email)
    const props = { site: c.var.site, email, stopped, wanted: await mailChoicesOf(db, id) }
    const isSaved = given(c, 'saved') !== undefined
    return render(c, <MailChoicesPage {...props} {...(isSaved && { saved: true })} />, { noindex: true })
  }
}

export function saveMailChoices({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const { id } = requireOwnSettings(c)
    const form = await readForm(c)
    await save(db, id, new Set(mailKinds.filter((kind) => form.has(kind))))
    return c.redirect(routes.mailChoices(true), 303)
  }
}

/** Mail arrives again at their address, say those whose it is. */
export function mailArrives({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const { email, emailVerified } = requireOwnSettings(c)
    if (!emailVerified || !(await arrivesAgain(db, email)))
      throw new Conflict(
        'Nothing keeps mail from this address, or only whoever runs this site can change it.',
      )
    return c.redirect(routes.mailChoices(true), 303)
  }
}
