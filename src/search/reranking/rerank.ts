// The first pages once more, by what only the best papers together can tell.

import type { Scored } from '../lexical/top-documents.ts'
import { placeOf, type Snapshot } from '../segment/snapshot.ts'
import { vectorOf } from '../semantic/semantic-best.ts'
import { withFeedback } from './feedback.ts'
import { neighbours, withNeighbours } from './neighbours.ts'

/** `fused`: scores from 0 to 1, best first; `asked`: the query's own terms. Only the order of the first 200 changes. */
export function rerank(snapshot: Snapshot, fused: readonly Scored[], asked: ReadonlySet<string>): Scored[] {
  const ranked = withFeedback(snapshot, fused, asked)
  const vectors = ranked
    .slice(0, neighbours.depth)
    .map(({ document }) => vectorOf(placeOf(snapshot, document)))
  return withNeighbours(ranked, vectors)
}
