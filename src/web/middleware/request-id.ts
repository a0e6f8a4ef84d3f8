import { randomUUID } from 'node:crypto'
import { createMiddleware } from 'hono/factory'
import type { WebEnvironment } from '../environment.ts'

const SAFE_ID = /^[\w.-]{8,64}$/

/** Names each request, in the answer and in the log. Only a trusted proxy may choose the name. */
export function requestId({ trustProxy }: { trustProxy: boolean }) {
  return createMiddleware<WebEnvironment>(async (c, next) => {
    const given = trustProxy ? c.req.header('x-request-id') : undefined
    const id = given !== undefined && SAFE_ID.test(given) ? given : randomUUID()
    c.set('requestId', id)
    await next()
    c.res.headers.set('X-Request-Id', id)
  })
}
