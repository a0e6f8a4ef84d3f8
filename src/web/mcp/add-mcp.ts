// `/mcp`: the Model Context Protocol, for agents. Stateless, without cookies; who writes brings a token.

import type { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { hasBearer } from '../../accounts/bearer.ts'
import { isLoopback } from '../../config.ts'
import { rateLimit } from '../api/rate-limit.ts'
import type { Ctx, WebDependencies, WebEnvironment } from '../environment.ts'
import { problem } from '../middleware/errors.tsx'
import { routes } from '../routes.ts'

/** Before who asks is looked up: tokens that are made up count, too. */
export function guardMcp(app: Hono<WebEnvironment>, { config, db }: WebDependencies): void {
  const { ALLOWED_HOSTS, API_RATE, TRUST_PROXY } = config
  app.use(routes.mcp(), originCheck(ALLOWED_HOSTS))
  app.use(routes.mcp(), rateLimit({ what: 'mcp', rate: API_RATE, trustProxy: TRUST_PROXY, db }))
}

export function addMcp(app: Hono<WebEnvironment>, dependencies: WebDependencies): void {
  app.options(routes.mcp(), answerPreflight)
  app.post(routes.mcp(), async (c) => {
    forgetCookie(c)
    const { serveMcp } = await import('./serve-mcp.ts')
    const answer = await serveMcp({ c, dependencies })
    answer.headers.set('Cache-Control', 'no-store')
    return answer
  })
}

/**
 * Only pages of this site and of this machine may ask from a browser, as the protocol demands: a page elsewhere could
 * otherwise read a site that only its visitor can reach. Programs that are no browsers send no Origin.
 */
function originCheck(allowedHosts: readonly string[]) {
  return createMiddleware<WebEnvironment>(async (c, next) => {
    const origin = c.req.header('origin')
    if (origin === undefined) return next()
    if (!isAllowed(c, origin, allowedHosts)) {
      const message =
        'Pages of other sites can’t use this address from a browser. Use a program that is none.'
      return problem(c, { status: 403, code: 'ForeignOrigin', message })
    }
    await next()
    c.res.headers.set('Access-Control-Allow-Origin', origin)
    c.res.headers.set(
      'Access-Control-Expose-Headers',
      'Retry-After, RateLimit, RateLimit-Policy, WWW-Authenticate',
    )
    c.res.headers.append('Vary', 'Origin')
  })
}

function isAllowed(c: Ctx, origin: string, allowedHosts: readonly string[]): boolean {
  const from = URL.parse(origin)
  if (from === null || !/^https?:$/.test(from.protocol)) return false
  if (origin === new URL(c.var.site.publicUrl).origin || from.host === c.req.header('host')) return true
  return isLoopback(from.hostname) || allowedHosts.includes(from.hostname) || allowedHosts.includes(from.host)
}

// Without Authorization: a page elsewhere may read, but not write in anybody's name.
const headersFromElsewhere = 'Accept, Content-Type, MCP-Protocol-Version, Mcp-Method, Mcp-Name'

function answerPreflight(c: Ctx): Response {
  c.header('Allow', 'POST, OPTIONS')
  c.header('Access-Control-Allow-Methods', 'POST')
  c.header('Access-Control-Allow-Headers', headersFromElsewhere)
  c.header('Access-Control-Max-Age', '7200')
  return c.body(null, 204)
}

/** Any page may make a browser send its cookie here, so that it must show nobody. */
function forgetCookie(c: Ctx): void {
  if (hasBearer(c.req.header('authorization'))) return
  c.set('viewer', null)
  const { viewer: _, ...site } = c.var.site
  c.set('site', site)
}
