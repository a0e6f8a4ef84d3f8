import type { ArxivId } from './arxiv-id.ts'
import { parseArxivId } from './arxiv-id.ts'
import { parseDoi } from './doi.ts'
import { parseAnthologyId, parseForumId, parsePreprintDoi } from './other-ids.ts'

const webAddress = /^(?:https?:)?(?:\/\/)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?::\d{1,5})?(\/[^\s]*)$/i

/** The paper that a page on another site shows (arXiv and its mirrors, ACL Anthology, bioRxiv, OpenReview, DOI). */
export function parseForeignAddress(text: string): ArxivId | null {
  const match = webAddress.exec(text)
  if (!match) return null
  const [, host = '', rest = ''] = match
  const site = sites.find(({ name }) => name.test(host))
  if (!site) return null
  const [path = '', query = ''] = (rest.split('#', 1)[0] ?? '').split('?', 2)
  return site.parse(decoded(path), query)
}

type ParsePage = (path: string, query: string) => ArxivId | null

const sites: { name: RegExp; parse: ParsePage }[] = [
  { name: /(?:^|\.)(?:arxiv\.org|alphaxiv\.org)$/i, parse: arxivPage },
  { name: /(?:^|\.)ar5iv\.(?:org|labs\.arxiv\.org)$/i, parse: arxivPage },
  { name: /(?:^|\.)arxiv-vanity\.com$/i, parse: arxivPage },
  { name: /^(?:www\.)?(?:huggingface\.co|hf\.co)$/i, parse: arxivPage },
  { name: /(?:^|\.)(?:aclanthology\.org|aclanthology\.info|aclweb\.org)$/i, parse: anthologyPage },
  { name: /(?:^|\.)biorxiv\.org$/i, parse: preprintPage('biorxiv') },
  { name: /(?:^|\.)medrxiv\.org$/i, parse: preprintPage('medrxiv') },
  { name: /(?:^|\.)openreview\.net$/i, parse: forumPage },
]

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

const arxivSections =
  /^\/(?:abs|pdf|html|format|ps|e-print|src|list|overview|resources|papers|paper|tb)\/(.+)$/i

function arxivPage(path: string): ArxivId | null {
  const id = arxivSections.exec(path)?.[1]
  return id === undefined
    ? null
    : parseArxivId(id.replace(/\/+$/, '').replace(/\.(?:pdf|ps|ps\.gz|md|html?)$/i, ''))
}

function anthologyPage(path: string): ArxivId | null {
  const name = path.replace(/^\/(?:anthology\/)?(?:papers\/(?:\w\/\w\d\d\/)?)?/i, '').replace(/\/+$/, '')
  const id = parseAnthologyId(name.replace(/\.(?:pdf|bib|xml|endf|html?)$/i, '').replace(/v\d+$/, ''))
  return id === null ? null : { id: `acl:${id}` }
}

function preprintPage(server: string): ParsePage {
  return (path) => {
    const name = /\/(10\.\d{4,9}\/[^/]+)/
      .exec(path)?.[1]
      ?.replace(/\.(?:full|abstract|article|supplementary).*$/i, '')
    const doi = name === undefined ? null : parsePreprintDoi(name)
    return doi === null ? null : { id: `${server}:${doi}` }
  }
}

function forumPage(path: string, query: string): ArxivId | null {
  if (!/^\/(?:forum|pdf|attachment|revisions|references\/pdf)\/?$/i.test(path)) return null
  const id = parseForumId(new URLSearchParams(query).get('id') ?? '')
  return id === null ? null : { id: `openreview:${id}` }
}

/** What a DOI names where another source gave the DOI: arXiv's and the ACL Anthology's hold their own ids. */
export function parseDoiAsPaper(text: string): ArxivId | null {
  const doi = parseDoi(text)
  if (doi === null) return null
  const arxiv = doi.startsWith('10.48550/arxiv.') ? parseArxivId(doi.slice('10.48550/arxiv.'.length)) : null
  if (arxiv) return arxiv
  const anthology = /^10\.(?:18653|3115)\/v1\/(.+)$/.exec(doi)?.[1]
  const acl = anthology === undefined ? null : parseAnthologyId(anthology)
  return { id: acl === null ? `doi:${doi}` : `acl:${acl}` }
}
