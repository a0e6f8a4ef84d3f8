import type { Accounts } from '../../accounts/accounts.ts'
import { hasOwner, ownerByLink } from '../../accounts/owner-link.ts'
import type { Db } from '../../db/connect.ts'
import type { Ctx } from '../environment.ts'
import { OwnerLinkPage } from '../pages/owner-link.tsx'
import { SignInPage } from '../pages/sign-in.tsx'
import { routes } from '../routes.ts'
import { given, render } from './answer.ts'
import { readForm } from './form.ts'
import { hereOnly } from './here-only.ts'

export function showSignIn(c: Ctx): Response {
  return render(c, <SignInPage site={c.var.site} next={hereOnly(given(c, 'next'))} />, { noindex: true })
}

export function signIn(accounts: Accounts) {
  return async (c: Ctx): Promise<Response> => {
    const form = await readForm(c)
    const credentials = { who: form.line('who'), password: form.text('password', 1_000) }
    return goOn(c, await accounts.signIn(credentials, c.req.raw.headers), hereOnly(form.line('next')))
  }
}

export function signOut(accounts: Accounts) {
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

export function signInOwner(db: Db, accounts: Accounts) {
  return async (c: Ctx): Promise<Response> => {
    const form = await readForm(c)
    const link = { token: form.line('token'), name: form.line('name'), now: c.var.site.now }
    const id = await ownerByLink(db, accounts, link)
    return goOn(c, await accounts.startSession(id, c.req.raw.headers), routes.sources())
  }
}

function goOn(c: Ctx, cookies: string[], address: string): Response {
  for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true })
  return c.redirect(address, 303)
}
