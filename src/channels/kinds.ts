// What is different from kind to kind: the form of a message, and how it is handed over.

import type { ChannelTable } from '../db/schema-channels.ts'
import type { HookAsk } from '../webhooks/hook-client.ts'
import { signatureHeader } from '../webhooks/signature.ts'
import type { ChannelKind, ChannelOptions } from './channel.ts'
import type { Bulletin } from './messages/bulletin.ts'
import { discordMessages } from './messages/discord.ts'
import { mastodonMessages } from './messages/mastodon.ts'
import { matrixMessages } from './messages/matrix.ts'
import { type ProgramFacts, programMessage } from './messages/program.ts'
import { slackMessages } from './messages/slack.ts'

export interface Composed {
  bulletin: Bulletin
  options: ChannelOptions
  facts: ProgramFacts
}

/** One of the messages of a delivery. */
export interface Part {
  /** As JSON. */
  body: string
  /** The same each time it is tried, and of no other: 1 to 64 characters of `[\w-]`. */
  key: string
  /** What the service called those before it. */
  arrived: readonly string[]
  /** Seconds since 1970. */
  timestamp: number
}

interface Kind {
  /** In their order; at least one. */
  compose(composed: Composed): object[]
  ask(channel: Pick<ChannelTable, 'address' | 'secret' | 'options'>, part: Part): HookAsk
  /** What the service calls the message, where it says so. */
  nameIn(answer: Record<string, unknown>): unknown
  /** For so many milliseconds a message of which nobody knows whether it arrived can be sent once more and comes once. */
  repeatableMs: number
}

const MINUTE_MS = 60_000
const json = { 'content-type': 'application/json' }

export const kinds: Readonly<Record<ChannelKind, Kind>> = {
  slack: {
    compose: ({ bulletin }) => slackMessages(bulletin),
    ask: ({ address }, { body }) => ({ method: 'POST', url: address, headers: json, body }),
    nameIn: () => undefined,
    repeatableMs: 0,
  },
  discord: {
    compose: ({ bulletin }) => discordMessages(bulletin),
    ask: ({ address }, { body }) => ({ method: 'POST', url: waitingFor(address), headers: json, body }),
    nameIn: ({ id }) => id,
    repeatableMs: 0,
  },
  matrix: {
    compose: ({ bulletin }) => matrixMessages(bulletin),
    ask: ({ address, secret, options }, { body, key }) => ({
      method: 'PUT',
      url: `${address}/_matrix/client/v3/rooms/${encodeURIComponent(roomIn(options))}/send/m.room.message/${key}`,
      headers: { ...json, authorization: `Bearer ${secret}` },
      body,
    }),
    nameIn: ({ event_id }) => event_id,
    // Servers remember the ids of transactions at least for half an hour.
    repeatableMs: 25 * MINUTE_MS,
  },
  mastodon: {
    compose: ({ bulletin, options }) => mastodonMessages(bulletin, options),
    ask: ({ address, secret }, { body, key, arrived }) => ({
      method: 'POST',
      url: `${address}/api/v1/statuses`,
      headers: { ...json, authorization: `Bearer ${secret}`, 'idempotency-key': key },
      body: answering(body, arrived.at(-1)),
    }),
    nameIn: ({ id }) => id,
    // Its keys live for an hour.
    repeatableMs: 50 * MINUTE_MS,
  },
  webhook: {
    compose: ({ bulletin, facts }) => [programMessage(bulletin, facts)],
    ask: ({ address, secret }, { body, timestamp }) => {
      const { id } = JSON.parse(body) as { id: string }
      const signed = { id, timestamp, body }
      const headers = {
        ...json,
        'webhook-id': id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': signatureHeader([secret ?? ''], signed),
      }
      return { method: 'POST', url: address, headers, body }
    },
    nameIn: () => undefined,
    repeatableMs: Number.POSITIVE_INFINITY,
  },
}

/** Discord then answers when the message is there, and says where it isn't. */
function waitingFor(address: string): string {
  const url = new URL(address)
  url.searchParams.set('wait', 'true')
  return url.href
}

const roomIn = (options: string): string => (JSON.parse(options) as ChannelOptions).room ?? ''

const answering = (body: string, before: string | undefined): string =>
  before === undefined ? body : JSON.stringify({ ...JSON.parse(body), in_reply_to_id: before })

/** What the service calls the message; empty where it doesn't say. */
export function nameInAnswer(kind: ChannelKind, answer: string): string {
  try {
    const name = kinds[kind].nameIn(JSON.parse(answer) ?? {})
    return typeof name === 'string' && name.length <= 300 ? name : ''
  } catch {
    return ''
  }
}

/** Whether a message of unknown fate may be sent once more. */
export const isRepeatable = (kind: ChannelKind, unsureSince: number, now: number): boolean =>
  now - unsureSince < kinds[kind].repeatableMs
