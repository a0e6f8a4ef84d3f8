import type { Ctx } from '../environment.ts'
import { routes } from '../routes.ts'

/**
 * What robots have nothing to look for in: searches, which have no end; what only members see or do; what only passes on.
 * By RFC 9309 the longest rule that fits decides, and `*` stands for anything. No delay is asked for: the site is made
 * to be read.
 */
const closed = [
  `${routes.pickDay()}?`,
  '/*?*q=',
  routes.suggest(),
  routes.submit(),
  '/papers/*/claim',
  '/papers/*/links',
  '/papers/*/comments/*/',
  '/*?*sort=',
  routes.notifications(),
  '/reports/',
  '/settings',
  '/admin',
  `${routes.moderation()}$`,
  '/sign-',
  '/welcome',
  '/reset',
  '/auth/',
  // Of the API what changes something; its searches are closed above, like all.
  `${routes.api()}/papers/submit`,
  `${routes.api()}/papers/index`,
  `${routes.api()}/settings`,
  `${routes.api()}/papers/*/upvote`,
  `${routes.api()}/papers/*/comment`,
  `${routes.api()}/papers/*/links`,
  routes.mcp(),
  routes.oembed(),
  routes.metrics(),
]

export function sendRobots(c: Ctx): Response {
  c.header('Cache-Control', 'public, max-age=86400')
  const lines = ['User-agent: *', ...closed.map((path) => `Disallow: ${path}`)]
  return c.text(`${lines.join('\n')}\n\nSitemap: ${c.var.site.publicUrl}${routes.sitemap()}\n`)
}
