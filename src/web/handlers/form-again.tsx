import type { VNode } from 'preact'
import { isKnownError, RateLimited } from '../../errors.ts'
import type { Ctx } from '../environment.ts'
import { statusOf } from '../middleware/errors.tsx'
import { renderPage } from '../views/render.ts'

/** Does what a form asks for. A refusal shows the form again, with what was typed and the reason. */
export async function orFormAgain(
  c: Ctx,
  work: () => Promise<Response>,
  again: (problem: string) => VNode | Promise<VNode>,
): Promise<Response> {
  try {
    return await work()
  } catch (error) {
    if (!isKnownError(error)) throw error
    if (error instanceof RateLimited) c.header('Retry-After', String(error.retryAfterSeconds))
    c.header('Cache-Control', 'no-store')
    c.header('X-Robots-Tag', 'noindex')
    return c.html(renderPage(await again(error.message)), statusOf(error)) as Response
  }
}
