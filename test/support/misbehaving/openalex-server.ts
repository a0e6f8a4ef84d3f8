// OpenAlex: works by DOI, up to a hundred at once.

import type { GeneratedPaper } from './generated-paper.ts'
import { type Asked, countIn, json, type Reply, type Route } from './reply.ts'
import { numberOf } from './seeded.ts'
import { citationsIn, type World } from './world.ts'

const mostNamed = 100

export function openalexRoute(world: World): Route {
  return {
    format: 'json',
    matches: (path) => path.startsWith('/openalex/works'),
    twists: () => [],
    answer: (asked) => (asked.path === '/openalex/works' ? several(asked, world) : one(asked, world)),
  }
}

function several({ query }: Asked, world: World): Reply {
  const named = /(?:^|,)doi:([^,]+)/.exec(query.get('filter') ?? '')?.[1]?.split('|') ?? []
  const size = countIn(query, 'per-page', countIn(query, 'per_page', 25) ?? 25)
  if (named.length > mostNamed || size === null || size < 1 || size > 200) {
    const message = `More than ${mostNamed} values in a filter, or per-page not from 1 to 200.`
    return json({ error: 'Invalid query parameters error.', message }, 400)
  }
  const works = [...new Set(named.map(bare))].map((doi) => workOf(doi, world)).filter((work) => work !== null)
  const page = (countIn(query, 'page', 1) ?? 1) - 1
  return json({
    meta: { count: works.length, db_response_time_ms: 4, page: page + 1, per_page: size, groups_count: null },
    results: works.slice(page * size, (page + 1) * size),
    group_by: [],
  })
}

function one({ path }: Asked, world: World): Reply {
  const work = workOf(bare(decodeURIComponent(path.slice('/openalex/works/'.length))), world)
  const body = '<!doctype html>\n<html lang=en>\n<title>404 Not Found</title>\n<h1>Not Found</h1>\n'
  return work ? json(work) : { status: 404, type: 'text/html', body }
}

const bare = (doi: string): string =>
  doi
    .replace(/^doi:/i, '')
    .replace(/^https?:\/\/doi\.org\//i, '')
    .toLowerCase()

function workOf(doi: string, world: World) {
  const paper = world.byDoi(doi)
  const citations = citationsIn('openalex', world.seed, doi)
  if (!paper || citations === null) return null
  const id = `https://openalex.org/W${4_000_000_000 + (numberOf(doi) % 1_000_000_000)}`
  const day = paper.versions[0]?.at.slice(0, 10) ?? ''
  return {
    id,
    doi: `https://doi.org/${doi}`,
    title: paper.title,
    display_name: paper.title,
    publication_year: Number(day.slice(0, 4)),
    publication_date: day,
    ids: { openalex: id, doi: `https://doi.org/${doi}` },
    language: 'en',
    type: 'preprint',
    authorships: paper.authors.map((name) => ({ author: { id: null, display_name: name, orcid: null } })),
    cited_by_count: citations,
    is_retracted: false,
    abstract_inverted_index: invertedIndex(paper),
  }
}

function invertedIndex({ abstract }: GeneratedPaper): Record<string, number[]> {
  const index = new Map<string, number[]>()
  for (const [at, word] of abstract.split(' ').entries()) index.set(word, [...(index.get(word) ?? []), at])
  return Object.fromEntries(index)
}
