// A paper's row as the index is told of it.

import type { Author, Link } from '../papers/paper.ts'
import type { SearchDocument, Trait } from '../search/search-document.ts'
import type { IndexedRow } from './queries.ts'

const DAY_MS = 86_400_000

/** Links of other kinds lead to the paper itself. */
const traitOfLink: Partial<Record<Link['kind'], Trait>> = {
  code: 'code',
  project: 'project',
  data: 'data',
  model: 'model',
  demo: 'demo',
}

export function paperDocument(row: IndexedRow): SearchDocument {
  return {
    id: row.id,
    seq: row.change_seq,
    title: row.title,
    abstract: row.abstract,
    authors: listOf<Author>(row.authors)
      .filter(({ hidden }) => !hidden)
      .map(({ name }) => name),
    categories: listOf<string>(row.categories),
    day: row.published_at === null ? null : Math.floor(row.published_at / DAY_MS),
    traits: traitsOf(row),
  }
}

function traitsOf({ links, media, listed, withdrawn }: IndexedRow): Trait[] {
  const found = new Set<Trait>()
  for (const { kind } of listOf<Link>(links)) {
    const trait = traitOfLink[kind]
    if (trait) found.add(trait)
  }
  if (media !== '[]') found.add('media')
  if (listed === 1) found.add('listed')
  if (withdrawn === 1) found.add('withdrawn')
  return [...found]
}

const listOf = <T>(json: string): T[] => (json === '[]' ? [] : JSON.parse(json))
