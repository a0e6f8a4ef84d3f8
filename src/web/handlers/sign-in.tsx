import { hasOwner, ownerByLink } from '../../accounts/owner-link.ts'
import { servicesOf } from '../../accounts/sign-in-with.ts'
import type { Db } from '../../db/connect.ts'
import type { Ctx, WebDependencies } from '../environment.ts'
import { networkAddressOf } from '../network-address.ts'
import { OwnerLinkPage } from '../pages/owner-link.tsx'
import { SignInPage } from '../pages/sign-in.tsx'
import { routes } from '../routes.ts'
import { given, render } from './answer.ts'
import { readForm } from './form.ts'
import { orFormAgain } from './form-again.tsx'
import { goOn } from './go-on.ts'
import { hereOnly } from './here-only.ts'
import { passkeyPlaceOf } from './passkey-place.ts'

export function showSignIn(dependencies: WebDependencies) {
  return (c: Ctx): Response => {
    const [next, error] = [hereOnly(given(c, 'next')), given(c, 'error')]
    const problem = error === undefined ? {} : { problem: problemOf(error) }
    return render(c, signInPage(c, dependencies, { next, ...problem }), { noindex: true })
  }
}

/** With what was typed, and what went wrong. */
export function signInPage(
  c: Ctx,
  { config }: Pick<WebDependencies, 'config'>,
  typed: { next: string; who?: string; problem?: string },
) {
  const canSignUp = config.REGISTRATION === 'open'
  const props = { site: c.var.site, canSignUp, services: servicesOf(config), place: passkeyPlaceOf(c) }
  return <SignInPage {...props} {...typed} />
}

/** What a service, or the library for it, says when it sends somebody back. */
function problemOf(code: string): string {
  if (/not_verified/.test(code)) {
    return 'That service has not confirmed your mail address, so it can’t be used here. Confirm it there first.'
  }
  if (/not_linked/.test(code)) {
    return 'There is an account with your mail address. Sign in to it by a link that comes by mail; then that service works, too.'
  }
  if (/signup/.test(code)) return 'There is no account for you yet, and new ones are by invitation only.'
  return 'Signing in with that service did not work. Try again, or another way.'
}

export function signIn(dependencies: WebDependencies) {
  const { accounts, config } = dependencies
  return async (c: Ctx): Promise<Response> => {
    const form = await readForm(c)
    const [who, next] = [form.line('who'), hereOnly(form.line('next', 1_000))]
    return orFormAgain(
      c,
      async () => {
        const from = networkAddressOf(c, config.TRUST_PROXY)
        const credentials = { who, password: form.text('password', 1_000), from }
        return goOn(c, await accounts.signIn(credentials, c.req.raw.headers), next)
      },
      (problem) => signInPage(c, dependencies, { next, who, problem }),
    )
  }
}

export function signOut({ accounts }: WebDependencies) {
  return async (c: Ctx): Promise<Response> =>
    goOn(c, await accounts.signOut(c.req.raw.headers), routes.front())
}

/** Only shows a button: whatever looks at links before people do must not spend this one. */
export function showOwnerLink(db: Db) {
  return async (c: Ctx): Promise<Response> => {
    const props = { site: c.var.site, token: given(c, 'token') ?? '', isKnown: await hasOwner(db) }
    return render(c, <OwnerLinkPage {...props} />, { noindex: true })
  }
}

export function signInOwner({ db, accounts }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const form = await readForm(c)
    const link = { token: form.line('token'), name: form.line('name'), now: c.var.site.now }
    const id = await ownerByLink(db, accounts, link)
    return goOn(c, await accounts.startSession(id, c.req.raw.headers), routes.sources())
  }
}
