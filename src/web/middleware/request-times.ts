import { createMiddleware } from 'hono/factory'
import { routePath } from 'hono/route'
import type { WebEnvironment } from '../environment.ts'
import type { RequestTally } from '../metrics/request-tally.ts'

/** Counts requests by the pattern of their address: addresses themselves are without number. */
export function requestTimes(tally: RequestTally) {
  return createMiddleware<WebEnvironment>(async (c, next) => {
    const began = performance.now()
    await next()
    const seconds = (performance.now() - began) / 1000
    // Who answered; what no address claims ends in a middleware, whose pattern is `/*`.
    const pattern = c.get('route') ?? routePath(c)
    const route = pattern === '/*' || pattern === '*' ? 'none' : pattern
    const method = knownMethods.has(c.req.method) ? c.req.method : 'other'
    tally.add({ method, route, status: c.res.status }, seconds)
  })
}

const knownMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
