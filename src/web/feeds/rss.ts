// RSS 2.0 (https://www.rssboard.org/rss-specification), with what Atom and Dublin Core have and RSS lacks.

import { archiveMark, documentLinks } from './document-links.ts'
import type { Feed, FeedEntry } from './feed.ts'
import { element, type Xml, xmlDocument } from './xml.ts'

export function toRss(feed: Feed): string {
  const namespaces = {
    version: '2.0',
    'xmlns:atom': 'http://www.w3.org/2005/Atom',
    'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
    'xmlns:fh': 'http://purl.org/syndication/history/1.0',
  }
  const channel = element(
    'channel',
    {},
    element('title', {}, feed.title),
    element('link', {}, feed.home),
    element('description', {}, feed.description),
    element('language', {}, 'en'),
    element('lastBuildDate', {}, time(feed.updated)),
    element('generator', {}, 'Broadsheet'),
    element('docs', {}, 'https://www.rssboard.org/rss-specification'),
    documentLinks('atom:link', 'application/rss+xml', feed),
    archiveMark(feed.documents),
    feed.entries.map(itemOf),
  )
  return xmlDocument(element('rss', namespaces, channel))
}

function itemOf({ id, title, url, html, authors, categories, discussion, ...entry }: FeedEntry): Xml {
  const { published, updated } = entry
  return element(
    'item',
    {},
    element('title', {}, title),
    element('link', {}, url),
    element('guid', { isPermaLink: 'false' }, id),
    published === null ? undefined : element('pubDate', {}, time(published)),
    updated === null || updated === published
      ? undefined
      : element('atom:updated', {}, new Date(updated).toISOString()),
    // `author` is an address of mail, and no paper has one. Of several creators most readers show one: all stand in one.
    element('dc:creator', {}, authors.map(({ name }) => name).join(', ')),
    categories.map(({ term }) => element('category', {}, term)),
    discussion && element('comments', {}, discussion.page),
    element('description', {}, html),
  )
}

/** RFC 822 with a year of four digits. */
const time = (ms: number): string => new Date(ms).toUTCString()
