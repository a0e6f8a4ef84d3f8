// Sets of documents by the terms they hold, unranked: how many match a query, and which hold all its words.

import { documentsOf } from '../segment/segment-data.ts'
import { type SegmentView, termAt } from '../segment/segment-view.ts'
import { bitsOf } from '../set-bits.ts'
import type { Mask } from './max-score.ts'

/** How many documents hold at least one of the terms. */
export function countMatches(
  views: readonly SegmentView[],
  terms: readonly string[],
  masks: readonly Mask[],
): number {
  return views.reduce((sum, view, at) => sum + countInSegment(view, terms, masks[at] ?? null), 0)
}

/** A bit a document, so that all of them stay in the nearest cache. */
function countInSegment({ data }: SegmentView, terms: readonly string[], mask: Mask): number {
  const { postingOffsets, postingDocuments } = data
  const seen = new Uint32Array(Math.ceil(documentsOf(data) / 32))
  for (const term of terms) {
    const rank = termAt(data, term)
    if (rank < 0) continue
    const end = postingOffsets[rank + 1] ?? 0
    for (let at = postingOffsets[rank] ?? 0; at < end; at++) {
      const document = postingDocuments[at] ?? 0
      seen[document >>> 5] = (seen[document >>> 5] ?? 0) | (1 << (document & 31))
    }
  }
  return mask === null ? bitsIn(seen) : bitsWithin(seen, mask)
}

function bitsIn(seen: Uint32Array): number {
  let count = 0
  for (let word = 0; word < seen.length; word++) count += bitsOf(seen[word] ?? 0)
  return count
}

function bitsWithin(seen: Uint32Array, mask: Uint8Array): number {
  let count = 0
  for (let document = 0; document < mask.length; document++)
    count += ((seen[document >>> 5] ?? 0) >>> (document & 31)) & (mask[document] ?? 0)
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
    const mask = masks[at]?.slice() ?? new Uint8Array(held.length).fill(1)
    for (let document = 0; document < held.length; document++)
      if (held[document] !== terms.length) mask[document] = 0
    return mask
  })
}

function eachPosting({ data }: SegmentView, term: string, visit: (document: number) => void): void {
  const rank = termAt(data, term)
  if (rank < 0) return
  const end = data.postingOffsets[rank + 1] ?? 0
  for (let at = data.postingOffsets[rank] ?? 0; at < end; at++) visit(data.postingDocuments[at] ?? 0)
}
