// Signing in with a service: a form of ours leads there, the service leads back to the one address of the library that
// is served, and who is new chooses a name.

import { accountLimits } from '../../accounts/account-limits.ts'
import type { Accounts } from '../../accounts/accounts.ts'
import { chooseName } from '../../accounts/choose-name.ts'
import { countAttempt } from '../../accounts/limits.ts'
import { canGetMail, readAddress } from '../../accounts/mail-address.ts'
import { servicesOf } from '../../accounts/sign-in-with.ts'
import { NotFound, RateLimited, SignInFirst } from '../../errors.ts'
import type { Ctx, WebDependencies } from '../environment.ts'
import { networkAddressOf } from '../network-address.ts'
import { LeavingPage, WelcomePage } from '../pages/sign-in-with.tsx'
import { routes } from '../routes.ts'
import { render } from './answer.ts'
import { askForNewAddress } from './ask-for-address.tsx'
import { readForm } from './form.ts'
import { orFormAgain } from './form-again.tsx'

/** A page that leads on: browsers don't follow a form from here to another site, by our own policy. */
export function leaveForService({ accounts, config, db }: WebDependencies) {
  const services = servicesOf(config)
  return async (c: Ctx): Promise<Response> => {
    const service = services.find(({ id }) => id === c.req.param('service'))
    if (!service) throw new NotFound('This site has no such way to sign in.')
    const { site } = c.var
    await countAttempt(db, accountLimits.signInFrom, networkAddressOf(c, config.TRUST_PROXY), site.now)
    const addresses = {
      welcome: `${site.publicUrl}${routes.welcome()}`,
      signIn: `${site.publicUrl}${routes.signIn()}`,
    }
    const { url, cookies } = await accounts.startWithService(service, addresses)
    for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true })
    return render(c, <LeavingPage site={site} name={service.name} url={url} />, { noindex: true })
  }
}

/** Where services send the browser back to. */
export function comeBackFromService({ accounts, config }: WebDependencies) {
  const services = servicesOf(config)
  return async (c: Ctx): Promise<Response> => {
    if (!services.some(({ id }) => id === c.req.param('service')))
      throw new NotFound('This site has no such way to sign in.')
    const { pathname, search } = new URL(c.req.url)
    const answer = await accounts.finishWithService(`${pathname}${search}`, c.req.raw.headers)
    for (const cookie of answer.cookies) c.header('Set-Cookie', cookie, { append: true })
    c.header('Cache-Control', 'no-store')
    return c.redirect(answer.location ?? routes.signIn(), 302)
  }
}

/** For who has a name already it only leads on. */
export function showWelcome({ accounts }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    if (c.var.viewer) return c.redirect(routes.front(), 303)
    const needsAddress = !canGetMail((await namelessOf(accounts, c)).email)
    return render(c, <WelcomePage site={c.var.site} name="" needsAddress={needsAddress} />, { noindex: true })
  }
}

/** Where the service told no address, one is asked for, and used once it was confirmed. */
export function takeName(dependencies: WebDependencies) {
  const { accounts, db } = dependencies
  return async (c: Ctx): Promise<Response> => {
    const form = await readForm(c)
    const [name, email] = [form.line('name'), form.line('email')]
    const nameless = await namelessOf(accounts, c)
    const needsAddress = !canGetMail(nameless.email)
    return orFormAgain(
      c,
      async () => {
        if (needsAddress) readAddress(email)
        await chooseName(db, nameless.id, name)
        if (!needsAddress) return c.redirect(routes.settings(), 303)
        return await askForNewAddress(c, dependencies, { memberId: nameless.id, email }).catch(toSettings(c))
      },
      (problem) => <WelcomePage site={c.var.site} {...{ name, email, needsAddress, problem }} />,
    )
  }
}

/** The name is theirs by now, and this page is over: the settings say that an address is missing, and ask for one. */
const toSettings = (c: Ctx) => (error: unknown) => {
  if (error instanceof RateLimited) return c.redirect(routes.settings(), 303)
  throw error
}

async function namelessOf(accounts: Accounts, c: Ctx): Promise<{ id: string; email: string }> {
  const nameless = await accounts.namelessOfRequest(c.req.raw.headers)
  if (nameless) return nameless
  throw new SignInFirst('Sign in first. A name is chosen once, the first time.')
}
