import type { Ctx } from '../environment.ts'
import { problem } from '../middleware/errors.tsx'

/** An index that is built anew is there again within minutes. */
const RETRY_AFTER_SECONDS = '60'

/** What calls that search answer while that can’t be done; `why` is a sentence. */
export function searchAway(c: Ctx, why: string): Response {
  c.header('Retry-After', RETRY_AFTER_SECONDS)
  return problem(c, { status: 503, code: 'Unavailable', message: why })
}
