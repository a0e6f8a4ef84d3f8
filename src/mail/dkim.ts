// Signs messages (RFC 6376) where a key is given: for servers that don't do so themselves.

import { buffer } from 'node:stream/consumers'

/** The table of settings has them under the same names: all three, or none. */
export interface DkimSettings {
  DKIM_DOMAIN?: string | undefined
  DKIM_SELECTOR?: string | undefined
  DKIM_KEY?: string | undefined
}

/** Mail programs unsubscribe at one press only where both headers for that are signed (RFC 8058). */
const SIGNED = [
  ...['From', 'To', 'Subject', 'Date', 'Message-ID', 'MIME-Version', 'Content-Type'],
  ...['List-Unsubscribe', 'List-Unsubscribe-Post', 'List-ID', 'Auto-Submitted'],
]

/** As it is, where there is no key. */
export async function signMessage(message: Buffer, settings: DkimSettings): Promise<Buffer> {
  const { DKIM_DOMAIN: domainName, DKIM_SELECTOR: keySelector, DKIM_KEY: privateKey } = settings
  if (domainName === undefined || keySelector === undefined || privateKey === undefined) return message
  const { default: Dkim } = await import('nodemailer/lib/dkim')
  const dkim = new Dkim({ domainName, keySelector, privateKey, headerFieldNames: SIGNED.join(':') })
  return buffer(dkim.sign(message))
}
