// Atom 1.0 (RFC 4287), with parts and archives (RFC 5005) and answers (RFC 4685).

import { archiveMark, documentLinks } from './document-links.ts'
import type { Feed, FeedAuthor, FeedEntry, FeedLink } from './feed.ts'
import { element, type Xml, xmlDocument } from './xml.ts'

export function toAtom(feed: Feed): string {
  const namespaces = {
    xmlns: 'http://www.w3.org/2005/Atom',
    'xmlns:fh': 'http://purl.org/syndication/history/1.0',
    'xmlns:thr': 'http://purl.org/syndication/thread/1.0',
    'xml:lang': 'en',
  }
  return xmlDocument(
    element(
      'feed',
      namespaces,
      element('id', {}, feed.id),
      element('title', {}, feed.title),
      element('subtitle', {}, feed.description),
      element('updated', {}, time(feed.updated)),
      person({ name: feed.site.name, url: feed.site.url }),
      element('generator', {}, 'Broadsheet'),
      element('icon', {}, feed.site.icon),
      element('link', { rel: 'alternate', type: 'text/html', href: feed.home }),
      documentLinks('link', 'application/atom+xml', feed),
      archiveMark(feed.documents),
      feed.entries.map(entryOf),
    ),
  )
}

function entryOf(entry: FeedEntry): Xml {
  const { published, source, discussion, answers } = entry
  return element(
    'entry',
    {},
    element('id', {}, entry.id),
    element('title', {}, entry.title),
    // The time is required: what nobody knows the time of stands behind all else, and stays there.
    element('updated', {}, time(entry.updated ?? published ?? 0)),
    published === null ? undefined : element('published', {}, time(published)),
    entry.authors.map(person),
    element('link', { rel: 'alternate', type: 'text/html', href: entry.url }),
    source === undefined ? undefined : element('link', { rel: 'via', href: source }),
    entry.related.map(related),
    discussion && element('link', { rel: 'replies', type: 'application/atom+xml', href: discussion.feed }),
    answers && element('thr:in-reply-to', { ref: answers.id, href: answers.url, type: 'text/html' }),
    entry.categories.map(({ term, label }) => element('category', { term, label })),
    element('content', { type: 'html' }, entry.html),
  )
}

const person = ({ name, url }: FeedAuthor): Xml =>
  element('author', {}, element('name', {}, name), url === undefined ? undefined : element('uri', {}, url))

const related = ({ url, title, type }: FeedLink): Xml =>
  element('link', { rel: 'related', type, title, href: url })

/** RFC 3339, UTC. */
const time = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z')
