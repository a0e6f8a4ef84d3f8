import { accountLimits, countMailTo } from '../../accounts/account-limits.ts'
import { countAttempt } from '../../accounts/limits.ts'
import {
  askToSignUp,
  checkRegistration,
  checkSignUp,
  confirmSignUp,
  pendingName,
} from '../../accounts/sign-up.ts'
import { isKnownError } from '../../errors.ts'
import type { Ctx, WebDependencies } from '../environment.ts'
import { networkAddressOf } from '../network-address.ts'
import { ConfirmPage } from '../pages/confirm.tsx'
import { MailSentPage } from '../pages/mail-sent.tsx'
import { SignUpPage } from '../pages/sign-up.tsx'
import { routes } from '../routes.ts'
import { HandleField } from '../views/account-fields.tsx'
import type { Site } from '../views/site.ts'
import { given, render } from './answer.ts'
import { readForm } from './form.ts'
import { orFormAgain } from './form-again.tsx'
import { goOn } from './go-on.ts'
import { isTrapped } from './trap.ts'

export function showSignUp({ db, config }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const invitation = given(c, 'invitation') ?? ''
    const problem = await whyNot(() => checkRegistration(db, config.REGISTRATION, invitation, c.var.site.now))
    const props = { site: c.var.site, invitation, canSignUp: problem === undefined }
    return render(c, <SignUpPage {...props} {...(problem !== undefined && { problem })} />, { noindex: true })
  }
}

export function signUp(dependencies: WebDependencies) {
  const { db, config, askForMails } = dependencies
  return async (c: Ctx): Promise<Response> => {
    const form = await readForm(c)
    const { site } = c.var
    const typed = { name: form.line('name'), email: form.line('email'), invitation: form.line('invitation') }
    return orFormAgain(
      c,
      async () => {
        await checkRegistration(db, config.REGISTRATION, typed.invitation, site.now)
        const wish = { ...typed, password: form.text('password', 1_000) }
        const { address } = await checkSignUp(db, wish)
        const from = networkAddressOf(c, config.TRUST_PROXY)
        await countAttempt(db, accountLimits.mailFrom, from, site.now)
        await countMailTo(db, address, site.now)
        // People see no such field: what fills it is told that all is well.
        if (!isTrapped(form)) {
          await askToSignUp(db, site, wish, addressesOf(site))
          await askForMails()
        }
        return render(c, <SignUpSent site={site} waits={config.SMTP_URL === undefined} />, { noindex: true })
      },
      (problem) => <SignUpPage site={site} {...typed} canSignUp problem={problem} />,
    )
  }
}

const addressesOf = ({ publicUrl }: Site) => ({
  confirm: (token: string) => `${publicUrl}${routes.confirmSignUp(token)}`,
  signIn: `${publicUrl}${routes.signIn()}`,
})

const SignUpSent = ({ site, waits }: { site: Site; waits: boolean }) => (
  <MailSentPage
    site={site}
    waits={waits}
    says="We sent a mail to your address. Its link makes the account: until then nothing of it exists, the name included."
  />
)

export function showConfirmSignUp({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const token = given(c, 'token') ?? ''
    const name = await pendingName(db, token, c.var.site.now)
    return render(c, <ConfirmSignUp site={c.var.site} token={token} name={name} />, { noindex: true })
  }
}

export function makeAccount({ db, accounts, config }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const form = await readForm(c)
    const { site } = c.var
    const [token, name] = [form.line('token'), form.line('name')]
    return orFormAgain(
      c,
      async () => {
        await countAttempt(db, accountLimits.linkFrom, networkAddressOf(c, config.TRUST_PROXY), site.now)
        const id = await confirmSignUp(db, { token, name, now: site.now })
        return goOn(c, await accounts.startSession(id, c.req.raw.headers), routes.settings())
      },
      (problem) => <ConfirmSignUp {...{ site, token, name, problem }} />,
    )
  }
}

function ConfirmSignUp(props: { site: Site; token: string; name: string; problem?: string }) {
  const { name, ...rest } = props
  return (
    <ConfirmPage
      {...rest}
      title={`Welcome to ${props.site.name}`}
      says="Your address is confirmed by this button."
      action={routes.confirmSignUp()}
      button="Make my account"
    >
      <HandleField value={name} />
    </ConfirmPage>
  )
}

async function whyNot(check: () => Promise<void>): Promise<string | undefined> {
  try {
    await check()
    return undefined
  } catch (error) {
    if (isKnownError(error)) return error.message
    throw error
  }
}
