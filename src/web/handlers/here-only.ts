import { routes } from '../routes.ts'

/** An address of this site to go on to, as a form or a link named it; the front page for anything else. */
export function hereOnly(address: string | undefined): string {
  if (address === undefined || !address.startsWith('/') || address.length > 1_000) return routes.front()
  const base = 'http://here.invalid'
  const url = URL.parse(address, base)
  // `//host`, `/\host` and their like lead elsewhere; so does `/..//host` once its dots are gone.
  return url?.origin === base && !url.pathname.startsWith('//') && !/[\\\p{Cc}]/u.test(address)
    ? `${url.pathname}${url.search}`
    : routes.front()
}
