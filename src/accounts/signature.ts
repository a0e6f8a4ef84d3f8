// What the site wrote itself: links of mails that work without signing in.

import { createHmac, timingSafeEqual } from 'node:crypto'

/** 43 characters of base64url. `what` begins with a word for its purpose, so that no signature serves another one. */
export const signatureOf = (key: string, what: string): string =>
  createHmac('sha256', key).update(what).digest('base64url')

/** `keys`: all that are accepted. */
export function isSignedBy(keys: readonly string[], what: string, signature: string): boolean {
  const given = Buffer.from(signature)
  return keys.some((key) => {
    const right = Buffer.from(signatureOf(key, what))
    return right.length === given.length && timingSafeEqual(right, given)
  })
}
