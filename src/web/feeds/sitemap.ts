// What search engines read to find everything: https://www.sitemaps.org/protocol.html

import { element, xmlDocument } from './xml.ts'

export interface SitemapUrl {
  /** Absolute. */
  address: string
  /** A date of any precision, or a whole time. */
  changed?: string
}

const namespace = { xmlns: 'http://www.sitemaps.org/schemas/sitemap/0.9' }

/** At most 50,000 a file. */
export function toSitemap(urls: readonly SitemapUrl[]): string {
  return xmlDocument(element('urlset', namespace, urls.map(printOne('url'))))
}

export function toSitemapIndex(files: readonly SitemapUrl[]): string {
  return xmlDocument(element('sitemapindex', namespace, files.map(printOne('sitemap'))))
}

const printOne =
  (name: string) =>
  ({ address, changed }: SitemapUrl) =>
    element(
      name,
      {},
      element('loc', {}, address),
      changed === undefined ? undefined : element('lastmod', {}, changed),
    )
