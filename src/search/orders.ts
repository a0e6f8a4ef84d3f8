// Orders other than relevance, over all documents of a set of masks.

import type { Mask } from './lexical/max-score.ts'
import { type Scored, TopDocuments } from './lexical/top-documents.ts'
import { documentsOf, NO_DAY, type SegmentData } from './segment/segment-data.ts'
import { findId, type Snapshot } from './segment/snapshot.ts'

/** Scores are days since 1970-01-01; documents without a day come last. */
export function newestFirst(snapshot: Snapshot, masks: readonly Mask[], limit: number): Scored[] {
  return topOf(snapshot, masks, limit, ({ days }, document) => days[document] ?? NO_DAY)
}

/** Largest number first, documents without one by their day behind them. Scores are the numbers. */
export function sortedBy(
  snapshot: Snapshot,
  masks: readonly Mask[],
  numbers: ReadonlyMap<string, number>,
  limit: number,
): Scored[] {
  const numbered = numberedDocuments(snapshot, numbers)
  const top = new TopDocuments(limit)
  for (const { view, document, number } of numbered) {
    if (masks[view]?.[document] !== 0) top.offer((snapshot.views[view]?.base ?? 0) + document, number)
  }
  const first = top.sorted()
  if (first.length === limit) return first
  const known = new Set(first.map(({ document }) => document))
  const rest = newestFirst(snapshot, masks, limit).filter(({ document }) => !known.has(document))
  return [...first, ...rest.map(({ document }) => ({ document, score: 0 }))].slice(0, limit)
}

interface NumberedDocument {
  /** Place of its segment. */
  view: number
  document: number
  number: number
}

/** Looking up thousands of ids takes longer than the rest of a query, and the same numbers come again. */
const placed = new WeakMap<
  Snapshot,
  { numbers: ReadonlyMap<string, number>; documents: NumberedDocument[] }
>()

function numberedDocuments(snapshot: Snapshot, numbers: ReadonlyMap<string, number>): NumberedDocument[] {
  const known = placed.get(snapshot)
  if (known?.numbers === numbers) return known.documents
  const documents = [...numbers].flatMap(([id, number]) => {
    const place = findId(snapshot, id)
    return place ? [{ view: snapshot.views.indexOf(place.view), document: place.document, number }] : []
  })
  placed.set(snapshot, { numbers, documents })
  return documents
}

function topOf(
  { views }: Snapshot,
  masks: readonly Mask[],
  limit: number,
  scoreOf: (data: SegmentData, document: number) => number,
): Scored[] {
  const top = new TopDocuments(limit)
  views.forEach(({ data, base }, at) => {
    const mask = masks[at] ?? null
    for (let document = 0; document < documentsOf(data); document++) {
      if (mask?.[document] !== 0) top.offer(base + document, scoreOf(data, document))
    }
  })
  return top.sorted()
}
