// What pages, commands and programs ask of the search: everything ever listed, by words and by meaning.

import type { PaperId } from '../papers/paper.ts'
import type { Ignored, Query } from '../search/query/query.ts'
import type { StandingMatch, StandingQuery } from '../search/standing-queries.ts'
import type { IndexFigures } from './index-figures.ts'

/** `hybrid`: both halves together. */
export const modes = ['hybrid', 'lexical', 'semantic'] as const
export type Mode = (typeof modes)[number]

/** Characters of a query that are read over HTTP, and kept. */
export const LONGEST_QUERY = 250

/** All but `relevance` sort the papers that hold all words of the query. */
export const orders = ['relevance', 'newest', 'upvotes'] as const
export type Order = (typeof orders)[number]

export interface FindQuestion {
  query: Query
  mode?: Mode
  order?: Order
  /** Results to pass over. */
  offset: number
  limit: number
}

export interface Facet {
  value: string
  papers: number
}

export interface FindAnswer {
  /** Best first; the store has the rest of what is known of them. */
  hits: { id: PaperId; score: number }[]
  /** Papers that match. */
  total: number
  /** How many of them paging reaches. */
  reachable: number
  facets: { categories: Facet[]; years: Facet[] }
  /** A query with words as papers spell them, where the one asked finds little. */
  suggestion?: string
  /** What the index could not use of the query. */
  ignored: Ignored[]
  /** The store is empty: these are papers of the sample edition. */
  isSample?: true
}

/** For programs, which are never told of the sample edition. */
export const ofTheStore = (answer: FindAnswer): FindAnswer =>
  answer.isSample ? { ...answer, hits: [], total: 0, reachable: 0 } : answer

export interface SimilarPaper {
  id: PaperId
  score: number
  /** Words that tie it to the other paper, strongest first. */
  because: string[]
}

export interface SomePapers {
  /** A few hundred at most. */
  ids: readonly PaperId[]
  /** Number of the store's last change: asked for with the same they are read once. */
  seq: number
}

export interface Suggestions {
  papers: { id: PaperId }[]
  authors: { name: string; papers: number }[]
  terms: string[]
}

export type FinderState =
  | { kind: 'ready' }
  | { kind: 'building'; done: number; total: number }
  | { kind: 'unavailable'; why: string }

export interface Finder {
  find(question: FindQuestion): Promise<FindAnswer>
  /** Papers near in meaning and words, nearest first; none for an id that the index does not know. */
  similar(id: PaperId, limit: number): Promise<SimilarPaper[]>
  /** What a beginning of a query may become. */
  suggest(prefix: string): Promise<Suggestions>
  /** By query those of some papers that it finds. Cheap for many queries at once. */
  match(papers: SomePapers, queries: readonly StandingQuery[]): Promise<StandingMatch[][]>
  /** Cosine of the paper of that rank among those nearest to the query; null where there are not so many. */
  nearnessAt(query: Query, rank: number): Promise<number | null>
  state(): FinderState
  figures(): IndexFigures
}
