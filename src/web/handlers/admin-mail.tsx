import { NotFound } from '../../errors.ts'
import { withDeadLinks } from '../../mail/dead-links.ts'
import { countMails, sendMailAgain, unsentMails } from '../../mail/mail-queries.ts'
import type { Ctx, WebDependencies } from '../environment.ts'
import { MailPage } from '../pages/admin-mail.tsx'
import { routes } from '../routes.ts'
import { render } from './answer.ts'
import { readForm } from './form.ts'
import { requireMay } from './require-viewer.ts'

const MOST_SHOWN = 200

export function showMails({ db, config }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    requireMay(c, 'see-mail')
    const [counts, mails] = [await countMails(db), await unsentMails(db, MOST_SHOWN)]
    const props = { site: c.var.site, counts, mails, hasServer: config.SMTP_URL !== undefined }
    return render(c, <MailPage {...props} />, { noindex: true })
  }
}

export function sendAgain({ db, askForMails }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    requireMay(c, 'see-mail')
    const id = (await readForm(c)).line('id')
    const { now } = c.var.site
    if (!(await sendMailAgain(db, id, { now, dead: withDeadLinks(now) })))
      throw new NotFound('This mail neither failed nor is doubtful, or the link in it works no more.')
    await askForMails()
    return c.redirect(routes.mails(), 303)
  }
}
