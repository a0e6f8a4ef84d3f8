// A search without an engine, for tests of what pages make of its answers: a paper is found by any of the query's
// words in its title or abstract, narrowed by its filters and authors.

import type { FindAnswer, Finder, FinderState, FindQuestion } from '../../src/finding/finder.ts'
import { noLag } from '../../src/finding/index-figures.ts'
import type { PaperRecord } from '../../src/papers/paper.ts'
import type { Query } from '../../src/search/query/query.ts'

export interface FinderFacts {
  state?: FinderState
  suggestion?: string
  ignored?: FindAnswer['ignored']
  /** Paging reaches no further. */
  reachable?: number
  /** Instead of what `similar` answers by itself: all other papers, for the words of their titles. */
  similar?: Finder['similar']
}

/** Finds among these papers. */
export function finderOver(records: readonly PaperRecord[] = [], facts: FinderFacts = {}): Finder {
  return {
    find: async (question) => answer(records, question, facts),
    similar:
      facts.similar ??
      (async (id, limit) =>
        records
          .filter((paper) => paper.id !== id)
          .slice(0, limit)
          .map((paper) => ({ id: paper.id, score: 1, because: wordsOf(paper.title).slice(0, 2) }))),
    suggest: async (prefix) => ({
      papers: records.filter(({ title }) => begins(title, prefix)).map(({ id }) => ({ id })),
      authors: [...new Set(records.flatMap(({ authors }) => authors.map(({ name }) => name)))]
        .filter((name) => begins(name, prefix))
        .map((name) => ({ name, papers: records.filter((paper) => isBy(paper, name)).length })),
      terms: [...new Set(records.flatMap(({ title }) => wordsOf(title)))].filter((word) =>
        begins(word, prefix),
      ),
    }),
    match: async ({ ids }, queries) =>
      queries.map(({ query }) =>
        records
          .filter((paper) => ids.includes(paper.id) && fits(paper, query))
          .map(({ id }) => ({ id, holdsAll: true, nearness: null })),
      ),
    nearnessAt: async () => null,
    figures: () => noLag,
    state: () => facts.state ?? { kind: 'ready' },
  }
}

function answer(
  records: readonly PaperRecord[],
  { query, order = 'relevance', offset, limit }: FindQuestion,
  { suggestion, ignored = [], reachable = 1000 }: FinderFacts,
): FindAnswer {
  const found = records.filter((paper) => fits(paper, query))
  if (order === 'newest') found.sort((a, b) => ((a.published ?? '') < (b.published ?? '') ? 1 : -1))
  if (order === 'upvotes') found.sort((a, b) => b.recordedVotes - a.recordedVotes)
  const years = found.flatMap(({ published }) => (published ? [published.slice(0, 4)] : []))
  return {
    hits: found.slice(offset, Math.min(offset + limit, reachable)).map(({ id }) => ({ id, score: 1 })),
    total: found.length,
    reachable: Math.min(found.length, reachable),
    facets: { categories: counts(found.flatMap(({ categories }) => categories)), years: counts(years) },
    ...(suggestion === undefined ? {} : { suggestion }),
    ignored,
  }
}

function fits(paper: PaperRecord, { words, required, filters }: Query): boolean {
  const text = wordsOf(`${paper.title} ${paper.abstract}`)
  const day = Date.parse((paper.published ?? '').slice(0, 10)) / 86_400_000
  return (
    (words.length === 0 || words.some((word) => text.includes(word.toLowerCase()))) &&
    required.every(
      (clause) => !('text' in clause) || clause.field !== 'author' || isBy(paper, clause.text),
    ) &&
    (filters.categories.length === 0 || filters.categories.some((one) => paper.categories.includes(one))) &&
    !(
      day < (filters.after ?? Number.NEGATIVE_INFINITY) || day > (filters.before ?? Number.POSITIVE_INFINITY)
    ) &&
    (!filters.has.some((trait) => trait === 'code') || paper.links.some(({ kind }) => kind === 'code'))
  )
}

function counts(values: string[]): { value: string; papers: number }[] {
  const sums = new Map<string, number>()
  for (const value of values) sums.set(value, (sums.get(value) ?? 0) + 1)
  return [...sums].map(([value, papers]) => ({ value, papers })).sort((a, b) => b.papers - a.papers)
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/\p{L}+/gu) ?? []

const begins = (text: string, prefix: string) => text.toLowerCase().startsWith(prefix.toLowerCase())

const isBy = (paper: PaperRecord, name: string) =>
  paper.authors.some((author) => author.name.toLowerCase().includes(name.toLowerCase()))
