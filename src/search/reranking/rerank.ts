// The first pages once more, by what only the best papers together can tell, and by what people listed.

import type { Scored } from '../lexical/top-documents.ts'
import { placeOf, type Snapshot } from '../segment/snapshot.ts'
import { withFeedback } from './feedback.ts'
import { withListed } from './listed.ts'
import { neighbours, type Signs, withNeighbours } from './neighbours.ts'

/** `fused`: scores from 0 to 1, best first; `asked`: the query's own terms. Only the order of the first 200 changes. */
export function rerank(snapshot: Snapshot, fused: readonly Scored[], asked: ReadonlySet<string>): Scored[] {
  const ranked = withFeedback(snapshot, fused, asked)
  const regularised = withNeighbours(
    ranked,
    ranked.slice(0, neighbours.depth).map(({ document }) => signsOf(snapshot, document)),
  )
  return withListed(snapshot, regularised)
}

function signsOf(snapshot: Snapshot, number: number): Signs {
  const { view, document } = placeOf(snapshot, number)
  return view.scan?.signsOf(document) ?? null
}
