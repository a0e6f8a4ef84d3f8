// What oEmbed (https://oembed.com, version 1.0) answers of a paper or a list. Pure: papers in, an answer out.

import { element, xmlDocument } from '../feeds/xml.ts'
import { type CardWidth, cardWidths } from '../share-card/share-card.ts'
import { titleText } from '../share-card/title-text.ts'

/** What is to be shown elsewhere; texts without markup, addresses whole. */
export interface Embeddable {
  title: string
  url: string
  /** Who it is by, in a line. */
  by?: string
  /** The lines below the title: the abstract, or the titles that stand first. */
  lines: readonly string[]
  /** Address of its picture. */
  card: string
}

export interface Room {
  /** Pixels; absent: no bound. */
  width?: number | undefined
  height?: number | undefined
}

export interface Provider {
  name: string
  url: string
}

const usualWidth = 600
const longestExcerpt = 320
/** Seconds: votes and titles change within a day at most. */
const CACHE_AGE = 3_600

/** Everything that an answer of kind `rich` must have; texts are escaped, and nothing in `html` runs. */
export function embedded(what: Embeddable, provider: Provider, room: Room) {
  const width = Math.min(usualWidth, room.width ?? usualWidth)
  const { html, height } = fitting(what, width, room.height)
  return {
    version: '1.0' as const,
    type: 'rich' as const,
    title: what.title,
    ...(what.by && { author_name: what.by }),
    provider_name: provider.name,
    provider_url: provider.url,
    cache_age: CACHE_AGE,
    ...thumbnail(what.card, room),
    html,
    width,
    height,
  }
}

export type Embedded = ReturnType<typeof embedded>

export const embeddedXml = (answer: Embedded): string =>
  xmlDocument(
    element('oembed', {}, ...Object.entries(answer).map(([name, value]) => element(name, {}, String(value)))),
  )

/** A title or an abstract as one line of plain text, mathematics as people type it. */
export const plainLine = (text: string): string => titleText(text).replace(/\s+/g, ' ').trim()

/** The whole, or as many of its lines as there is room for. The title stays: the rest is then cut by whoever shows it. */
function fitting(what: Embeddable, width: number, mostHeight = Number.POSITIVE_INFINITY) {
  const lines = what.lines.map((line) => shortened(line))
  for (let count = lines.length; count > 0; count--) {
    const some = { ...what, lines: lines.slice(0, count) }
    const height = heightOf(some, width)
    if (height <= mostHeight) return { html: quotation(some), height }
  }
  const bare = { ...what, lines: [] }
  return { html: quotation(bare), height: Math.min(mostHeight, heightOf(bare, width)) }
}

function quotation({ title, url, by, lines }: Embeddable): string {
  const link = element('a', { href: url }, title)
  const parts = [
    element('p', {}, element('strong', {}, link)),
    ...(by ? [element('p', {}, by)] : []),
    ...lines.map((line) => element('p', {}, line)),
  ]
  return element('blockquote', { class: 'broadsheet-embed', cite: url }, ...parts).text
}

/** As a browser sets it in its usual letters, roughly: 8 pixels a letter, 20 a line, 16 between paragraphs. */
function heightOf({ title, by, lines }: Embeddable, width: number): number {
  const letters = Math.max(10, Math.floor((width - 80) / 8))
  const paragraphs = [title, ...(by ? [by] : []), ...lines]
  return paragraphs.reduce((sum, text) => sum + 20 * Math.ceil(text.length / letters) + 16, 16)
}

function shortened(text: string): string {
  if (text.length <= longestExcerpt) return text
  const cut = text.slice(0, longestExcerpt)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), longestExcerpt / 2)).trimEnd()}…`
}

/** The largest picture that there is room for, if any. */
function thumbnail(
  card: string,
  { width: most = Number.POSITIVE_INFINITY, height = Number.POSITIVE_INFINITY }: Room,
) {
  const width = cardWidths.find((one) => one <= most && heightOfCard(one) <= height)
  if (width === undefined) return {}
  const url = width === cardWidths[0] ? card : `${card}?width=${width}`
  return { thumbnail_url: url, thumbnail_width: width, thumbnail_height: heightOfCard(width) }
}

/** 630 at full width; odd pixels are rounded as the renderer does. */
const heightOfCard = (width: CardWidth): number => Math.ceil((width * 630) / 1200)
