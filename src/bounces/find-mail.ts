// Which mail of ours a report is about, by what only its recipient can know: the key in the address that it came back
// to, the id of the mail, or the link that ends a subscription or the alerts of a search.

import type { Db } from '../db/connect.ts'
import { tokensNamedIn } from '../digests/subscription-link.ts'
import { findSubscription } from '../digests/subscription-queries.ts'
import { type MailReference, mailsNamedIn } from '../mail/envelope-sender.ts'
import { addressOfSearch } from '../saved-searches/saved-search-queries.ts'
import { searchesNamedIn } from '../saved-searches/search-link.ts'
import type { SentMail } from './bounce.ts'
import { sentMail } from './sent-mail-queries.ts'

/** `keys`: all that are accepted. Null where it names none that is known here. */
export async function findMail(db: Db, traces: string, keys: readonly string[]): Promise<SentMail | null> {
  for (const mail of [...mailsNamedIn(traces, keys), ...mailsByMessageId(traces)]) {
    const found = await sentMail(db, mail)
    if (found) return found
  }
  for (const id of tokensNamedIn(traces, keys)) {
    const subscription = await findSubscription(db, id)
    if (subscription) return { mail: null, email: subscription.email, sentAt: null }
  }
  for (const id of searchesNamedIn(traces, keys)) {
    const email = await addressOfSearch(db, id)
    if (email !== undefined) return { mail: null, email, sentAt: null }
  }
  return null
}

const MOST_IDS = 20

/** Their random part is as long as a key. */
function mailsByMessageId(traces: string): MailReference[] {
  const found = traces.matchAll(/^message-id: *<(digest\.)?([0-9a-f]{24})@/gim).take(MOST_IDS)
  return [...found].map(([, digest, id = '']): MailReference => `${digest ? 'd' : 'm'}${id.toLowerCase()}`)
}
