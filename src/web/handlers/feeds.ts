// Every list as Atom, RSS and JSON Feed. They are registered before anybody is asked who they are: the same bytes for all,
// from the store alone, so that nobody's reader ever keeps the sample edition.

import type { Hono, MiddlewareHandler } from 'hono'
import type { Ctx, WebDependencies, WebEnvironment } from '../environment.ts'
import { type FeedFormat, feedFormats } from '../feeds/feed.ts'
import { createFeedSender, type ListFeed } from './feed-answer.ts'
import { commentsFeed } from './feed-of-comments.ts'
import { digestsFeed } from './feed-of-digests.ts'
import { editionFeed, newestEditionsFeed } from './feed-of-editions.ts'
import { newestFeed, trendingFeed } from './feed-of-lists.ts'
import { personFeed } from './feed-of-person.ts'
import { searchFeed } from './feed-of-search.ts'
import { sendOpml } from './opml.ts'
import { createSitemaps } from './sitemaps.ts'

/** What a feed holds; an answer of another kind; or null where the address means something else. */
export type FeedMaker = (c: Ctx, format: FeedFormat) => Promise<ListFeed | Response | null>

export function addFeeds(app: Hono<WebEnvironment>, { finder, config }: WebDependencies): void {
  const times = { timezone: config.EDITION_TIMEZONE, cutoff: config.EDITION_CUTOFF }
  const send = createFeedSender()
  const feed =
    (make: FeedMaker): MiddlewareHandler<WebEnvironment> =>
    async (c, next) => {
      const format = feedFormats.find((one) => c.req.path.endsWith(`.${one}`)) ?? 'atom'
      const made = await make(c, format)
      if (made === null) return next()
      return made instanceof Response ? made : send(c, format, made)
    }
  for (const format of feedFormats) {
    app.get(`/papers.${format}`, feed(newestEditionsFeed))
    app.get(`/papers/trending.${format}`, feed(trendingFeed))
    app.get(`/papers/new.${format}`, feed(newestFeed))
    app.get(`/papers/search.${format}`, feed(searchFeed(finder)))
    app.get(`/digests.${format}`, feed(digestsFeed(times)))
    app.get(`/digests/daily.${format}`, feed(digestsFeed(times, 'daily')))
    app.get(`/digests/weekly.${format}`, feed(digestsFeed(times, 'weekly')))
  }
  app.get('/papers/date/:file{[^/]+\\.(?:atom|rss|json)}', feed(editionFeed('day')))
  app.get('/papers/week/:file{[^/]+\\.(?:atom|rss|json)}', feed(editionFeed('week')))
  app.get('/papers/month/:file{[^/]+\\.(?:atom|rss|json)}', feed(editionFeed('month')))
  app.get('/papers/new/:file{[^/]+\\.(?:atom|rss|json)}', feed(newestFeed))
  app.get('/papers/:file{.+/comments\\.(?:atom|rss|json)}', feed(commentsFeed))
  app.get('/:file{@[^/]+\\.(?:atom|rss|json)}', feed(personFeed))
  app.get('/feeds.opml', sendOpml)
  const sitemaps = createSitemaps()
  app.get('/sitemap.xml', sitemaps.index)
  app.get('/sitemaps/lists.xml', sitemaps.lists)
  app.get('/sitemaps/editions.xml', sitemaps.editions)
  app.get('/sitemaps/papers/:file{[^/]+\\.xml}', sitemaps.papers)
}
