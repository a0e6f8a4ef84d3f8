import { counted } from '../../count-text.ts'
import { doiAddress } from '../../papers/identifiers/doi.ts'
import { doiOf, paperAddress } from '../../papers/identifiers/identifiers.ts'
import type { LinkKind, ListedPaper } from '../../papers/paper.ts'
import { plainLatex } from '../../papers/text/latex-text.ts'
import { routes } from '../routes.ts'
import { categoryName, isCategory } from '../views/category-names.ts'
import { webAddress } from '../views/web-address.ts'
import { paperHtml } from './entry-content.tsx'
import type { FeedAuthor, FeedEntry, FeedLink } from './feed.ts'
import { paperTag } from './tag-uri.ts'

/** Named of one paper; the rest is counted in its text. */
const MOST_AUTHORS = 100

/** `listedAt`: when the list took it in, in milliseconds UTC; without it, it is as old as the paper. */
export function paperEntry(paper: ListedPaper, publicUrl: string, listedAt?: number | null): FeedEntry {
  const { id, title, categories } = paper
  const published = listedAt ?? moment(paper.published)
  const updated = moment(paper.updated)
  const source = sourceAddress(paper)
  const related = relatedLinks(paper)
  const discussion = routes.discussion(id)
  const links = [...(source === undefined ? [] : [{ url: source, title: 'Source' }]), ...related]
  const page = `${publicUrl}${discussion}`
  return {
    id: paperTag(publicUrl, id),
    title: plainLatex(title).replace(/\s+/g, ' '),
    url: `${publicUrl}${routes.paper(id)}`,
    html: paperHtml(paper, [...links, { url: page, title: 'Discussion' }]),
    published,
    updated: published !== null && updated !== null ? Math.max(published, updated) : (published ?? updated),
    authors: authorsOf(paper),
    categories: categories.filter(isCategory).map((term) => {
      const label = categoryName(term)
      return label === undefined ? { term } : { term, label }
    }),
    ...(source === undefined ? {} : { source }),
    related,
    discussion: { page, feed: `${publicUrl}${routes.feed(discussion, 'atom')}` },
  }
}

/** Somebody must stand there: else readers take the site for the author. */
function authorsOf({ authors, authorCount }: ListedPaper): FeedAuthor[] {
  if (authors.length === 0) return [{ name: authorCount > 0 ? counted(authorCount, 'author') : 'Unknown' }]
  return authors.slice(0, MOST_AUTHORS).map(({ name }) => ({ name }))
}

function sourceAddress(paper: ListedPaper): string | undefined {
  const doi = paper.doi ?? doiOf(paper.id)
  const address = paperAddress(paper.id).abs ?? paper.url ?? (doi === null ? undefined : doiAddress(doi))
  return (address && webAddress(address)) ?? undefined
}

const titles: Record<LinkKind, string> = {
  code: 'Code',
  project: 'Project',
  pdf: 'PDF',
  data: 'Data',
  model: 'Model',
  demo: 'Demo',
  source: 'Source',
}

function relatedLinks({ id, links }: ListedPaper): FeedLink[] {
  const { pdf } = paperAddress(id)
  const all = [
    ...(pdf === undefined ? [] : [{ kind: 'pdf' as const, url: pdf }]),
    ...links.filter(({ kind }) => pdf === undefined || kind !== 'pdf'),
  ]
  return all.flatMap(({ kind, url }) => {
    const address = webAddress(url)
    if (address === null) return []
    return [{ url: address, title: titles[kind], ...(kind === 'pdf' && { type: 'application/pdf' }) }]
  })
}

/** Feeds write years of four digits. */
function moment(text: string | undefined): number | null {
  const ms = text === undefined ? Number.NaN : Date.parse(text)
  return ms >= Date.UTC(1000, 0) && ms < Date.UTC(10_000, 0) ? ms : null
}
