// Who searches mostly looks for what somebody found worth reading, so a paper that stood on a list goes before one that
// matches as well: evidence that does not depend on the query (Craswell et al. 2005).
//
//   new(d) = score(d) + share, where d was listed
//
// A small share decides between papers that are nearly as good. It never brings up what hardly matches.

import { byScore, type Scored } from '../lexical/top-documents.ts'
import { traits } from '../search-document.ts'
import { placeOf, type Snapshot } from '../segment/snapshot.ts'

export const listed = {
  /** From .05 to .1 papers of no list are found as before. */
  share: 0.08,
  /** The first so many are ranked anew. */
  depth: 200,
} as const

const listedBit = 1 << traits.indexOf('listed')

/** `ranked`: scores from 0 to about 1, best first. */
export function withListed(snapshot: Snapshot, ranked: readonly Scored[]): Scored[] {
  const moved = ranked
    .slice(0, listed.depth)
    .map((own) => (isListed(snapshot, own.document) ? { ...own, score: own.score + listed.share } : own))
  // Scores only grew, so the rest still follows.
  return [...moved.sort(byScore), ...ranked.slice(listed.depth)]
}

function isListed(snapshot: Snapshot, number: number): boolean {
  const { view, document } = placeOf(snapshot, number)
  return ((view.data.traits[document] ?? 0) & listedBit) !== 0
}
