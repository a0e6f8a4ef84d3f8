// What somebody who makes a channel typed.

import type { ChannelTable } from '../db/schema-channels.ts'
import { readHour, readTaste, readZone } from '../digests/subscription.ts'
import { Invalid } from '../errors.ts'
import { refusePrivateHost } from '../sources/fetching/private-address.ts'
import { SourceTrouble } from '../sources/source-trouble.ts'
import { type ChannelKind, type ChannelOptions, isChannelKind, visibilities } from './channel.ts'
import { USUAL_CHARACTERS } from './messages/mastodon.ts'

/** As a form sends them: lines of text. */
export const wishNames = [
  ...(['kind', 'name', 'address', 'token', 'room', 'visibility', 'characters'] as const),
  ...(['period', 'hour', 'timezone', 'categories', 'keywords', 'mostPapers'] as const),
]
export type ChannelWish = Readonly<Partial<Record<(typeof wishNames)[number], string>>>

export type ChannelColumns = Pick<
  ChannelTable,
  | ('name' | 'kind' | 'address' | 'secret' | 'options')
  | ('period' | 'hour' | 'timezone' | 'categories' | 'keywords' | 'most_papers')
>

const LONGEST_ADDRESS = 1_000
const MOST_PAPERS = 20

/**
 * `before`: the channel that is changed; its address stays where none is given, its token where its server stays, too,
 * and its kind stays.
 * @throws Invalid
 */
export function readChannelWish(
  wish: ChannelWish,
  allowedHosts: readonly string[],
  before?: ChannelTable,
): ChannelColumns {
  const line = (name: string) => (wish[name as keyof ChannelWish] ?? '').trim()
  const kind = before ? (before.kind as ChannelKind) : readKind(line('kind'))
  const taste = readTaste(line)
  const name = readName(line('name'))
  const address = readAddress(line('address'), kind, allowedHosts, before)
  return {
    ...{ kind, name, address },
    secret: readToken(line('token'), { kind, address, before }),
    options: JSON.stringify(readOptions(line, kind)),
    ...{
      period: readPeriod(line('period')),
      hour: readHour(line('hour')),
      timezone: readZone(line('timezone')),
    },
    categories: JSON.stringify(taste.categories),
    keywords: JSON.stringify(taste.keywords),
    most_papers: readNumber(line('mostPapers'), 'mostPapers', [1, MOST_PAPERS]),
  }
}

function wrong(field: string, problem: string, message: string): Invalid {
  return new Invalid(message, { [field]: problem })
}

function readKind(text: string): ChannelKind {
  if (isChannelKind(text)) return text
  throw wrong('kind', 'must be one of them', 'Say what it is: slack, discord, matrix, mastodon or webhook.')
}

function readName(text: string): string {
  const name = text.replace(/\p{Cc}+/gu, ' ').trim()
  if (name !== '' && name.length <= 80) return name
  throw wrong('name', 'must have 1 to 80 characters', 'Give it a name of 1 to 80 characters.')
}

const examples: Record<ChannelKind, string> = {
  slack: 'https://hooks.slack.com/services/…',
  discord: 'https://discord.com/api/webhooks/…',
  matrix: 'https://matrix.example.org',
  mastodon: 'https://mastodon.example',
  webhook: 'https://example.org/hook',
}

/** Of Matrix and Mastodon the server; of the others all of it. */
function readAddress(
  text: string,
  kind: ChannelKind,
  allowedHosts: readonly string[],
  before: ChannelTable | undefined,
): string {
  if (text === '' && before) return before.address
  const url = URL.parse(text)
  const bad = (problem: string) => wrong('address', problem, `The address ${problem}.`)
  if (url === null || !/^https?:$/.test(url.protocol) || text.length > LONGEST_ADDRESS)
    throw bad(`must be one such as ${examples[kind]}, at most ${LONGEST_ADDRESS} long`)
  if (url.username !== '' || url.password !== '') throw bad('must not hold a name or password')
  const isOpen = url.protocol === 'http:' && kind !== 'webhook'
  if (isOpen && !allowedHosts.includes(url.hostname))
    throw bad('must begin with https: else others on the way read what proves that it is us')
  try {
    refusePrivateHost(url, new Set(allowedHosts))
  } catch (error) {
    if (error instanceof SourceTrouble) throw wrong('address', 'must be in the public network', error.message)
    throw error
  }
  if (kind === 'matrix' || kind === 'mastodon') return url.origin + url.pathname.replace(/\/+$/, '')
  url.hash = ''
  return url.href
}

/** It is for the server to which it was given: to another one it is not sent. */
function readToken(
  text: string,
  { kind, address, before }: { kind: ChannelKind; address: string; before: ChannelTable | undefined },
): string | null {
  if (kind !== 'matrix' && kind !== 'mastodon') return before?.secret ?? null
  const isMoved = before && URL.parse(address)?.origin !== URL.parse(before.address)?.origin
  if (text === '' && before && !isMoved) return before.secret
  if (text === '' && isMoved) {
    const problem = 'must be given with another server'
    throw wrong('token', problem, 'The address leads to another server: give the token for that one, too.')
  }
  if (/^[\x21-\x7e]{8,500}$/.test(text)) return text
  throw wrong('token', 'must be a token', 'Give the access token of the account that writes there.')
}

function readOptions(line: (name: string) => string, kind: ChannelKind): ChannelOptions {
  if (kind === 'matrix') return { room: readRoom(line('room')) }
  if (kind !== 'mastodon') return {}
  const text = line('visibility') || 'public'
  const visibility = visibilities.find((one) => one === text)
  if (!visibility) {
    const problem = `must be one of ${visibilities.join(', ')}`
    throw wrong('visibility', problem, `Who sees it ${problem}.`)
  }
  const characters = readNumber(line('characters') || String(USUAL_CHARACTERS), 'characters', [200, 10_000])
  return { visibility, characters }
}

/** Newer rooms have no server in their id. */
function readRoom(text: string): string {
  if (/^![\x21-\x7e]{1,250}$/.test(text)) return text
  const where = 'Element shows it in the settings of the room, under Advanced'
  throw wrong(
    'room',
    'must be the id of a room',
    `Give the id of the room, such as !abc:example.org (${where}).`,
  )
}

function readPeriod(text: string): string {
  if (text === 'daily' || text === 'weekly') return text
  throw wrong('period', 'must be daily or weekly', 'Choose daily or weekly.')
}

function readNumber(text: string, field: string, [least, most]: readonly [number, number]): number {
  const number = Number(text)
  if (/^\d{1,6}$/.test(text) && number >= least && number <= most) return number
  const problem = `must be a whole number from ${least} to ${most}`
  throw wrong(field, problem, `“${field}” ${problem}.`)
}
