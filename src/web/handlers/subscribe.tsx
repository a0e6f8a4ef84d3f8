// Getting the digest by mail, with an address alone: asked for here, confirmed by the button behind a mail's link.

import { accountLimits, countMailTo } from '../../accounts/account-limits.ts'
import { countAttempt } from '../../accounts/limits.ts'
import { secretKeys } from '../../accounts/secret.ts'
import { askToSubscribe, confirmSubscription, readConfirmation } from '../../digests/subscribe.ts'
import { subscriptionToken } from '../../digests/subscription-link.ts'
import type { Ctx, WebDependencies } from '../environment.ts'
import { networkAddressOf } from '../network-address.ts'
import { ConfirmPage } from '../pages/confirm.tsx'
import { MailSentPage } from '../pages/mail-sent.tsx'
import { SubscribePage } from '../pages/subscribe.tsx'
import { routes } from '../routes.ts'
import { given, render } from './answer.ts'
import { readForm } from './form.ts'
import { orFormAgain } from './form-again.tsx'
import { isTrapped } from './trap.ts'

export function showSubscribe(c: Ctx): Response {
  return render(c, <SubscribePage site={c.var.site} />)
}

/** Answers alike whether or not the address is known here. */
export function subscribe({ db, config, askForMails }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const form = await readForm(c)
    const { site } = c.var
    const email = form.line('email')
    return orFormAgain(
      c,
      async () => {
        const says = 'If this address can get mail, one with a link is on its way to it. Its link confirms.'
        const done = () =>
          render(c, <MailSentPage site={site} says={says} waits={config.SMTP_URL === undefined} />, {
            noindex: true,
          })
        if (isTrapped(form)) return done()
        const from = networkAddressOf(c, config.TRUST_PROXY)
        await countAttempt(db, accountLimits.mailFrom, from, site.now)
        await countMailTo(db, email.toLowerCase(), site.now)
        await askToSubscribe(db, { ...site, secretKey: config.SECRET_KEY }, email)
        await askForMails()
        return done()
      },
      (problem) => <SubscribePage site={site} email={email} problem={problem} />,
    )
  }
}

/** Only shows a button: whatever opens links before people do must confirm nothing. */
export function showConfirmSubscription({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const { site } = c.var
    const token = given(c, 'token') ?? ''
    const { email } = await readConfirmation(db, token, site.now)
    const says = `${site.name} will come to ${email} on weekdays. You choose what comes when on the next page.`
    const words = { title: 'Confirm your subscription', says, button: 'Confirm' }
    const action = routes.confirmSubscription()
    return render(c, <ConfirmPage {...{ site, token, action, ...words }} />, { noindex: true })
  }
}

export function confirmByLink({ db, config }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const token = (await readForm(c)).line('token')
    const { now } = c.var.site
    await countAttempt(db, accountLimits.linkFrom, networkAddressOf(c, config.TRUST_PROXY), now)
    const { id } = await confirmSubscription(db, token, now)
    const [key = ''] = await secretKeys(db, now, config.SECRET_KEY)
    return c.redirect(routes.subscription(subscriptionToken(key, id), 'confirmed'), 303)
  }
}
