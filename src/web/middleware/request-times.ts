import { createMiddleware } from 'hono/factory'
import { routePath } from 'hono/route'
import type { Telemetry } from '../../telemetry/telemetry.ts'
import { parseTraceParent } from '../../telemetry/traceparent.ts'
import type { Ctx, WebEnvironment } from '../environment.ts'

/**
 * Counts requests by the pattern of their address: addresses themselves are without number. Where traces are wanted, each
 * is a span, and goes on with that of who asked if a proxy vouches for the header.
 */
export function requestTimes({ tallies, tracer }: Telemetry, trustProxy: boolean) {
  return createMiddleware<WebEnvironment>(async (c, next) => {
    const method = knownMethods.has(c.req.method) ? c.req.method : 'other'
    const began = performance.now()
    tallies.inFlight++
    try {
      if (!tracer.isOn) return await next()
      const parent = trustProxy ? parseTraceParent(c.req.header('traceparent')) : undefined
      await tracer.span(method, { kind: 'server', parent }, async (span) => {
        await next()
        const route = routeOf(c)
        span.rename(`${method} ${route}`)
        span.set({
          ...{ 'http.request.method': method, 'http.route': route },
          ...{ 'http.response.status_code': c.res.status, 'broadsheet.request_id': c.get('requestId') ?? '' },
        })
        if (c.res.status >= 500) span.fail(`It answered ${c.res.status}.`)
      })
    } finally {
      tallies.inFlight--
      const labels = { method, route: routeOf(c), status: c.res.status }
      tallies.requests.add(labels, (performance.now() - began) / 1000)
    }
  })
}

/** Of who answered; what no address claims ends in a middleware, whose pattern is `/*`. */
function routeOf(c: Ctx): string {
  const pattern = c.get('route') ?? routePath(c)
  return pattern === '/*' || pattern === '*' ? 'none' : pattern
}

const knownMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
