import { routes } from '../routes.ts'
import { cardHeight, cardWidth } from '../share-card/card-frame.ts'
import type { Site } from './site.ts'

interface ShareMetaProps {
  site: Site
  /** Address of the page here, without the host. */
  path: string
  /** Address of its picture here. */
  card: string
  /** What the picture shows, in words. */
  alt: string
}

/** What other sites read to show a link to the page: its picture, and where to ask for a quotation of it. */
export function ShareMeta({ site, path, card, alt }: ShareMetaProps) {
  const url = `${site.publicUrl}${path}`
  return (
    <>
      <meta property="og:image" content={`${site.publicUrl}${card}`} />
      <meta property="og:image:type" content="image/png" />
      <meta property="og:image:width" content={String(cardWidth)} />
      <meta property="og:image:height" content={String(cardHeight)} />
      <meta property="og:image:alt" content={alt} />
      <meta name="twitter:card" content="summary_large_image" />
      <link
        rel="alternate"
        type="application/json+oembed"
        href={`${site.publicUrl}${routes.oembed(url, 'json')}`}
        title={alt}
      />
      <link
        rel="alternate"
        type="text/xml+oembed"
        href={`${site.publicUrl}${routes.oembed(url, 'xml')}`}
        title={alt}
      />
    </>
  )
}

/** The same of a list, whose address is `list`; and where it is as Markdown. */
export function ListShareMeta({ site, list, alt }: { site: Site; list: string; alt: string }) {
  return (
    <>
      <ShareMeta site={site} path={list} card={routes.listCard(list)} alt={alt} />
      <link rel="alternate" type="text/markdown" href={routes.listMarkdown(list)} title="Markdown" />
    </>
  )
}
