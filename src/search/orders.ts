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
  const byDocument = new Map<number, number>()
  for (const [id, number] of numbers) {
    const place = findId(snapshot, id)
    if (place) byDocument.set(place.view.base + place.document, number)
  }
  const numbered = new TopDocuments(limit)
  for (const [at, { data, base }] of snapshot.views.entries()) {
    const mask = masks[at] ?? null
    for (let document = 0; document < documentsOf(data); document++) {
      const number = byDocument.get(base + document)
      if (number !== undefined && mask?.[document] !== 0) numbered.offer(base + document, number)
    }
  }
  const first = numbered.sorted()
  const rest = newestFirst(snapshot, masks, limit).filter(({ document }) => !byDocument.has(document))
  return [...first, ...rest.map(({ document }) => ({ document, score: 0 }))].slice(0, limit)
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
