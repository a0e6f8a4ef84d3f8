// A list as a feed: the addresses of its documents, and answers that don't repeat what the asker has.

import { createHash } from 'node:crypto'
import { Invalid } from '../../errors.ts'
import type { Part } from '../../papers/lists/part.ts'
import type { Ctx } from '../environment.ts'
import { toAtom } from '../feeds/atom.ts'
import { type Feed, type FeedDocuments, type FeedEntry, type FeedFormat, feedTypes } from '../feeds/feed.ts'
import { toJsonFeed } from '../feeds/json-feed.ts'
import { createModifiedTimes } from '../feeds/modified-times.ts'
import { toRss } from '../feeds/rss.ts'
import { feedTag } from '../feeds/tag-uri.ts'
import { routes } from '../routes.ts'
import { given } from './answer.ts'

/** Addresses are those of lists, from their slash, without a suffix. */
export interface ListFeed {
  list: string
  /** Without the site's name. */
  title: string
  description: string
  /** The page, where its address is another than the list's. */
  page?: string
  /** Other documents of the same list. */
  parts?: ListParts
  /** The editions around one. */
  archive?: Pick<FeedDocuments, 'isArchive' | 'current' | 'prev-archive' | 'next-archive'>
  entries: FeedEntry[]
  /** The time of an empty feed, in milliseconds UTC. */
  since: number
}

export interface ListParts {
  /** This part. */
  self: string
  first?: string
  previous?: string
  next?: string
  last?: string
}

const writers: Record<FeedFormat, (feed: Feed) => string> = { atom: toAtom, rss: toRss, json: toJsonFeed }

/** Returns what answers with a feed, or with 304 where the asker has it. */
export function createFeedSender(): (c: Ctx, format: FeedFormat, content: ListFeed) => Response {
  const modifiedSince = createModifiedTimes()
  return (c, format, content) => {
    const feed = documentOf(c, format, content)
    const body = writers[format](feed)
    const hash = createHash('sha1').update(body).digest('base64url')
    const modified = modifiedSince(feed.self, hash, c.var.site.now)
    c.header('Cache-Control', 'no-cache')
    c.header('Access-Control-Allow-Origin', '*')
    c.header('ETag', `W/"${hash}"`)
    // A change within the second of the last one has a time that is still to come.
    if (modified <= c.var.site.now) c.header('Last-Modified', new Date(modified).toUTCString())
    if (hasIt(c, modified)) return c.body(null, 304)
    return c.body(body, 200, { 'Content-Type': `${feedTypes[format]}; charset=utf-8` })
  }
}

/**
 * Tags are compared by the middleware for all answers, and go before the time (RFC 9110, section 13.2.2). A later time than
 * the one told here is that of another node, perhaps of what is gone again.
 */
function hasIt(c: Ctx, modified: number): boolean {
  if (c.req.header('if-none-match') !== undefined) return false
  return Date.parse(c.req.header('if-modified-since') ?? '') === modified
}

function documentOf(c: Ctx, format: FeedFormat, content: ListFeed): Feed {
  const { publicUrl, name } = c.var.site
  const { list, title, description, page = list, parts, archive, entries, since } = content
  const limit = given(c, 'limit')
  const absolute = (address: string) => `${publicUrl}${routes.feed(address, format)}`
  const part = (address: string) => absolute(withLimit(address, limit))
  const { self = list, ...others } = parts ?? {}
  return {
    id: feedTag(publicUrl, list),
    title: title === '' ? name : `${name}: ${title}`,
    description,
    site: { name, url: `${publicUrl}/`, icon: `${publicUrl}${routes.favicon()}` },
    home: `${publicUrl}${page}`,
    self: part(self),
    documents: { ...mapAddresses(others, part), ...mapAddresses(archive ?? {}, absolute) },
    updated: entries.length === 0 ? since : Math.max(...entries.map(timeOf)),
    entries,
  }
}

const timeOf = ({ updated, published }: FeedEntry): number => updated ?? published ?? 0

const withLimit = (address: string, limit: string | undefined): string =>
  limit === undefined ? address : `${address}${address.includes('?') ? '&' : '?'}limit=${Number(limit)}`

function mapAddresses<Links extends object>(links: Links, print: (address: string) => string): Links {
  const pairs = Object.entries(links).map(([key, value]) => [
    key,
    typeof value === 'string' ? print(value) : value,
  ])
  return Object.fromEntries(pairs)
}

/** A part of a list whose parts are numbered. */
export function numberedParts({ page, pages }: Part, addressOf: (page: number) => string): ListParts {
  return {
    self: addressOf(page),
    first: addressOf(1),
    ...(page > 1 && { previous: addressOf(page - 1) }),
    ...(page < pages && { next: addressOf(page + 1) }),
    last: addressOf(pages),
  }
}

const MOST_ENTRIES = 100

/** How many entries a document is to have, by `?limit=`. @throws Invalid */
export function limitAsked(c: Ctx, most = MOST_ENTRIES): number | undefined {
  const text = given(c, 'limit')
  if (text === undefined) return undefined
  const limit = Number(text)
  if (/^\d{1,3}$/.test(text) && limit >= 1 && limit <= most) return limit
  const message = `must be a whole number from 1 to ${most}`
  throw new Invalid(`“limit” ${message}.`, { limit: message })
}
