// What the index is told of a paper. The engine knows nothing else of papers, stores or pages.

/** What a paper may have beside its text; a position in this list is a bit of the index, so only append. */
export const traits = ['code', 'project', 'data', 'model', 'demo', 'media', 'listed', 'withdrawn'] as const

export type Trait = (typeof traits)[number]

export interface SearchDocument {
  id: string
  /** The store's change number: an index agrees with the store when ids and numbers do. */
  seq: number
  /** May hold LaTeX. */
  title: string
  abstract: string
  /** Names in order. */
  authors: readonly string[]
  /** Primary first. */
  categories: readonly string[]
  /** Days since 1970-01-01 (UTC) of the first version; null where unknown. */
  day: number | null
  traits: readonly Trait[]
}
