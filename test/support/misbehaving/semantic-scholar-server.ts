// Semantic Scholar: one paper, or up to 500 at once with null for unknown ones.

import type { GeneratedPaper } from './generated-paper.ts'
import { type Asked, json, type Reply, type Route } from './reply.ts'
import { numberOf } from './seeded.ts'
import { citationsIn, type World } from './world.ts'

const mostNamed = 500
const paths = /^(?:\/graph\/v1)?\/paper\/(.+)$/

export function semanticScholarRoute(world: World): Route {
  return {
    format: 'json',
    matches: (path) => paths.test(path),
    twists: () => [],
    answer: (asked) => {
      const name = decodeURIComponent(paths.exec(asked.path)?.[1] ?? '')
      return name === 'batch' ? several(asked, world) : one(name, world)
    },
  }
}

function several({ method, body }: Asked, world: World): Reply {
  const ids = method === 'POST' ? idsIn(body) : null
  if (!ids || ids.length === 0) return json({ error: 'No ids given' }, 400)
  if (ids.length > mostNamed) return json({ error: `${ids.length} ids given, ${mostNamed} at most` }, 400)
  const papers = ids.map((id) => paperOf(id, world))
  if (papers.every((paper) => paper === null)) return json({ error: 'No valid paper ids given' }, 400)
  return json(papers)
}

function idsIn(body: string): string[] | null {
  try {
    const { ids } = JSON.parse(body)
    return Array.isArray(ids) ? ids.map(String) : null
  } catch {
    return null
  }
}

function one(name: string, world: World): Reply {
  const paper = paperOf(name, world)
  return paper ? json(paper) : json({ error: `Paper with id ${name} not found` }, 404)
}

function paperOf(name: string, world: World) {
  const paper = named(name, world)
  const citations = paper && citationsIn('semantic-scholar', world.seed, paper.id)
  if (!paper || citations === null) return null
  const day = paper.versions[0]?.at.slice(0, 10) ?? null
  return {
    paperId: numberOf(paper.id).toString(16).padStart(40, '0'),
    externalIds: externalIds(paper),
    corpusId: numberOf(paper.id) % 300_000_000,
    url: 'https://www.semanticscholar.org/paper/generated',
    title: paper.title,
    abstract: null,
    venue: paper.venue ?? '',
    year: day === null ? null : Number(day.slice(0, 4)),
    publicationDate: day,
    citationCount: citations,
    influentialCitationCount: Math.floor(citations / 10),
    referenceCount: 12,
    isOpenAccess: true,
    openAccessPdf: null,
    publicationTypes: null,
    tldr: null,
    authors: paper.authors.map((author) => ({ authorId: null, name: author })),
  }
}

const externalIds = ({ id, doi }: GeneratedPaper) => ({
  ...(id.includes(':') ? {} : { ArXiv: id }),
  ...(doi ? { DOI: doi } : {}),
  ...(id.startsWith('acl:') ? { ACL: id.slice(4) } : {}),
  CorpusId: numberOf(id) % 300_000_000,
})

function named(name: string, world: World): GeneratedPaper | null {
  const [, kind = '', id = ''] = /^(?:(arxiv|doi|acl):)?(.*)$/i.exec(name) ?? []
  if (kind.toLowerCase() === 'arxiv') return world.arxivById(id)
  if (kind.toLowerCase() === 'acl') return world.byDoi(`10.18653/v1/${id}`)
  return kind.toLowerCase() === 'doi' || id.startsWith('10.') ? world.byDoi(id) : null
}
