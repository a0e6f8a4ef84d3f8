// From what was decided for a channel to the messages that say it. They are kept, so that each try sends the same.

import type { Db } from '../db/connect.ts'
import type { ChannelDeliveryTable, ChannelTable } from '../db/schema-channels.ts'
import { digestAddresses } from '../digests/digest-addresses.ts'
import { writeLetter } from '../digests/letter.ts'
import type { DigestPeriod } from '../digests/subscription.ts'
import type { Day } from '../papers/calendar.ts'
import { listPapers } from '../papers/lists/listed.ts'
import type { ListedPaper, PaperId } from '../papers/paper.ts'
import { channelOf } from './channel.ts'
import { papersOfChannelDelivery } from './delivery-queries.ts'
import { kinds } from './kinds.ts'
import { bulletinOf, testBulletin } from './messages/bulletin.ts'

export interface ChannelSite {
  name: string
  /** Without a slash at its end. */
  publicUrl: string
}

interface Told {
  id: string
  at: number
  /** Null: a test. */
  edition: { period: DigestPeriod; day: Day } | null
  papers: readonly { paper: ListedPaper; rank: number }[]
}

/** Null where none of its papers is here any more. */
export async function messagesOf(
  db: Db,
  site: ChannelSite,
  { channel, delivery }: { channel: ChannelTable; delivery: ChannelDeliveryTable },
): Promise<object[] | null> {
  const { id, period, day, created_at: at } = delivery
  if (period === 'test') return composeFor(channel, site, { id, at, edition: null, papers: [] })
  const papers = await papersInOrder(db, await papersOfChannelDelivery(db, id))
  if (papers.length === 0) return null
  return composeFor(channel, site, { id, at, edition: { period: period as DigestPeriod, day }, papers })
}

/** The messages of an edition, or of a test, in the form of the channel's service. */
export function composeFor(channel: ChannelTable, site: ChannelSite, told: Told): object[] {
  const { kind, options, ...taste } = channelOf(channel)
  const { edition, papers } = told
  const bulletin =
    edition === null
      ? testBulletin(site.name, site.publicUrl)
      : bulletinOf(
          writeLetter({
            ...{ siteName: site.name, addresses: digestAddresses(site.publicUrl), papers },
            ...{ ...edition, taste: { categories: taste.categories, keywords: taste.keywords } },
          }),
        )
  return kinds[kind].compose({ bulletin, options, facts: { ...told, site: site.publicUrl } })
}

async function papersInOrder(
  db: Db,
  ranked: readonly { paperId: PaperId; rank: number }[],
): Promise<{ paper: ListedPaper; rank: number }[]> {
  const papers = await listPapers(
    db,
    ranked.map(({ paperId }) => paperId),
  )
  const byId = new Map(papers.map((paper) => [paper.id, paper]))
  return ranked.flatMap(({ paperId, rank }) => {
    const paper = byId.get(paperId)
    return paper ? [{ paper, rank }] : []
  })
}
