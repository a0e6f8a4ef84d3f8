import { createMiddleware } from 'hono/factory'
import type { Log } from '../../log.ts'
import type { WebEnvironment } from '../environment.ts'

/** Says once that a proxy stands before the site which is not trusted: all its readers then share one limit. */
export function forwardedNotice(log: Log, trustProxy: boolean) {
  let isTold = trustProxy
  return createMiddleware<WebEnvironment>(async (c, next) => {
    if (!isTold && c.req.header('x-forwarded-for') !== undefined) {
      isTold = true
      log.warn(
        {},
        'Requests come with X-Forwarded-For while TRUST_PROXY is off: all of them count as one address. Set TRUST_PROXY=on if a proxy of yours writes that header.',
      )
    }
    return next()
  })
}
