// How often programs may ask: so many calls in so many seconds (API_RATE), each token by itself, others by their
// address. Counted in this process.

import { createHash } from 'node:crypto'
import { createMiddleware } from 'hono/factory'
import type { Settings } from '../../config.ts'
import type { WebEnvironment } from '../environment.ts'
import { LruCache } from '../lru-cache.ts'
import { problem } from '../middleware/errors.tsx'
import { networkAddressOf } from '../network-address.ts'

/** Askers that are remembered at once. */
const MOST_ASKERS = 100_000

interface Window {
  began: number
  calls: number
}

/** `rate` undefined: without limit. */
export function rateLimit(rate: Settings['API_RATE'], trustProxy: boolean) {
  const windows = new LruCache<string, Window>(MOST_ASKERS)
  return createMiddleware<WebEnvironment>(async (c, next) => {
    if (!rate || c.req.method === 'OPTIONS') return next()
    const { calls: most, seconds } = rate
    const now = performance.now()
    const windowOf = (asker: string): Window => {
      const window = windows.getOrAdd(asker, () => ({ began: now, calls: 0 }))
      if (now - window.began >= seconds * 1_000) Object.assign(window, { began: now, calls: 0 })
      return window
    }
    const address = networkAddressOf(c, trustProxy)
    const token = tokenOf(c.req.header('authorization'))
    // Otherwise whoever makes tokens up could make as many calls as they make up.
    const guesses = token === undefined ? undefined : `guesses ${address}`
    const mayGuess = guesses === undefined || windowOf(guesses).calls < most
    const window = mayGuess ? windowOf(token ?? address) : windowOf(guesses)
    window.calls += 1
    const rest = Math.max(1, Math.ceil((window.began + seconds * 1_000 - now) / 1_000))
    const policy = { policy: `"fixed window";"api";q=${most};w=${seconds}` }
    if (window.calls <= most && mayGuess) {
      await next()
      if (guesses !== undefined && c.res.status === 401) windowOf(guesses).calls += 1
      tell(c.res.headers, { ...policy, left: most - window.calls, rest })
      return
    }
    c.header('Retry-After', String(rest))
    const message = `There were more than ${most} calls in ${seconds} seconds. Try again in ${rest} seconds.`
    const response = problem(c, { status: 429, code: 'RateLimited', message })
    tell(response.headers, { ...policy, left: 0, rest })
    return response
  })
}

function tell(
  headers: Headers,
  { policy, left, rest }: { policy: string; left: number; rest: number },
): void {
  headers.set('RateLimit', `"api";r=${left};t=${rest}`)
  headers.set('RateLimit-Policy', policy)
}

/** A token is not kept, only its hash. */
function tokenOf(authorization: string | undefined): string | undefined {
  if (authorization === undefined || !/^bearer /i.test(authorization)) return undefined
  return createHash('sha256').update(authorization).digest('base64')
}
