// Words and meaning become one list: the weighted sum of both scores, each stretched to 0..1 over its own list.
//
//   fused = (1 - w) · stretched(lexical) + w · stretched(semantic)
//   stretched(score) = (score - floor) / (best - floor)
//
// The floor is what a document has that is not in the list: the last score of a list that was cut at `depth`, 0 of one
// that wasn't. Adding reciprocal ranks instead lost on every collection: the halves are not equally good, and a rank
// forgets by how much one document beat the next.

import { byScore, type Scored } from './lexical/top-documents.ts'

export interface Fusion {
  /** Of the meaning's half: 0 words alone, 1 meaning alone. */
  semanticWeight: number
  /** Length at which both lists were cut. */
  depth: number
}

/** Best first. Both lists are best first too, and a document stands in each once at most. */
export function fuse(
  lexical: readonly Scored[],
  semantic: readonly Scored[],
  { semanticWeight, depth }: Fusion,
): Scored[] {
  const sums = new Map<number, Scored>()
  for (const [list, weight] of [
    [lexical, 1 - semanticWeight],
    [semantic, semanticWeight],
  ] as const) {
    const best = list[0]?.score ?? 0
    const last = list.at(-1)?.score ?? 0
    const floor = list.length < depth ? Math.min(0, last) : last
    for (const { document, score } of list) {
      // Where all are equal, all are best.
      const stretched = best > floor ? (score - floor) / (best - floor) : 1
      const sum = sums.get(document)
      if (sum) sum.score += weight * stretched
      else sums.set(document, { document, score: weight * stretched })
    }
  }
  return [...sums.values()].sort(byScore)
}
