import { createMiddleware } from 'hono/factory'
import type { Accounts } from '../../accounts/accounts.ts'
import type { WebEnvironment } from '../environment.ts'
import { problem } from './errors.tsx'

/** Says who a request comes from. Pages for members are theirs alone: nothing in between may keep them. */
export function viewer(accounts: Accounts) {
  return createMiddleware<WebEnvironment>(async (c, next) => {
    const found = await accounts.viewerOfRequest(c.req.raw.headers)
    if (!found && /^bearer /i.test(c.req.header('authorization') ?? '')) {
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
  })
}
