// Where the digest goes besides mail: to a community, or to a program.

import type { ChannelTable } from '../db/schema-channels.ts'
import type { DigestPeriod, Taste } from '../digests/subscription.ts'

/** With the words of a form. Stored: add some, change none. */
export const channelKinds = {
  slack: 'Slack, or what takes its incoming webhooks (Mattermost, Rocket.Chat, Zulip)',
  discord: 'Discord',
  matrix: 'Matrix',
  mastodon: 'Mastodon, or what has its API',
  webhook: 'A program: signed JSON',
} as const

export type ChannelKind = keyof typeof channelKinds
export type ChannelState = 'active' | 'paused' | 'disabled'

export const isChannelKind = (word: string): word is ChannelKind => Object.hasOwn(channelKinds, word)

export const visibilities = ['public', 'unlisted', 'private'] as const

/** What only some kinds have. */
export interface ChannelOptions {
  /** Of Matrix: `!id:server`. */
  room?: string
  /** Of Mastodon: who sees the first post of a thread. */
  visibility?: (typeof visibilities)[number]
  /** Of Mastodon: characters a post may have. */
  characters?: number
}

export interface Channel extends Taste {
  id: string
  name: string
  kind: ChannelKind
  /** The host of its address: the rest may be a secret. */
  host: string
  options: ChannelOptions
  period: DigestPeriod
  /** 0 to 23, in the time zone. */
  hour: number
  /** IANA name. */
  timezone: string
  /** In one digest. */
  mostPapers: number
  state: ChannelState
  /** Why it is disabled. */
  reason: string | null
  /** Milliseconds UTC since which nothing has arrived there. */
  failingSince: number | null
  createdAt: number
}

export const channelOf = (row: ChannelTable): Channel => ({
  ...{ id: row.id, name: row.name, kind: row.kind as ChannelKind, host: new URL(row.address).host },
  options: JSON.parse(row.options) as ChannelOptions,
  ...{ period: row.period as DigestPeriod, hour: row.hour, timezone: row.timezone },
  categories: JSON.parse(row.categories) as string[],
  keywords: JSON.parse(row.keywords) as string[],
  ...{ mostPapers: row.most_papers, state: row.state as ChannelState, reason: row.reason },
  ...{ failingSince: row.failing_since, createdAt: row.created_at },
})
