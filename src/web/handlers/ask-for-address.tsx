import { accountLimits, countMailTo } from '../../accounts/account-limits.ts'
import { countAttempt } from '../../accounts/limits.ts'
import { readAddress } from '../../accounts/mail-address.ts'
import { askForAddress } from '../../accounts/mailed-links.ts'
import type { Ctx, WebDependencies } from '../environment.ts'
import { networkAddressOf } from '../network-address.ts'
import { MailSentPage } from '../pages/mail-sent.tsx'
import { routes } from '../routes.ts'
import { render } from './answer.ts'

/** Mails a link to the address that a member wants, and says so. @throws Invalid, RateLimited */
export async function askForNewAddress(
  c: Ctx,
  { db, config, askForMails }: WebDependencies,
  wish: { memberId: string; email: string },
): Promise<Response> {
  const { site } = c.var
  await countMailTo(db, wish.memberId, site.now)
  await countMailTo(db, readAddress(wish.email), site.now)
  await countAttempt(db, accountLimits.mailFrom, networkAddressOf(c, config.TRUST_PROXY), site.now)
  await askForAddress(db, site, {
    ...wish,
    addressOf: (token) => `${site.publicUrl}${routes.confirmAddress(token)}`,
    settings: `${site.publicUrl}${routes.settings()}`,
    signIn: `${site.publicUrl}${routes.signIn()}`,
  })
  await askForMails()
  const says = 'We sent a mail to the new address. Its link makes it yours; until then nothing changes.'
  return render(c, <MailSentPage site={site} says={says} waits={config.SMTP_URL === undefined} />)
}
