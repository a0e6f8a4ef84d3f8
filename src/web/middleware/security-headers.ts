import { createMiddleware } from 'hono/factory'
import type { WebEnvironment } from '../environment.ts'

/** Nothing is loaded from elsewhere, nothing runs that isn't a file of ours, nobody frames the site. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

const PERMISSIONS_POLICY =
  'camera=(), display-capture=(), geolocation=(), microphone=(), midi=(), payment=(), usb=(), browsing-topics=()'

const ONE_YEAR = 'max-age=31536000'

export function securityHeaders({ https }: { https: boolean }) {
  return createMiddleware<WebEnvironment>(async (c, next) => {
    await next()
    const { headers } = c.res
    // A mail that is shown as a page has a stricter one, but for its styles; see handlers/digest-preview.ts.
    if (!headers.has('Content-Security-Policy'))
      headers.set('Content-Security-Policy', CONTENT_SECURITY_POLICY)
    headers.set('X-Content-Type-Options', 'nosniff')
    if (!headers.has('Referrer-Policy')) headers.set('Referrer-Policy', 'strict-origin-when-cross-origin')
    headers.set('Permissions-Policy', PERMISSIONS_POLICY)
    headers.set('Cross-Origin-Opener-Policy', 'same-origin')
    if (https) headers.set('Strict-Transport-Security', ONE_YEAR)
  })
}
