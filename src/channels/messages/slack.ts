// Messages for incoming webhooks of Slack (https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks):
// blocks for Slack, and the same as text for notifications and for services that know no blocks.

import type { Item } from '../../digests/letter.ts'
import { type Bulletin, MESSAGE_ABSTRACT } from './bulletin.ts'
import { cut, inParts, withoutMentions } from './fit-text.ts'

/** Slack takes 50 blocks, 3,000 characters in one, and somewhat over 13,000 in all. */
const room = { most: 40, size: 9_000 }
const LONGEST_HEADER = 150
const LONGEST_SECTION = 3_000
/** Beyond it Slack warns, and some that are like it refuse. */
const LONGEST_TEXT = 3_900

export interface SlackMessage {
  text: string
  blocks: object[]
  unfurl_links: false
  unfurl_media: false
}

export function slackMessages({ heading, items, more }: Bulletin): SlackMessage[] {
  const sections = items.map((item, at) => ({
    text: sectionText(item, at + 1),
    line: lineText(item, at + 1),
  }))
  const parts = inParts(sections, ({ text }) => text.length, room)
  const whole = parts.length === 0 ? [[]] : parts
  return whole.map((part, at) => {
    const [isFirst, isLast] = [at === 0, at === whole.length - 1]
    const end = linkTo(more.url, more.text)
    const lines = [...(isFirst ? [`*${marked(heading)}*`] : []), ...part.map(({ line }) => line)]
    return {
      text: joined(lines, isLast ? end : undefined),
      blocks: [
        ...(isFirst ? [header(heading)] : []),
        ...part.map(({ text }) => section(text)),
        ...(isLast ? [section(end)] : []),
      ],
      ...{ unfurl_links: false, unfurl_media: false },
    }
  })
}

const header = (text: string) => ({
  type: 'header',
  text: { type: 'plain_text', text: cut(text, LONGEST_HEADER), emoji: false },
})

const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text, verbatim: true } })

function sectionText({ title, url, authors, why, votes, comments, abstract }: Item, number: number): string {
  const facts = [marked(why), marked(votes), linkTo(comments.url, comments.text)].join(' · ')
  const head = [`${number}. *${linkTo(url, title)}*`, marked(authors), facts].join('\n')
  const short = marked(abstract(MESSAGE_ABSTRACT))
  const whole = short === '' ? head : `${head}\n${short}`
  return whole.length <= LONGEST_SECTION ? whole : head
}

const lineText = ({ title, url }: Item, number: number): string => `${number}. ${linkTo(url, title)}`

/** As many lines as there is room for, and the end. */
function joined(lines: readonly string[], end: string | undefined): string {
  const limit = LONGEST_TEXT - (end?.length ?? 0) - 1
  const [kept = []] = inParts(lines, (line) => line.length + 1, { most: lines.length, size: limit })
  return [...kept, ...(end === undefined ? [] : [end])].join('\n')
}

const linkTo = (url: string, text: string): string => `<${addressIn(url)}|${marked(text)}>`

const addressIn = (url: string): string =>
  url.replace(/[<>|\s]/g, (sign) => encodeURIComponent(sign)).replaceAll('&', '&amp;')

const likes: Record<string, string> = { '*': '∗', _: 'ˍ', '~': '∼', '`': 'ˋ' }

/** Nothing in it is markup: signs that would make text bold or struck out become ones that look alike. */
function marked(text: string): string {
  return withoutMentions(text)
    .replace(/(?<![\p{L}\p{N}])[*_~`]|[*_~`](?![\p{L}\p{N}])/gu, (sign) => likes[sign] ?? sign)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}
