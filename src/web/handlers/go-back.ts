import type { Ctx } from '../environment.ts'
import { hereOnly } from './here-only.ts'

/** To the page whose form was sent, at the place that it names; elsewhere where the browser doesn't say which. */
export function goBack(c: Ctx, otherwise: string, fragment = ''): Response {
  const page = pageBefore(c)
  const place = /^[\w-]{1,60}$/.test(fragment) ? `#${fragment}` : ''
  return c.redirect(page === null ? otherwise : `${page}${place}`, 303)
}

/** The page of this site whose link or form was used; null where the browser doesn’t say. */
export function pageBefore(c: Ctx): string | null {
  const from = URL.parse(c.req.header('referer') ?? '')
  return from !== null && from.host === c.req.header('host')
    ? hereOnly(`${from.pathname}${from.search}`)
    : null
}

/** A script of our own asks, and wants no page. */
export const wantsJson = (c: Ctx): boolean => /\bapplication\/json\b/.test(c.req.header('accept') ?? '')
