// Sets of documents by the terms they hold, unranked: how many match a query, and which hold all its words.

import { documentsOf } from '../segment/segment-data.ts'
import { type SegmentView, termAt } from '../segment/segment-view.ts'
import type { Mask } from './max-score.ts'

/** How many documents hold at least one of the terms. */
export function countMatches(
  views: readonly SegmentView[],
  terms: readonly string[],
  masks: readonly Mask[],
): number {
  return views.reduce((sum, view, at) => sum + countInSegment(view, terms, masks[at] ?? null), 0)
}

function countInSegment(view: SegmentView, terms: readonly string[], mask: Mask): number {
  const seen = new Uint8Array(documentsOf(view.data))
  let count = 0
  for (const term of terms) {
    eachPosting(view, term, (document) => {
      if (seen[document] === 1 || mask?.[document] === 0) return
      seen[document] = 1
      count++
    })
  }
  return count
}

/** By view: documents that hold every term, within `masks`. */
export function masksOfAllTerms(
  views: readonly SegmentView[],
  terms: readonly string[],
  masks: readonly Mask[],
): Mask[] {
  if (terms.length === 0) return [...masks]
  return views.map((view, at) => {
    const held = new Uint16Array(documentsOf(view.data))
    terms.forEach((term, step) => {
      eachPosting(view, term, (document) => {
        if (held[document] === step) held[document] = step + 1
      })
    })
    const mask = masks[at] ?? null
    return Uint8Array.from(held, (count, document) =>
      count === terms.length && mask?.[document] !== 0 ? 1 : 0,
    )
  })
}

function eachPosting({ data }: SegmentView, term: string, visit: (document: number) => void): void {
  const rank = termAt(data, term)
  if (rank < 0) return
  const end = data.postingOffsets[rank + 1] ?? 0
  for (let at = data.postingOffsets[rank] ?? 0; at < end; at++) visit(data.postingDocuments[at] ?? 0)
}
