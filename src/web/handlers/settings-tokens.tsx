import { accountLimits } from '../../accounts/account-limits.ts'
import { deleteToken, tokensOf } from '../../accounts/api-token-queries.ts'
import { makeApiToken } from '../../accounts/api-tokens.ts'
import { countAttempt } from '../../accounts/limits.ts'
import { scopes } from '../../accounts/roles.ts'
import type { Ctx, WebDependencies } from '../environment.ts'
import { TokensPage } from '../pages/settings-tokens.tsx'
import { routes } from '../routes.ts'
import { render } from './answer.ts'
import { readForm } from './form.ts'
import { orFormAgain } from './form-again.tsx'
import { requireOwnPages, requireOwnSettings } from './own-settings.ts'

export function showTokens({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    if (!c.var.viewer) return c.redirect(routes.signIn(routes.tokens()), 303)
    const tokens = await tokensOf(db, requireOwnPages(c).id)
    return render(c, <TokensPage site={c.var.site} tokens={tokens} />, { noindex: true })
  }
}

/** Makes one and shows it, this once; or with `revoke` takes one back. */
export function changeTokens({ db }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const { id: memberId } = requireOwnSettings(c)
    const form = await readForm(c)
    const { site } = c.var
    if (form.has('revoke')) {
      await deleteToken(db, memberId, form.line('revoke'))
      return c.redirect(routes.tokens(), 303)
    }
    const before = await tokensOf(db, memberId)
    const chosen = scopes.filter((scope) => form.has(`scope-${scope}`))
    const typed = { name: form.line('name'), scopes: chosen }
    return orFormAgain(
      c,
      async () => {
        await countAttempt(db, accountLimits.tokens, memberId, site.now)
        const made = await makeApiToken(db, { memberId, ...typed }, site.now)
        const tokens = await tokensOf(db, memberId)
        const page = <TokensPage site={site} tokens={tokens} made={made} />
        return render(c, page, { noindex: true, secret: true })
      },
      (problem) => <TokensPage {...{ site, typed, problem }} tokens={before} />,
    )
  }
}
