// A delivery as the message that goes over the wire. What it says is decided before; only votes and comments are those
// of the moment.

import type { Db } from '../db/connect.ts'
import { type Sender, subscriptionHeaders } from '../mail/mail-message.ts'
import type { Day } from '../papers/calendar.ts'
import { listPapers } from '../papers/lists/listed.ts'
import type { ListedPaper, PaperId } from '../papers/paper.ts'
import type { Claimed } from './claim-digest.ts'
import { papersOfDigest, type RankedPaper } from './delivery-queries.ts'
import { digestAddresses } from './digest-addresses.ts'
import type { createLetterShelf } from './encoded-letter.ts'
import type { DigestPaper } from './letter.ts'
import { type DigestPeriod, subscriptionOf } from './subscription.ts'
import { subscriptionToken } from './subscription-link.ts'

export interface MessageParts {
  sender: Sender
  siteName: string
  /** Signs the link to what comes. */
  key: string
  papersOf: ReturnType<typeof createPaperShelf>
  letterOf: ReturnType<typeof createLetterShelf>
  /** Editions of before are closed. */
  today(): Day
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
  const { categories, keywords, language } = subscriptionOf(subscription)
  // Nothing of who they are: letters that say the same are encoded once.
  const letter = await parts.letterOf({
    ...{ siteName: parts.siteName, addresses, papers },
    ...{
      period: delivery.period as DigestPeriod,
      day: delivery.day,
      isOpen: delivery.day >= parts.today(),
      taste: { categories, keywords, language },
    },
  })
  const host = new URL(publicUrl).hostname
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer')
  const composer = new MailComposer({
    ...{ from, to: subscription.email, subject: letter.subject },
    alternatives: letter.parts(preferences).map((raw) => ({ raw })),
    date: new Date(delivery.created_at),
    // The same each time it is tried: a receiver that got it twice can tell.
    messageId: `<digest.${delivery.id}@${host}>`,
    headers: {
      ...{ 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', 'Content-Language': 'en' },
      ...subscriptionHeaders(preferences, host, 'digest'),
    },
    // Nothing is read from files or addresses: all there is stands in the letter.
    ...{ disableFileAccess: true, disableUrlAccess: true, newline: 'windows' },
  })
  return composer.compile().build()
}

/** Editions are sent to many: each paper is read once a run. */
export function createPaperShelf() {
  const known = new Map<PaperId, ListedPaper>()
  return async (db: Db, ranked: readonly RankedPaper[]): Promise<DigestPaper[]> => {
    const missing = ranked.map(({ paperId }) => paperId).filter((id) => !known.has(id))
    if (missing.length > 0) for (const paper of await listPapers(db, missing)) known.set(paper.id, paper)
    return ranked.flatMap(({ paperId, ...facts }) => {
      const paper = known.get(paperId)
      return paper ? [{ paper, ...facts }] : []
    })
  }
}
