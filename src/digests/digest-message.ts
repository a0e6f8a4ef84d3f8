// A delivery as the message that goes over the wire. What it says is decided before; only votes and comments are those
// of the moment.

import type { Db } from '../db/connect.ts'
import { type Sender, subscriptionHeaders } from '../mail/mail-message.ts'
import { listPapers } from '../papers/lists/listed.ts'
import type { ListedPaper, PaperId } from '../papers/paper.ts'
import type { Claimed } from './claim-digest.ts'
import { papersOfDigest } from './delivery-queries.ts'
import { digestAddresses } from './digest-addresses.ts'
import { writeLetter } from './letter.ts'
import { letterHtml } from './letter-html.ts'
import { letterText } from './letter-text.ts'
import { type DigestPeriod, subscriptionOf } from './subscription.ts'
import { subscriptionToken } from './subscription-link.ts'

export interface MessageParts {
  sender: Sender
  siteName: string
  /** Signs the link to what comes. */
  key: string
  papersOf: ReturnType<typeof createPaperShelf>
}

/** Null where none of its papers is here any more. */
export async function digestMessage(db: Db, claimed: Claimed, parts: MessageParts): Promise<Buffer | null> {
  const { delivery, subscription } = claimed
  const ranked = await papersOfDigest(db, delivery.id)
  const papers = await parts.papersOf(db, ranked)
  if (papers.length === 0) return null
  const { publicUrl, from } = parts.sender
  const addresses = digestAddresses(publicUrl)
  const preferences = addresses.subscription(subscriptionToken(parts.key, subscription.id))
  const letter = writeLetter({
    ...{ siteName: parts.siteName, addresses, papers, preferences },
    ...{ period: delivery.period as DigestPeriod, day: delivery.day, taste: subscriptionOf(subscription) },
  })
  const host = new URL(publicUrl).hostname
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer')
  const composer = new MailComposer({
    ...{ from, to: subscription.email, subject: letter.subject },
    ...{ text: letterText(letter), html: letterHtml(letter) },
    date: new Date(delivery.created_at),
    // The same each time it is tried: a receiver that got it twice can tell.
    messageId: `<digest.${delivery.id}@${host}>`,
    headers: {
      ...{ 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', 'Content-Language': 'en' },
      ...subscriptionHeaders(preferences, host),
    },
    // Nothing is read from files or addresses: all there is stands in the letter.
    ...{ disableFileAccess: true, disableUrlAccess: true, newline: 'windows' },
  })
  return composer.compile().build()
}

/** Editions are sent to many: each paper is read once a run. */
export function createPaperShelf() {
  const known = new Map<PaperId, ListedPaper>()
  return async (
    db: Db,
    ranked: readonly { paperId: PaperId; rank: number }[],
  ): Promise<{ paper: ListedPaper; rank: number }[]> => {
    const missing = ranked.map(({ paperId }) => paperId).filter((id) => !known.has(id))
    if (missing.length > 0) for (const paper of await listPapers(db, missing)) known.set(paper.id, paper)
    return ranked.flatMap(({ paperId, rank }) => {
      const paper = known.get(paperId)
      return paper ? [{ paper, rank }] : []
    })
  }
}
