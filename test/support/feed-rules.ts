// What a feed must be: the MUSTs of RFC 4287, RSS 2.0 (with the profile of its board) and JSON Feed 1.1, written down from
// the specifications, independently of the code that writes feeds. Each function returns one line for each offence.

import type { FeedFormat } from '../../src/web/feeds/feed.ts'
import { childrenOf, readXml, textOf, type XmlElement } from './xml.ts'

export function offences(format: FeedFormat, text: string): string[] {
  if (format === 'json') return offencesOfJson(JSON.parse(text))
  const found = forbidden.test(text) ? ['holds characters that XML 1.0 forbids'] : []
  const root = readXml(text)
  return [...found, ...(format === 'atom' ? offencesOfAtom(root) : offencesOfRss(root))]
}

const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/
const rfc822 =
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT$/
// RFC 4151, and RFC 3986 for the characters behind the colon.
const tag = /^tag:[a-z\d]([a-z\d.-]*[a-z\d])?,\d{4}(-\d\d){0,2}:([\w.~!$&'()*+,;=:@/?-]|%[\da-f]{2})*$/i

const isAddress = (text: string | undefined): boolean =>
  text !== undefined && /^https?:\/\/[^\s<>"{}|\\^`]+$/.test(text) && URL.canParse(text)

function offencesOfAtom(feed: XmlElement): string[] {
  const found: string[] = []
  if (feed.name !== 'feed' || feed.attributes.xmlns !== 'http://www.w3.org/2005/Atom')
    found.push('no atom:feed')
  found.push(...offencesOfConstructs(feed, 'feed'))
  const self = childrenOf(feed, 'link').filter(({ attributes }) => attributes.rel === 'self')
  if (self.length !== 1) found.push(`feed: ${self.length} links to itself`)
  const entries = childrenOf(feed, 'entry')
  const hasAuthor = childrenOf(feed, 'author').length > 0
  for (const entry of entries) {
    const name = `entry ${textOf(entry, 'id')}`
    found.push(...offencesOfConstructs(entry, name))
    if (!hasAuthor && childrenOf(entry, 'author').length === 0) found.push(`${name}: no author anywhere`)
    if (childrenOf(entry, 'content').length !== 1) found.push(`${name}: not one content`)
    const types = childrenOf(entry, 'content').map(({ attributes }) => attributes.type)
    if (types.some((type) => type !== 'html')) found.push(`${name}: content of type ${types}`)
  }
  return [...found, ...repeated(entries.map((entry) => textOf(entry, 'id')))]
}

/** Sections 4.1.1, 4.1.2 and 4.2: what feed and entries have in common. */
function offencesOfConstructs(element: XmlElement, name: string): string[] {
  const found: string[] = []
  for (const required of ['id', 'title', 'updated'])
    if (childrenOf(element, required).length !== 1) found.push(`${name}: not one ${required}`)
  if (!tag.test(textOf(element, 'id') ?? '')) found.push(`${name}: its id is no tag URI`)
  for (const child of [...childrenOf(element, 'updated'), ...childrenOf(element, 'published')])
    if (!rfc3339.test(child.text)) found.push(`${name}: ${child.name} is “${child.text}”`)
  for (const author of childrenOf(element, 'author')) {
    if (!textOf(author, 'name')?.trim()) found.push(`${name}: an author without a name`)
    const uri = textOf(author, 'uri')
    if (uri !== undefined && !isAddress(uri)) found.push(`${name}: author at “${uri}”`)
  }
  for (const { attributes } of childrenOf(element, 'category'))
    if (!attributes.term) found.push(`${name}: a category without a term`)
  const links = childrenOf(element, 'link').map(({ attributes }) => attributes)
  for (const { href, rel = 'alternate' } of links)
    if (!isAddress(href)) found.push(`${name}: ${rel} leads to “${href}”`)
  const alternates = links.filter(({ rel = 'alternate' }) => rel === 'alternate')
  found.push(...repeated(alternates.map(({ type, hreflang }) => `alternate ${type} ${hreflang}`)))
  if (alternates.length === 0) found.push(`${name}: leads to no page`)
  return found
}

function offencesOfRss(rss: XmlElement): string[] {
  const [channel, second] = childrenOf(rss, 'channel')
  if (rss.name !== 'rss' || rss.attributes.version !== '2.0' || !channel || second) return ['no RSS 2.0']
  const found: string[] = []
  for (const required of ['title', 'link', 'description'])
    if (!textOf(channel, required)) found.push(`channel: not one ${required}`)
  if (!isAddress(textOf(channel, 'link'))) found.push('channel: its link is no address')
  if (!rfc822.test(textOf(channel, 'lastBuildDate') ?? '')) found.push('channel: lastBuildDate')
  const self = childrenOf(channel, 'atom:link').filter(({ attributes }) => attributes.rel === 'self')
  if (self.length !== 1) found.push('channel: not one atom:link to itself')
  const items = childrenOf(channel, 'item')
  for (const item of items) found.push(...offencesOfItem(item))
  return [...found, ...repeated(items.map((item) => textOf(item, 'guid')))]
}

function offencesOfItem(item: XmlElement): string[] {
  const name = `item ${textOf(item, 'guid')}`
  const found: string[] = []
  if (textOf(item, 'title') === undefined && textOf(item, 'description') === undefined)
    found.push(`${name}: neither title nor description`)
  const [guid] = childrenOf(item, 'guid')
  if (guid?.attributes.isPermaLink !== 'false' || !tag.test(guid.text)) found.push(`${name}: its guid`)
  if (!isAddress(textOf(item, 'link'))) found.push(`${name}: its link`)
  if (childrenOf(item, 'pubDate').some(({ text }) => !rfc822.test(text))) found.push(`${name}: its pubDate`)
  if (childrenOf(item, 'author').length > 0)
    found.push(`${name}: an author, which must be an address of mail`)
  if (childrenOf(item, 'comments').some(({ text }) => !isAddress(text))) found.push(`${name}: its comments`)
  return found
}

interface JsonItem {
  [key: string]: unknown
}

function offencesOfJson(feed: JsonItem): string[] {
  const found: string[] = []
  if (feed.version !== 'https://jsonfeed.org/version/1.1') found.push('no version')
  if (typeof feed.title !== 'string' || feed.title === '') found.push('no title')
  for (const name of ['home_page_url', 'feed_url', 'next_url', 'favicon'])
    if (feed[name] !== undefined && !isAddress(String(feed[name]))) found.push(`${name} is no address`)
  if (!Array.isArray(feed.items)) return [...found, 'no items']
  const items: JsonItem[] = feed.items
  for (const item of items) found.push(...offencesOfJsonItem(item))
  if (/:null\b/.test(JSON.stringify(feed))) found.push('null where a key should be absent')
  return [...found, ...repeated(items.map(({ id }) => String(id)))]
}

function offencesOfJsonItem(item: JsonItem): string[] {
  const found: string[] = []
  const name = `item ${item.id}`
  if (typeof item.id !== 'string' || !tag.test(item.id)) found.push(`${name}: its id`)
  if (typeof item.content_html !== 'string' && typeof item.content_text !== 'string')
    found.push(`${name}: no content`)
  for (const key of ['url', 'external_url'])
    if (item[key] !== undefined && !isAddress(String(item[key]))) found.push(`${name}: ${key}`)
  for (const key of ['date_published', 'date_modified'])
    if (item[key] !== undefined && !rfc3339.test(String(item[key]))) found.push(`${name}: ${key}`)
  const authors = (item.authors ?? []) as JsonItem[]
  if (authors.some((author) => typeof author.name !== 'string' || author.name === ''))
    found.push(`${name}: an author without a name`)
  return found
}

const repeated = (names: readonly (string | undefined)[]): string[] =>
  names.filter((name, i) => names.indexOf(name) !== i).map((name) => `twice: ${name}`)
