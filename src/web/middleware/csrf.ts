// Requests that change something must come from a page of this site. A browser sends the cookie with whatever another
// site makes it send; it can't lie about where that came from.

import { createMiddleware } from 'hono/factory'
import { matchedRoutes } from 'hono/route'
import { hasBearer } from '../../accounts/bearer.ts'
import type { WebEnvironment } from '../environment.ts'
import { problem } from './errors.tsx'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Addresses that are called without a page of ours: they look at no cookie. */
export const withoutCookie: readonly RegExp[] = [
  /^\/mcp$/,
  /^\/mail\/bounces$/,
  /^\/notifications\/stop$/,
  /^\/(subscriptions|searches)\/[0-9a-f]{24}[\w-]{43}$/,
]

/** `publicUrl`: how the site is reached. Requests by token carry no cookie that counts. */
export function csrf(publicUrl: string, allowedHosts: readonly string[]) {
  const origins = new Set([new URL(publicUrl).origin])
  return createMiddleware<WebEnvironment>(async (c, next) => {
    if (SAFE.has(c.req.method) || withoutCookie.some((path) => path.test(c.req.path))) return next()
    // Nothing is there that could change: the answer is that it isn't.
    if (!matchedRoutes(c).some(({ method }) => method === c.req.method)) return next()
    // What is done to a paper is done by a member, whom only a cookie shows: without one there is nothing to misuse.
    if (/^\/(papers|api)\//.test(c.req.path) && c.req.header('cookie') === undefined) return next()
    if (c.req.path === '/subscribe' && isNoBrowser(c.req.header())) return next()
    if (hasBearer(c.req.header('authorization'))) return next()
    if (isOurs(c.req.header('origin'), c.req.header('sec-fetch-site'), c.req.header('host'))) return next()
    return problem(c, {
      status: 403,
      code: 'CrossSiteRequest',
      message:
        'This did not come from a page of this site, so nothing was changed. Open the page here and try again.',
    })
  })

  /** A program: browsers say where a form of theirs comes from. Without a cookie it acts in nobody's name. */
  function isNoBrowser(headers: Record<string, string>): boolean {
    return !['cookie', 'origin', 'sec-fetch-site'].some((name) => name in headers)
  }

  function isOurs(origin: string | undefined, site: string | undefined, host: string | undefined): boolean {
    if (origin === undefined || origin === 'null') return site === 'same-origin'
    if (origins.has(origin)) return true
    // The host was checked already: a page under the same name is a page of ours.
    const from = URL.parse(origin)
    return (
      from !== null &&
      from.host === host &&
      (site === undefined || site === 'same-origin' || allowedHosts.includes(from.hostname))
    )
  }
}
