// The documents that a query may find at all, segment by segment.

import type { Mask } from '../lexical/max-score.ts'
import type { Clause, Query } from '../query/query.ts'
import { documentsOf } from '../segment/segment-data.ts'
import type { SegmentView } from '../segment/segment-view.ts'
import { clauseMask, once } from './clause-mask.ts'
import { type LoosePhrases, loosePhrases } from './costly-phrases.ts'
import { applyFilters, hasFilters } from './filter-mask.ts'

type Conditions = Pick<Query, 'required' | 'excluded' | 'filters'>

/** By view: 1 for documents that are there and fulfil all conditions; null where all do. */
export function queryMasks(
  views: readonly SegmentView[],
  conditions: Conditions,
  loose = loosePhrases(views, conditions),
): Mask[] {
  return views.map((view) => queryMask(view, conditions, loose))
}

function queryMask(
  { data, alive }: SegmentView,
  { required, excluded, filters }: Conditions,
  loose: LoosePhrases,
): Mask {
  if (required.length === 0 && excluded.length === 0 && !hasFilters(filters)) return alive
  const mask = alive?.slice() ?? new Uint8Array(documentsOf(data)).fill(1)
  const masksOf = (clauses: readonly Clause[]) =>
    new Set(once(clauses).map((clause) => clauseMask(data, clause, loose)))
  for (const other of masksOf(required)) keep(mask, other, 1)
  for (const other of masksOf(excluded)) keep(mask, other, 0)
  applyFilters(data, filters, mask)
  return mask
}

function keep(mask: Uint8Array, other: Uint8Array, wanted: 0 | 1): void {
  for (let document = 0; document < mask.length; document++) {
    if (other[document] !== wanted) mask[document] = 0
  }
}

export function countIn(views: readonly SegmentView[], masks: readonly Mask[]): number {
  return views.reduce(
    (sum, view, at) => sum + (masks[at]?.reduce((ones, one) => ones + one, 0) ?? view.documents),
    0,
  )
}
