import { createMiddleware } from 'hono/factory'
import type { Accounts } from '../../accounts/accounts.ts'
import type { WebEnvironment } from '../environment.ts'

/** Says who a request comes from. Pages for members are theirs alone: nothing in between may keep them. */
export function viewer(accounts: Accounts) {
  return createMiddleware<WebEnvironment>(async (c, next) => {
    const found = await accounts.viewerOfRequest(c.req.raw.headers)
    c.set('viewer', found)
    if (found) c.set('site', { ...c.get('site'), viewer: { name: found.name, role: found.role } })
    c.header('Vary', 'Cookie', { append: true })
    await next()
    if (found) c.res.headers.set('Cache-Control', 'private, no-cache')
  })
}
