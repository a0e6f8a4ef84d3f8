// How often programs may ask: so many calls in so many seconds (API_RATE), each token by itself, others by their
// address. Nodes of one PostgreSQL count together.

import { createHash } from 'node:crypto'
import { createMiddleware } from 'hono/factory'
import { bearerToken } from '../../accounts/bearer.ts'
import type { Settings } from '../../config.ts'
import type { Db } from '../../db/connect.ts'
import { isPostgres } from '../../db/is-postgres.ts'
import type { WebEnvironment } from '../environment.ts'
import { problem } from '../middleware/errors.tsx'
import { networkAddressOf } from '../network-address.ts'
import { callsIn, createCallWindows } from './call-windows.ts'

export interface RateLimitParts {
  /** What is asked: counted by itself. */
  what: 'api' | 'mcp'
  /** Null: without limit. */
  rate: Settings['API_RATE']
  trustProxy: boolean
  db: Db
}

export function rateLimit({ what, rate, trustProxy, db }: RateLimitParts) {
  const windows = rate && createCallWindows(rate, isPostgres(db) ? db : undefined)
  return createMiddleware<WebEnvironment>(async (c, next) => {
    if (!windows || c.req.method === 'OPTIONS') return next()
    const { calls: most, seconds } = rate
    const address = `${what} ${networkAddressOf(c, trustProxy)}`
    const token = tokenOf(c.req.header('authorization'))
    // Otherwise whoever makes tokens up could make as many calls as they make up.
    const guesses = token === undefined ? undefined : `guesses ${address}`
    const mayGuess = guesses === undefined || callsIn(windows.of(guesses)) < most
    const asker = mayGuess ? (token === undefined ? address : `${what} ${token}`) : guesses
    const number = await windows.count(asker)
    const over = windows.of(asker).began + seconds * 1_000
    const rest = Math.max(1, Math.ceil((over - Date.now()) / 1_000))
    const policy = { policy: `"fixed window";"api";q=${most};w=${seconds}` }
    if (number <= most && mayGuess) {
      await next()
      if (guesses !== undefined && c.res.status === 401) await windows.count(guesses)
      tell(c.res.headers, { ...policy, left: most - number, rest })
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

/** A token is not kept, only its hash; however the header is written, it is the same. */
function tokenOf(authorization: string | undefined): string | undefined {
  const token = bearerToken(authorization)
  return token === null ? undefined : createHash('sha256').update(token).digest('base64')
}
