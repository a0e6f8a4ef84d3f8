import { hasOwner, ownerByLink } from '../../accounts/owner-link.ts'
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

export function showSignIn({ config }: WebDependencies) {
  const canSignUp = config.REGISTRATION === 'open'
  return (c: Ctx): Response => {
    const next = hereOnly(given(c, 'next'))
    return render(c, <SignInPage site={c.var.site} next={next} canSignUp={canSignUp} />, { noindex: true })
  }
}

export function signIn({ accounts, config }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const form = await readForm(c)
    const [who, next] = [form.line('who'), hereOnly(form.line('next', 1_000))]
    const props = { site: c.var.site, next, who, canSignUp: config.REGISTRATION === 'open' }
    return orFormAgain(
      c,
      async () => {
        const from = networkAddressOf(c, config.TRUST_PROXY)
        const credentials = { who, password: form.text('password', 1_000), from }
        return goOn(c, await accounts.signIn(credentials, c.req.raw.headers), next)
      },
      (problem) => <SignInPage {...props} problem={problem} />,
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
