import { createMiddleware } from 'hono/factory'
import type { Accounts, Cookies } from '../../accounts/accounts.ts'
import { hasBearer } from '../../accounts/bearer.ts'
import type { WebEnvironment } from '../environment.ts'
import { problem } from './errors.tsx'

/** Says who a request comes from. Pages for members are theirs alone: nothing in between may keep them. */
export function viewer(accounts: Accounts) {
  return createMiddleware<WebEnvironment>(async (c, next) => {
    const { viewer: found, cookies } = await accounts.callerOfRequest(c.req.raw.headers)
    if (!found && hasBearer(c.req.header('authorization'))) {
      c.header('WWW-Authenticate', 'Bearer')
      const message = 'This token is not known, or no longer. Make a new one in your settings.'
      return problem(c, { status: 401, code: 'InvalidToken', message })
    }
    c.set('viewer', found)
    if (found) {
      const { name, role, suspendedUntil } = found
      const suspended = suspendedUntil === undefined ? {} : { suspended: true as const }
      c.set('site', { ...c.get('site'), viewer: { name, role, ...suspended } })
    }
    c.header('Vary', 'Cookie', { append: true })
    await next()
    // What is shown once, such as a secret, stays as its page says.
    if (found && c.res.headers.get('Cache-Control') !== 'no-store')
      c.res.headers.set('Cache-Control', 'private, no-cache')
    renewSession(c.res.headers, cookies)
  })
}

/** What a handler says of the session, such as that it ended, stays. A cookie is for one browser: nothing keeps its answer. */
function renewSession(headers: Headers, cookies: Cookies): void {
  const nameOf = (cookie: string) => cookie.slice(0, cookie.indexOf('='))
  const told = new Set(headers.getSetCookie().map(nameOf))
  for (const cookie of cookies.filter((one) => !told.has(nameOf(one)))) {
    headers.append('Set-Cookie', cookie)
    headers.set('Cache-Control', 'no-store')
  }
}
