import type { ComponentChildren } from 'preact'
import { type FeedFormat, feedFormats, feedTypes } from '../feeds/feed.ts'
import { routes } from '../routes.ts'
import { Footer, KeyboardHelp } from './footer.tsx'
import { HeadLinks } from './head-links.tsx'
import { Masthead, type Section } from './masthead.tsx'
import { Notices } from './notices.tsx'
import type { Site } from './site.ts'

/** A list that can be followed. */
export interface PageFeed {
  title: string
  /** Its address, without a suffix. */
  list: string
}

/** What search engines, other sites and the browser's tab say of a page. */
export interface PageHead {
  /** Without the site's name. Absent on the front page. */
  title?: string
  description: string
  /** The canonical address, without the host. Absent: the page asks not to be indexed. */
  path?: string
  /** Open Graph's kind; `website` by default. */
  type?: 'website' | 'article'
  /** What can be followed of it, the nearest first. */
  feeds?: readonly PageFeed[]
  /** More elements of the head. */
  children?: ComponentChildren
}

export interface LayoutProps {
  site: Site
  head: PageHead
  /** The part of the site that the masthead marks as the one we are in. */
  section?: Section
  /** What was searched for: stands in the search field. */
  search?: string
  children: ComponentChildren
}

/** The document around every page. */
export function Layout({ site, head, section, search, children }: LayoutProps) {
  return (
    <html lang="en">
      <Head site={site} head={head} />
      <body>
        <a class="skip visually-hidden" href="#content">
          Skip to the content
        </a>
        <Masthead site={site} {...(section && { section })} {...(search !== undefined && { search })} />
        <Notices site={site} />
        <main id="content" tabIndex={-1}>
          <div class="wrap">
            {children}
            {head.path !== routes.feeds() && <FeedLinks feed={head.feeds?.[0]} />}
          </div>
        </main>
        <Footer site={site} />
        <KeyboardHelp />
      </body>
    </html>
  )
}

function Head({ site, head }: { site: Site; head: PageHead }) {
  const title = head.title ? `${head.title} · ${site.name}` : site.name
  const canonical = head.path === undefined ? undefined : `${site.publicUrl}${head.path}`
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{title}</title>
      <meta name="description" content={head.description} />
      <meta name="color-scheme" content="light dark" />
      <meta name="theme-color" content="#fbfaf6" media="(prefers-color-scheme: light)" />
      <meta name="theme-color" content="#161512" media="(prefers-color-scheme: dark)" />
      <HeadLinks assets={site.assets} />
      <link rel="icon" href={routes.favicon()} type="image/svg+xml" />
      {canonical ? <link rel="canonical" href={canonical} /> : <meta name="robots" content="noindex" />}
      <meta property="og:site_name" content={site.name} />
      <meta property="og:type" content={head.type ?? 'website'} />
      <meta property="og:title" content={head.title ?? site.name} />
      <meta property="og:description" content={head.description} />
      {canonical && <meta property="og:url" content={canonical} />}
      {head.feeds?.flatMap(({ title, list }) =>
        feedFormats.map((format) => (
          <link rel="alternate" type={feedTypes[format]} title={title} href={routes.feed(list, format)} />
        )),
      )}
      {head.children}
    </head>
  )
}

const formatNames: Record<FeedFormat, string> = { atom: 'Atom', rss: 'RSS', json: 'JSON' }

/** Quiet, at the end: who looks for it knows what it is. */
function FeedLinks({ feed }: { feed: PageFeed | undefined }) {
  if (!feed) return null
  return (
    <p class="feed-links quiet">
      Feed: {feed.title}, as{' '}
      {feedFormats.map((format, i) => (
        <>
          {i > 0 && ' · '}
          <a href={routes.feed(feed.list, format)} type={feedTypes[format]}>
            {formatNames[format]}
          </a>
        </>
      ))}
    </p>
  )
}
