import type { Cookies } from '../../accounts/accounts.ts'
import type { Ctx } from '../environment.ts'

/** To another page, after a form; with what the browser is told about its session. */
export function goOn(c: Ctx, cookies: Cookies, address: string): Response {
  for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true })
  return c.redirect(address, 303)
}
