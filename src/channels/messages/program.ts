// A digest for programs, as JSON. Others rely on these names: add some, change none. Optional keys are absent, never null.

import type { Item } from '../../digests/letter.ts'
import type { DigestPeriod } from '../../digests/subscription.ts'
import type { Day } from '../../papers/calendar.ts'
import type { ListedPaper } from '../../papers/paper.ts'
import { type Payload, payloadPaper } from '../../webhooks/payload.ts'
import type { Bulletin } from './bulletin.ts'

export interface ProgramFacts {
  /** Of the delivery: the same each time it is sent. */
  id: string
  /** Milliseconds UTC. */
  at: number
  /** The address of this site, without a slash at its end. */
  site: string
  /** Null: a test. */
  edition: { period: DigestPeriod; day: Day } | null
  /** In their order, with their rank in the edition. */
  papers: readonly { paper: ListedPaper; rank: number }[]
}

export function programMessage({ items, more }: Bulletin, facts: ProgramFacts): Payload {
  const { id, at, site, edition, papers } = facts
  const head = { id: `dig_${id}`, timestamp: new Date(at).toISOString() }
  if (edition === null) return { ...head, type: 'ping', data: { site, message: more.text } }
  const listed = papers.map(({ paper, rank }, place) => ({
    ...payloadPaper(site, paper),
    ...{ rank, why: whyOf(items[place]) },
  }))
  return {
    ...head,
    type: `digest.${edition.period}`,
    data: { day: edition.day, url: more.url, papers: listed },
  }
}

const whyOf = (item: Item | undefined): string => item?.why ?? ''
