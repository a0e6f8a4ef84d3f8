// How the papers found spread over categories and years.

import type { Scored } from './lexical/top-documents.ts'
import { NO_DAY } from './segment/segment-data.ts'
import { placeOf, type Snapshot } from './segment/snapshot.ts'
import { stringAt } from './segment/string-table.ts'

export interface Facet {
  value: string
  documents: number
}

export interface Facets {
  /** Most frequent first, at most 30. */
  categories: Facet[]
  /** Newest first. */
  years: Facet[]
}

const MOST_CATEGORIES = 30
const DAY_MS = 86_400_000

/** Counts all categories of each paper, not only the primary one. */
export function facetsOf(snapshot: Snapshot, found: readonly Scored[]): Facets {
  const categories = new Map<string, number>()
  const years = new Map<string, number>()
  for (const { document: number } of found) {
    const { view, document } = placeOf(snapshot, number)
    const { data } = view
    const end = data.categoryOffsets[document + 1] ?? 0
    for (let at = data.categoryOffsets[document] ?? 0; at < end; at++) {
      increment(categories, stringAt(data.categories, data.categoryNumbers[at] ?? 0))
    }
    const day = data.days[document] ?? NO_DAY
    if (day !== NO_DAY) increment(years, String(new Date(day * DAY_MS).getUTCFullYear()))
  }
  return {
    categories: facets(categories)
      .sort((a, b) => b.documents - a.documents || (a.value < b.value ? -1 : 1))
      .slice(0, MOST_CATEGORIES),
    years: facets(years).sort((a, b) => Number(b.value) - Number(a.value)),
  }
}

function increment(counts: Map<string, number>, value: string): void {
  counts.set(value, (counts.get(value) ?? 0) + 1)
}

const facets = (counts: Map<string, number>): Facet[] =>
  [...counts].map(([value, documents]) => ({ value, documents }))
