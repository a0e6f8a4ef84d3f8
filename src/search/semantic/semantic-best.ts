// The meaning half: the documents whose vectors are nearest to the query's.

import type { Mask } from '../lexical/max-score.ts'
import type { Scored } from '../lexical/top-documents.ts'
import type { Place, Snapshot } from '../segment/snapshot.ts'
import { nearest } from './nearest.ts'
import { vectorQuery } from './vector-query.ts'

/** Best first; scores are cosines. `masks` by view. */
export function semanticBest(
  { views }: Snapshot,
  vector: Float32Array,
  masks: readonly Mask[],
  count: number,
): Scored[] {
  const scans = views.map(({ scan }) => scan)
  const found = nearest(scans, vectorQuery(vector), { allowed: masks, count })
  return found.map(({ segment, document, score }) => ({
    document: (views[segment]?.base ?? 0) + document,
    score,
  }))
}

/** A document's own vector, as far as the index keeps it. */
export const vectorOf = ({ view, document }: Place): Float32Array | null =>
  view.scan?.vectorOf(document) ?? null
