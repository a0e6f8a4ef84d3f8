// Messages for Discord's webhooks (https://discord.com/developers/docs/resources/webhook#execute-webhook).

import type { Item } from '../../digests/letter.ts'
import { type Bulletin, MESSAGE_ABSTRACT } from './bulletin.ts'
import { cut, inParts, withoutMentions } from './fit-text.ts'

/** Discord takes 10 embeds with 6,000 characters together. */
const room = { most: 10, size: 5_800 }
const LONGEST_CONTENT = 2_000
const LONGEST_TITLE = 256
const LONGEST_DESCRIPTION = 1_200

export interface DiscordMessage {
  content?: string
  embeds: { title: string; url: string; description: string }[]
  /** Nobody is called, whatever a title says. */
  allowed_mentions: { parse: [] }
}

export function discordMessages({ heading, items, more }: Bulletin): DiscordMessage[] {
  const embeds = items.map((item, at) => embedOf(item, at + 1))
  const parts = inParts(embeds, ({ title, description }) => title.length + description.length, room)
  const first = `**${plain(heading)}**\n[${plain(more.text)}](<${more.url}>)`
  return (parts.length === 0 ? [[]] : parts).map((part, at) => ({
    ...(at === 0 && { content: first.slice(0, LONGEST_CONTENT) }),
    embeds: part,
    allowed_mentions: { parse: [] },
  }))
}

function embedOf({ title, url, authors, why, votes, comments, abstract }: Item, number: number) {
  const facts = `${plain(why)} · ${plain(votes)} · [${plain(comments.text)}](${comments.url})`
  const head = `${plain(authors)}\n${facts}`
  const short = plain(abstract(MESSAGE_ABSTRACT))
  const whole = short === '' ? head : `${head}\n${short}`
  return {
    title: fitted(title, number),
    url,
    description: whole.length <= LONGEST_DESCRIPTION ? whole : head.slice(0, LONGEST_DESCRIPTION),
  }
}

/** Escaped, it may be longer than it was: it is cut before. */
function fitted(title: string, number: number): string {
  for (let longest = LONGEST_TITLE; ; longest -= 16) {
    const text = `${number}\\. ${plain(cut(title, longest))}`
    if (text.length <= LONGEST_TITLE) return text
  }
}

/** Nothing in it is Markdown. */
const plain = (text: string): string =>
  withoutMentions(text.replace(/\s+/g, ' '))
    .replace(/[\\*_~`|<>[\]()]/g, '\\$&')
    .replace(/^([#>-])/, '\\$1')
