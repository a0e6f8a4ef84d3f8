// The link in each digest that changes or ends a subscription without signing in: it names the subscription and is
// signed. It doesn't expire: who finds an old mail must still be able to unsubscribe.

import { createHmac, timingSafeEqual } from 'node:crypto'
import { Forbidden } from '../errors.ts'

export const subscriptionToken = (key: string, id: string): string => `${id}${signatureOf(key, id)}`

/** The id of the subscription. `keys`: all that are accepted. @throws Forbidden */
export function readSubscriptionToken(keys: readonly string[], token: string): string {
  const [, id = '', signature = ''] = /^([0-9a-f]{24})([\w-]{43})$/.exec(token) ?? []
  const given = Buffer.from(signature)
  const isRight = keys.some((key) => {
    const right = Buffer.from(signatureOf(key, id))
    return right.length === given.length && timingSafeEqual(right, given)
  })
  if (isRight) return id
  throw new Forbidden('This link is not whole. Copy all of it from the mail.')
}

const signatureOf = (key: string, id: string): string =>
  createHmac('sha256', key).update(`subscription ${id}`).digest('base64url')
