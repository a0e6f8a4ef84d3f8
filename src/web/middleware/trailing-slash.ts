import { createMiddleware } from 'hono/factory'
import type { WebEnvironment } from '../environment.ts'

/** One address a page: `/papers/` goes to `/papers`. */
export const trailingSlash = createMiddleware<WebEnvironment>(async (c, next) => {
  const { pathname, search } = new URL(c.req.url)
  if (pathname === '/' || !pathname.endsWith('/') || !isRead(c.req.method)) return next()
  // Without several slashes at the beginning: `//example.org/` would lead to another site.
  const path = `/${pathname.replace(/^[/\\]+|\/+$/g, '')}`
  return c.redirect(path + search, 301)
})

const isRead = (method: string) => method === 'GET' || method === 'HEAD'
