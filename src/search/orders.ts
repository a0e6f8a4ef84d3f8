// Orders other than relevance, over all documents of a set of masks.

import type { Mask } from './lexical/max-score.ts'
import { type Scored, TopDocuments } from './lexical/top-documents.ts'
import { NO_DAY, type SegmentData } from './segment/segment-data.ts'
import { documentsWithIds } from './segment/segment-view.ts'
import type { Snapshot } from './segment/snapshot.ts'

/** Scores are days since 1970-01-01; documents without a day come last. */
export function newestFirst({ views }: Snapshot, masks: readonly Mask[], limit: number): Scored[] {
  const top = new TopDocuments(limit)
  views.forEach(({ data, base }, at) => {
    const mask = masks[at] ?? null
    const { days } = data
    for (let document = 0; document < days.length; document++) {
      const day = days[document] ?? NO_DAY
      // Nearly all are too old; an equal day may still be one of an earlier number.
      if (day >= top.threshold && mask?.[document] !== 0) top.offer(base + document, day)
    }
  })
  return top.sorted()
}

/** Largest number first, documents without one by their day behind them. Scores are the numbers. */
export function sortedBy(
  snapshot: Snapshot,
  masks: readonly Mask[],
  numbers: ReadonlyMap<string, number>,
  limit: number,
): Scored[] {
  const top = new TopDocuments(limit)
  snapshot.views.forEach(({ data, base }, at) => {
    const mask = masks[at] ?? null
    for (const { document, number } of numberedDocuments(data, numbers)) {
      if (mask?.[document] !== 0) top.offer(base + document, number)
    }
  })
  const first = top.sorted()
  if (first.length === limit) return first
  const known = new Set(first.map(({ document }) => document))
  const rest = newestFirst(snapshot, masks, limit).filter(({ document }) => !known.has(document))
  return [...first, ...rest.map(({ document }) => ({ document, score: 0 }))].slice(0, limit)
}

interface NumberedDocument {
  document: number
  number: number
}

/** Looking up thousands of ids takes longer than the rest of a query, and the same numbers come again. */
const placed = new WeakMap<
  SegmentData,
  { numbers: ReadonlyMap<string, number>; documents: NumberedDocument[] }
>()

/** Replaced documents too: masks know of those. */
function numberedDocuments(data: SegmentData, numbers: ReadonlyMap<string, number>): NumberedDocument[] {
  const known = placed.get(data)
  if (known?.numbers === numbers) return known.documents
  const ids = idsInOrder(numbers)
  const documents: NumberedDocument[] = []
  documentsWithIds(
    data,
    ids.map(({ key }) => key),
  ).forEach((document, at) => {
    if (document >= 0) documents.push({ document, number: ids[at]?.number ?? 0 })
  })
  placed.set(data, { numbers, documents })
  return documents
}

/** For every segment the same. */
const sorted = new WeakMap<ReadonlyMap<string, number>, { key: Buffer; number: number }[]>()

function idsInOrder(numbers: ReadonlyMap<string, number>): { key: Buffer; number: number }[] {
  const known = sorted.get(numbers)
  if (known) return known
  const ids = Array.from(numbers, ([id, number]) => ({ key: Buffer.from(id), number }))
  ids.sort((a, b) => Buffer.compare(a.key, b.key))
  sorted.set(numbers, ids)
  return ids
}
