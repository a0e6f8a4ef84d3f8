// Posts for Mastodon (https://docs.joinmastodon.org/methods/statuses/#create): a thread, each post an answer to the one
// before it.

import type { ChannelOptions } from '../channel.ts'
import type { Bulletin } from './bulletin.ts'
import { cut, inParts } from './fit-text.ts'

export interface MastodonMessage {
  status: string
  visibility: string
  language: 'en'
}

/** What a server allows that says nothing else. */
export const USUAL_CHARACTERS = 500
/** So many characters an address counts for, however long it is. */
const ADDRESS_CHARACTERS = 23
const LONGEST_TITLE = 200
/** Between two papers, and behind the heading. */
const GAP = '\n\n'

interface Block {
  text: string
  /** As the server counts. */
  size: number
}

export function mastodonMessages(
  { heading, items, more }: Bulletin,
  { visibility = 'public', characters = USUAL_CHARACTERS }: ChannelOptions,
): MastodonMessage[] {
  const blocks = [
    blockOf(cut(quiet(items.length === 0 ? `${heading}. ${more.text}` : heading), 150), more.url),
    ...items.map(({ title, url }, at) => blockOf(`${at + 1}. ${cut(quiet(title), LONGEST_TITLE)}`, url)),
  ]
  const room = { most: blocks.length, size: characters + GAP.length }
  // A test is seen by nobody but the account itself.
  const first = items.length === 0 ? 'direct' : visibility
  return inParts(blocks, ({ size }) => size + GAP.length, room).map((part, at) => ({
    status: part.map(({ text }) => text).join(GAP),
    // The first post is seen by all; the rest of a thread would only fill the lists of others.
    visibility: at > 0 && first === 'public' ? 'unlisted' : first,
    language: 'en',
  }))
}

function blockOf(text: string, url: string): Block {
  return { text: `${text}\n${url}`, size: sizeOfText(text) + 1 + sizeOfAddress(url) }
}

/** What reads as an address counts for one, in a title too; longer ones may count as they are. */
function sizeOfText(text: string): number {
  const short = [...text.matchAll(/https?:\/\/\S+/g)].filter(([found]) => found.length < ADDRESS_CHARACTERS)
  return short.reduce((size, [found]) => size + ADDRESS_CHARACTERS - found.length, text.length)
}

/** Addresses that servers take for none, such as those of this machine, count as they are. */
function sizeOfAddress(url: string): number {
  const { hostname } = new URL(url)
  return /\.\p{L}{2,}$/u.test(hostname) ? ADDRESS_CHARACTERS : Math.max(url.length, ADDRESS_CHARACTERS)
}

/** Nobody is called and no tag is used: a space without width stands behind their signs. */
const quiet = (text: string): string => text.replace(/([@#])(?=[\p{L}\p{N}_])/gu, '$1\u200b')
