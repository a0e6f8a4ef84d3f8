// Signatures by https://www.standardwebhooks.com: receivers verify them with a library or a few lines (docs/webhooks.md).

import { createHmac, randomBytes } from 'node:crypto'

const PREFIX = 'whsec_'

export interface Signed {
  id: string
  /** Seconds since 1970. */
  timestamp: number
  body: string
}

/** 32 random bytes, as the specification writes secrets. */
export const newSecret = (): string => PREFIX + randomBytes(32).toString('base64')

/** One signature for each secret, the newest first: while a secret is being changed, either proves the sender. */
export function signatureHeader(secrets: readonly string[], signed: Signed): string {
  return secrets.map((secret) => `v1,${hmacOf(secret, signed)}`).join(' ')
}

const hmacOf = (secret: string, { id, timestamp, body }: Signed): string =>
  createHmac('sha256', Buffer.from(secret.slice(PREFIX.length), 'base64'))
    .update(`${id}.${timestamp}.${body}`)
    .digest('base64')
