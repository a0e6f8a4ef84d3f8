// JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).

import { present } from '../../papers/present.ts'
import type { Feed, FeedEntry } from './feed.ts'
import { withoutForbidden } from './xml.ts'

export function toJsonFeed({ title, description, site, home, self, documents, entries }: Feed): string {
  const feed = present({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    description,
    home_page_url: home,
    feed_url: self,
    next_url: documents.next ?? documents['prev-archive'],
    favicon: site.icon,
    authors: [{ name: site.name, url: site.url }],
    language: 'en',
    items: entries.map(itemOf),
  })
  // The other formats can't hold these characters, and no reader shows them.
  return `${JSON.stringify(feed, (_, value) => (typeof value === 'string' ? withoutForbidden(value) : value))}\n`
}

function itemOf({ id, title, url, html, authors, categories, source, published, updated }: FeedEntry) {
  return present({
    id,
    url,
    external_url: source,
    title,
    content_html: html,
    date_published: time(published),
    date_modified: updated === published ? undefined : time(updated),
    authors,
    tags: categories.length > 0 ? categories.map(({ term }) => term) : undefined,
  })
}

const time = (ms: number | null): string | undefined => (ms === null ? undefined : new Date(ms).toISOString())
