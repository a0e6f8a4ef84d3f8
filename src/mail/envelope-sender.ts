// The sender that a mail's envelope names. With BOUNCE_ADDRESS each mail has its own: what comes back says which mail
// it was, whatever else it says, and nobody else can make it up.

import { timingSafeEqual } from 'node:crypto'
import { signatureOf } from '../accounts/signature.ts'
import { addressOf } from './mail-message.ts'

/** `m` with the id of a mail of the outbox, `d` with that of a digest. */
export type MailReference = `${'m' | 'd'}${string}`

/** The table of settings has it under the same name. */
export interface EnvelopeSettings {
  BOUNCE_ADDRESS?: string | undefined
}

/** Hexadecimal, since servers may write addresses in lower case: 80 bits of the signature. */
const SIGNATURE_LENGTH = 20

/** `from`: MAIL_FROM. `key` signs. */
export function envelopeSender(
  from: string,
  { BOUNCE_ADDRESS }: EnvelopeSettings,
  { key, mail }: { key: string; mail: MailReference },
): string {
  if (BOUNCE_ADDRESS === undefined) return addressOf(from)
  const [name = '', domain = ''] = BOUNCE_ADDRESS.split('@')
  return `${name}+${mail}${signed(key, mail)}@${domain}`
}

/** The mails whose keys stand in this text, each once. `keys`: all that are accepted. */
export function mailsNamedIn(text: string, keys: readonly string[]): MailReference[] {
  const found = text.matchAll(/\+([dm][0-9a-f]{24})([0-9a-f]{20})@/gi)
  return [
    ...new Set(
      [...found.take(MOST_KEYS)].flatMap(([, mail = '', signature = '']) => {
        const reference = mail.toLowerCase() as MailReference
        return isOurs(keys, reference, signature.toLowerCase()) ? [reference] : []
      }),
    ),
  ]
}

/** More in one text is no report of ours. */
const MOST_KEYS = 50

function isOurs(keys: readonly string[], mail: MailReference, signature: string): boolean {
  const given = Buffer.from(signature)
  return keys.some((key) => timingSafeEqual(Buffer.from(signed(key, mail)), given))
}

const signed = (key: string, mail: MailReference): string =>
  Buffer.from(signatureOf(key, `bounce ${mail}`), 'base64url')
    .toString('hex')
    .slice(0, SIGNATURE_LENGTH)
