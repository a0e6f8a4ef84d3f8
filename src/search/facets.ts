// How the papers found spread over categories and years.

import type { Scored } from './lexical/top-documents.ts'
import { NO_DAY } from './segment/segment-data.ts'
import type { SegmentView } from './segment/segment-view.ts'
import { placeOf, type Snapshot } from './segment/snapshot.ts'
import { countOf, stringAt } from './segment/string-table.ts'

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
  const categories = new Map<SegmentView, Uint32Array>()
  const years = new Map<number, number>()
  for (const { document: number } of found) {
    const { view, document } = placeOf(snapshot, number)
    const { data } = view
    const counts = categories.get(view) ?? new Uint32Array(countOf(data.categories))
    categories.set(view, counts)
    const end = data.categoryOffsets[document + 1] ?? 0
    for (let at = data.categoryOffsets[document] ?? 0; at < end; at++) {
      const category = data.categoryNumbers[at] ?? 0
      counts[category] = (counts[category] ?? 0) + 1
    }
    const day = data.days[document] ?? NO_DAY
    if (day !== NO_DAY) increment(years, yearOf(day))
  }
  return {
    categories: facets(byName(categories))
      .sort((a, b) => b.documents - a.documents || (a.value < b.value ? -1 : 1))
      .slice(0, MOST_CATEGORIES),
    years: [...years]
      .sort(([a], [b]) => b - a)
      .map(([year, documents]) => ({ value: String(year), documents })),
  }
}

/** Years of days asked for before, from 1970 on; 0 for others. */
const knownYears = new Uint16Array(65_536)

/** A date a day, not a date a paper. */
function yearOf(day: number): number {
  const known = knownYears[day] ?? 0
  if (known > 0) return known
  const year = new Date(day * DAY_MS).getUTCFullYear()
  if (day >= 0 && day < knownYears.length) knownYears[day] = year
  return year
}

/** Names are made once a segment, not once a paper. */
function byName(categories: ReadonlyMap<SegmentView, Uint32Array>): Map<string, number> {
  const named = new Map<string, number>()
  for (const [{ data }, counts] of categories) {
    counts.forEach((count, category) => {
      if (count > 0) increment(named, stringAt(data.categories, category), count)
    })
  }
  return named
}

function increment<K>(counts: Map<K, number>, value: K, by = 1): void {
  counts.set(value, (counts.get(value) ?? 0) + by)
}

const facets = (counts: Map<string, number>): Facet[] =>
  [...counts].map(([value, documents]) => ({ value, documents }))
