// Behind the link of each mail about a search. The link is all that is needed and all that counts: no cookie is looked at.

import { secretKeys } from '../../accounts/secret.ts'
import { changeCadence, searchById } from '../../saved-searches/save-search.ts'
import { readSettings } from '../../saved-searches/saved-search.ts'
import { readSearchToken } from '../../saved-searches/search-link.ts'
import type { Ctx, WebDependencies } from '../environment.ts'
import { SearchAlertPage } from '../pages/search-alert.tsx'
import { routes } from '../routes.ts'
import { given, render } from './answer.ts'
import { hidden, requireOneClick } from './behind-link.ts'
import { readForm } from './form.ts'

const words: Record<string, string> = {
  saved: 'Saved.',
  stopped: 'These mails are stopped. The search is kept, and nothing is sent about it.',
}

export function showSearchAlert(parts: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const search = await searchById(parts.db, await idOf(parts, c))
    const said = words[given(c, 'done') ?? '']
    const props = { site: c.var.site, token: tokenOf(c), search, ...(said !== undefined && { said }) }
    return hidden(render(c, <SearchAlertPage {...props} />, { noindex: true }))
  }
}

/** What mail programs send by themselves (RFC 8058): answered without a redirect, and again as often as they ask. */
export function endByOneClick(parts: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    await requireOneClick(c)
    await changeCadence(parts.db, await idOf(parts, c), 'off', c.var.site.now)
    return c.text('These mails are stopped.\n')
  }
}

export function saveCadenceByLink(parts: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    const form = await readForm(c)
    const id = await idOf(parts, c)
    const { query } = await searchById(parts.db, id)
    const { cadence } = readSettings((name) => (name === 'cadence' ? form.line(name) : ''), query)
    await changeCadence(parts.db, id, cadence, c.var.site.now)
    return c.redirect(routes.searchAlert(tokenOf(c), cadence === 'off' ? 'stopped' : 'saved'), 303)
  }
}

export function stopByLink(parts: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    await changeCadence(parts.db, await idOf(parts, c), 'off', c.var.site.now)
    return c.redirect(routes.searchAlert(tokenOf(c), 'stopped'), 303)
  }
}

const tokenOf = (c: Ctx): string => c.req.param('token') ?? ''

/** @throws Forbidden */
async function idOf({ db, config }: WebDependencies, c: Ctx): Promise<string> {
  return readSearchToken(await secretKeys(db, c.var.site.now, config.SECRET_KEY), tokenOf(c))
}
