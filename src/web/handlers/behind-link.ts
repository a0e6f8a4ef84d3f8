// Pages behind the signed links of mails.

import { Invalid } from '../../errors.ts'
import type { Ctx } from '../environment.ts'
import { readBody } from './form.ts'

/** What mail programs send by themselves to unsubscribe (RFC 8058). @throws Invalid for anything else */
export async function requireOneClick(c: Ctx): Promise<void> {
  const body = await readBody(c)
  if (!/\bList-Unsubscribe\b["']?\s*=?\s*One-Click\b/.test(body))
    throw new Invalid('Send List-Unsubscribe=One-Click, or use the buttons of this page.')
}

/** The address of the page is as good as a password: no other site learns it, nothing keeps the page. */
export function hidden(answer: Response): Response {
  answer.headers.set('Cache-Control', 'no-store')
  answer.headers.set('X-Robots-Tag', 'noindex')
  answer.headers.set('Referrer-Policy', 'same-origin')
  return answer
}
