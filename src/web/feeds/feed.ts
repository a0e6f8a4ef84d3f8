// What a feed holds, whatever its format: everything absolute, nothing of who asks.

export const feedFormats = ['atom', 'rss', 'json'] as const
export type FeedFormat = (typeof feedFormats)[number]

export interface FeedAuthor {
  name: string
  url?: string
}

export interface FeedLink {
  url: string
  title: string
  /** Of what is there, where known. */
  type?: string
}

export interface FeedEntry {
  /** A URI that stays the same for ever, wherever the entry is listed. */
  id: string
  /** Without markup. */
  title: string
  /** The page of this site. */
  url: string
  /** Markup that may stand in any page. */
  html: string
  /** Milliseconds UTC; null: nobody knows. */
  published: number | null
  updated: number | null
  authors: FeedAuthor[]
  categories: { term: string; label?: string }[]
  /** The same thing elsewhere: at its source. */
  source?: string
  related: FeedLink[]
  /** Page and feed of what is said about it. */
  discussion?: { page: string; feed: string }
  /** The entry that this one answers. */
  answers?: { id: string; url: string }
}

/** Addresses of documents of the same feed: parts (RFC 5005, section 3) and closed editions (section 4). */
export interface FeedDocuments {
  first?: string
  previous?: string
  next?: string
  last?: string
  /** This document will not change any more; `current` is the one to subscribe to. */
  isArchive?: boolean
  current?: string
  'prev-archive'?: string
  'next-archive'?: string
}

export interface Feed {
  id: string
  title: string
  description: string
  /** Who publishes it. */
  site: { name: string; url: string; icon: string }
  /** The page that shows the same. */
  home: string
  /** The document itself. */
  self: string
  documents: FeedDocuments
  /** Milliseconds UTC. */
  updated: number
  entries: FeedEntry[]
}

/** Types of the formats, without the encoding. */
export const feedTypes: Record<FeedFormat, string> = {
  atom: 'application/atom+xml',
  rss: 'application/rss+xml',
  json: 'application/feed+json',
}
