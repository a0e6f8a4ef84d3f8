// Links that come by mail: to sign in, and to choose a new password.

import { accountLimits, countMailTo } from '../../accounts/account-limits.ts'
import { countAttempt } from '../../accounts/limits.ts'
import { readLink } from '../../accounts/links.ts'
import { mailLink, memberCalled, resetPassword, spendSignInLink } from '../../accounts/mailed-links.ts'
import type { Ctx, WebDependencies } from '../environment.ts'
import { networkAddressOf } from '../network-address.ts'
import { AskForLinkPage } from '../pages/ask-for-link.tsx'
import { ConfirmPage } from '../pages/confirm.tsx'
import { MailSentPage } from '../pages/mail-sent.tsx'
import { routes } from '../routes.ts'
import { NewPasswordField } from '../views/account-fields.tsx'
import { given, render } from './answer.ts'
import { readForm } from './form.ts'
import { orFormAgain } from './form-again.tsx'
import { goOn } from './go-on.ts'

type Purpose = 'sign-in' | 'password'

const words = {
  'sign-in': {
    title: 'Sign in by mail',
    says: 'We send a link to the mail address of your account. It signs you in without a password.',
    action: routes.signInLink(),
    confirm: routes.confirmSignIn,
  },
  password: {
    title: 'Choose a new password',
    says: 'We send a link to the mail address of your account. There you choose a new password.',
    action: routes.reset(),
    confirm: routes.newPassword,
  },
}

export function showAskForLink(purpose: Purpose) {
  const { title, says, action } = words[purpose]
  return (c: Ctx): Response =>
    render(c, <AskForLinkPage site={c.var.site} {...{ title, says, action }} />, { noindex: true })
}

export function askForLink({ db, config, askForMails }: WebDependencies, purpose: Purpose) {
  const { title, says, action, confirm } = words[purpose]
  return async (c: Ctx): Promise<Response> => {
    const { site } = c.var
    const who = (await readForm(c)).line('who')
    return orFormAgain(
      c,
      async () => {
        const from = networkAddressOf(c, config.TRUST_PROXY)
        await countAttempt(db, accountLimits.mailFrom, from, site.now)
        await countMailTo(db, (await memberCalled(db, who))?.email ?? who.toLowerCase(), site.now)
        const addressOf = (token: string) => `${site.publicUrl}${confirm(token)}`
        await mailLink(db, site, purpose, { who, addressOf })
        await askForMails()
        const sent =
          'If there is an account with that name or address, a mail with a link is on its way to it.'
        const waits = config.SMTP_URL === undefined
        return render(c, <MailSentPage site={site} says={sent} waits={waits} />, { noindex: true })
      },
      (problem) => <AskForLinkPage site={site} {...{ title, says, action, who, problem }} />,
    )
  }
}

export function showConfirmSignIn({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const token = given(c, 'token') ?? ''
    await readLink(db, token, 'sign-in', c.var.site.now)
    const says = 'The link of your mail brought you here. It works once.'
    const props = { site: c.var.site, token, says, title: 'Sign in', button: 'Sign in' }
    return render(c, <ConfirmPage {...props} action={routes.confirmSignIn()} />, { noindex: true })
  }
}

export function signInByLink({ db, accounts, config }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const token = (await readForm(c)).line('token')
    await countAttempt(db, accountLimits.linkFrom, networkAddressOf(c, config.TRUST_PROXY), c.var.site.now)
    const id = await spendSignInLink(db, token, c.var.site.now)
    return goOn(c, await accounts.startSession(id, c.req.raw.headers), routes.front())
  }
}

export function showNewPassword({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const token = given(c, 'token') ?? ''
    await readLink(db, token, 'password', c.var.site.now)
    return render(c, <NewPasswordPage site={c.var.site} token={token} />, { noindex: true })
  }
}

export function saveNewPassword({ db, accounts, config, askForMails }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const form = await readForm(c)
    const { site } = c.var
    const token = form.line('token')
    return orFormAgain(
      c,
      async () => {
        const from = networkAddressOf(c, config.TRUST_PROXY)
        await countAttempt(db, accountLimits.linkFrom, from, site.now)
        const resetAddress = `${site.publicUrl}${routes.reset()}`
        const wish = { token, password: form.text('password', 1_000), resetAddress }
        const id = await resetPassword(db, site, wish)
        await askForMails()
        return goOn(c, await accounts.startSession(id, c.req.raw.headers), routes.front())
      },
      (problem) => <NewPasswordPage site={site} token={token} problem={problem} />,
    )
  }
}

type NewPasswordProps = Pick<Parameters<typeof ConfirmPage>[0], 'site' | 'token' | 'problem'>

function NewPasswordPage(props: NewPasswordProps) {
  return (
    <ConfirmPage
      {...props}
      title="Choose a new password"
      says="All browsers that are signed in to your account are signed out then, and this one is signed in."
      action={routes.newPassword()}
      button="Save the password"
    >
      <NewPasswordField label="New password" />
    </ConfirmPage>
  )
}
