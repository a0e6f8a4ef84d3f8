import { createMiddleware } from 'hono/factory'
import type { Log } from '../../log.ts'
import type { WebEnvironment } from '../environment.ts'
import { routes } from '../routes.ts'
import { toldPath } from './told-path.ts'

/** One line a request. Without query and address: what a reader searches for is nobody's business. */
export function accessLog(log: Log) {
  const probes = new Set([routes.alive(), routes.ready(), routes.metrics()])
  return createMiddleware<WebEnvironment>(async (c, next) => {
    const began = performance.now()
    await next()
    const { method, path } = c.req
    const ms = Math.round((performance.now() - began) * 10) / 10
    const line = { requestId: c.get('requestId'), method, path: toldPath(path), status: c.res.status, ms }
    if (probes.has(path) && c.res.ok) log.debug(line, 'request')
    else log.info(line, 'request')
  })
}
