import type { Query } from './query.ts'

/** A text taken as words alone, whatever signs are in it. */
export function plainQuery(text: string): Query {
  return {
    text,
    words: [text],
    required: [],
    excluded: [],
    filters: { categories: [], has: [] },
    ignored: [],
  }
}
