// Crossref, which knows journals and preprints but not arXiv, and DataCite, which knows arXiv.

import type { GeneratedPaper } from './generated-paper.ts'
import { type Asked, countIn, json, type Reply, type Route } from './reply.ts'
import { citationsIn, type World } from './world.ts'

export function crossrefRoute(world: World): Route {
  return {
    format: 'json',
    matches: (path) => path.startsWith('/crossref/works'),
    twists: () => [],
    answer: (asked) => (asked.path === '/crossref/works' ? several(asked, world) : one(asked, world)),
  }
}

const limits = { 'x-rate-limit-limit': '50', 'x-rate-limit-interval': '1s' }
const missing: Reply = { status: 404, type: 'text/plain', body: 'Resource not found.', headers: limits }

function several({ query }: Asked, world: World): Reply {
  const dois = [...(query.get('filter') ?? '').matchAll(/(?:^|,)doi:([^,]+)/g)].map(([, doi = '']) => doi)
  const rows = countIn(query, 'rows', 20)
  if (rows === null || rows > 1000)
    return json({ status: 'failed', 'message-type': 'validation-failure', message: [] }, 400, limits)
  const works = [...new Set(dois)].map((doi) => workOf(doi, world)).filter((work) => work !== null)
  const message = {
    facets: {},
    'total-results': works.length,
    items: works.slice(0, rows),
    'items-per-page': rows,
    query: { 'start-index': 0, 'search-terms': null },
  }
  return json({ status: 'ok', 'message-type': 'work-list', 'message-version': '1.0.0', message }, 200, limits)
}

function one({ path }: Asked, world: World): Reply {
  const work = workOf(decodeURIComponent(path.slice('/crossref/works/'.length)), world)
  if (!work) return missing
  return json(
    { status: 'ok', 'message-type': 'work', 'message-version': '1.0.0', message: work },
    200,
    limits,
  )
}

function workOf(doi: string, world: World) {
  const paper = /^10\.48550\//i.test(doi) ? null : world.byDoi(doi)
  const citations = citationsIn('crossref', world.seed, doi)
  if (!paper || citations === null) return null
  return {
    DOI: doi.toLowerCase(),
    URL: `https://doi.org/${doi.toLowerCase()}`,
    type: paper.id.startsWith('acl:') ? 'proceedings-article' : 'journal-article',
    title: [paper.title],
    abstract: `<jats:title>Abstract</jats:title><jats:p>${paper.abstract.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</jats:p>`,
    author: paper.authors.map(authorOf),
    'container-title': paper.journalRef ? ['Journal of Generated Records'] : [],
    publisher: 'Nobody',
    issued: { 'date-parts': [dateParts(paper)] },
    'is-referenced-by-count': citations,
    'reference-count': 12,
    source: 'Crossref',
  }
}

function authorOf(name: string, at: number) {
  const [, given = '', family = ''] = /^(.*) (\S+)$/.exec(name) ?? []
  return { given, family, sequence: at === 0 ? 'first' : 'additional', affiliation: [] }
}

/** Year; year and month; or all three. */
function dateParts({ id, modified }: GeneratedPaper): number[] {
  return modified
    .split('-')
    .map(Number)
    .slice(0, 1 + ((id.length + Number(modified.slice(-1))) % 3))
}

export function dataciteRoute(world: World): Route {
  return {
    format: 'json',
    matches: (path) => path.startsWith('/datacite/dois/'),
    twists: () => [],
    answer: ({ path }) =>
      doiOf(decodeURIComponent(path.slice('/datacite/dois/'.length)).toLowerCase(), world),
  }
}

function doiOf(doi: string, world: World): Reply {
  const paper = doi.startsWith('10.48550/') ? world.byDoi(doi) : null
  const citations = citationsIn('datacite', world.seed, doi)
  if (!paper || citations === null)
    return json({ errors: [{ status: '404', title: 'There is no such resource.' }] }, 404)
  const attributes = {
    doi,
    creators: paper.authors.map((name) => ({ name, nameType: 'Personal', affiliation: [] })),
    titles: [{ title: paper.title }],
    publisher: 'arXiv',
    publicationYear: Number(paper.modified.slice(0, 4)),
    descriptions: [{ description: paper.abstract, descriptionType: 'Abstract' }],
    url: `https://arxiv.org/abs/${paper.id}`,
    state: 'findable',
    citationCount: citations,
  }
  return json({ data: { id: doi, type: 'dois', attributes } })
}
