// Lists of feeds for readers to take over at once: OPML 2.0 (http://opml.org/spec2.opml).

import { element, xmlDocument } from './xml.ts'

export interface OpmlFeed {
  title: string
  /** Of the feed and of the page that shows the same; both absolute. */
  feed: string
  page: string
}

export function toOpml(
  title: string,
  groups: readonly { title: string; feeds: readonly OpmlFeed[] }[],
): string {
  const outlines = groups.map((group) =>
    element(
      'outline',
      { text: group.title, title: group.title },
      group.feeds.map(({ title, feed, page }) =>
        // All formats are of this type: it says that there is a feed.
        element('outline', { type: 'rss', text: title, title, xmlUrl: feed, htmlUrl: page }),
      ),
    ),
  )
  const head = element('head', {}, element('title', {}, title))
  return xmlDocument(element('opml', { version: '2.0' }, head, element('body', {}, outlines)))
}
