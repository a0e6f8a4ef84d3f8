import { createMiddleware } from 'hono/factory'
import { countUnread } from '../../community/notifications/notification-queries.ts'
import type { Db } from '../../db/connect.ts'
import type { WebEnvironment } from '../environment.ts'

/** How much the one who reads was told and hasn’t read: shown on each page. */
export function unread(db: Db) {
  return createMiddleware<WebEnvironment>(async (c, next) => {
    const { viewer, site } = c.var
    if (viewer && site.viewer && c.req.method === 'GET') {
      c.set('site', { ...site, viewer: { ...site.viewer, unread: await countUnread(db, viewer.id) } })
    }
    await next()
  })
}
