// Signing in by a passkey: what the script of the page asks for first, and the form that it sends then.

import { accountLimits } from '../../accounts/account-limits.ts'
import { countAttempt, takeBackAttempt } from '../../accounts/limits.ts'
import { LONGEST_CREDENTIAL } from '../../accounts/passkeys/read-credential.ts'
import { askToSignIn, memberByPasskey } from '../../accounts/passkeys/sign-in-by-passkey.ts'
import type { Ctx, WebDependencies } from '../environment.ts'
import { networkAddressOf } from '../network-address.ts'
import { readForm } from './form.ts'
import { orFormAgain } from './form-again.tsx'
import { goOn } from './go-on.ts'
import { hereOnly } from './here-only.ts'
import { requirePasskeys } from './passkey-place.ts'
import { signInPage } from './sign-in.tsx'

export function sendPasskeyQuestion({ db, config }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const { now } = c.var.site
    const passkeys = requirePasskeys(c)
    await countAttempt(db, accountLimits.passkeyFrom, networkAddressOf(c, config.TRUST_PROXY), now)
    c.header('Cache-Control', 'no-store')
    return c.json(await askToSignIn(db, passkeys, now))
  }
}

export function signInByPasskey(dependencies: WebDependencies) {
  const { db, accounts, config } = dependencies
  return async (c: Ctx): Promise<Response> => {
    const form = await readForm(c)
    const { now } = c.var.site
    const next = hereOnly(form.line('next', 1_000))
    return orFormAgain(
      c,
      async () => {
        const from = networkAddressOf(c, config.TRUST_PROXY)
        await countAttempt(db, accountLimits.signInFrom, from, now)
        const credential = form.text('credential', LONGEST_CREDENTIAL)
        const id = await memberByPasskey(db, requirePasskeys(c), credential, now)
        await takeBackAttempt(db, accountLimits.signInFrom, from, now)
        return goOn(c, await accounts.startSession(id, c.req.raw.headers), next)
      },
      (problem) => signInPage(c, dependencies, { next, problem }),
    )
  }
}
