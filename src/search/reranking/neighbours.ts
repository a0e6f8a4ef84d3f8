// Papers that are near each other in meaning tend to answer the same question (van Rijsbergen's cluster hypothesis), so
// each of the best takes a part of its score from its neighbours among the best (score regularisation, Diaz 2005):
//
//   new(d) = (1 - share) · score(d) + share · Σ over the nearest of d of cosine² · score / Σ of cosine²
//
// It lifts what stands among good papers and sinks what only shares words with the question. What is best by far stays
// so: it keeps most of its own score.

import { byScore, type Scored } from '../lexical/top-documents.ts'

export const neighbours = {
  /** Of the first so many, each is looked at; the pairs grow with the square. */
  depth: 50,
  /** Nearest taken of each. */
  nearest: 10,
  /** Part of a score that the neighbours decide; from .2 to .4 it makes little difference. */
  share: 0.3,
} as const

/** `ranked` best first; `vectors` by place in it, at least for the first `depth`; null for a document without one. */
export function withNeighbours(
  ranked: readonly Scored[],
  vectors: readonly (Float32Array | null)[],
): Scored[] {
  const best = ranked.slice(0, neighbours.depth)
  const closeness = closenessOf(vectors.slice(0, best.length))
  const moved = best.map((own, at) => {
    const near = nearest(closeness[at] ?? [])
    const sum = near.reduce((total, { weight }) => total + weight, 0)
    if (sum === 0) return own
    const theirs =
      near.reduce((total, { weight, place }) => total + weight * (best[place]?.score ?? 0), 0) / sum
    return { ...own, score: (1 - neighbours.share) * own.score + neighbours.share * theirs }
  })
  // None of them falls below the last of the best, so the rest still follows.
  return [...moved.sort(byScore), ...ranked.slice(best.length)]
}

interface Neighbour {
  place: number
  weight: number
}

const nearest = (row: readonly number[]): Neighbour[] =>
  row
    .map((weight, place) => ({ place, weight }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.place - b.place)
    .slice(0, neighbours.nearest)

/** By place and place the squared cosine; 0 with itself, where a vector is missing, and where vectors point apart. */
function closenessOf(vectors: readonly (Float32Array | null)[]): number[][] {
  const rows = vectors.map(() => vectors.map(() => 0))
  for (let one = 0; one < vectors.length; one++) {
    for (let other = 0; other < one; other++) {
      const cosine = Math.max(0, dot(vectors[one] ?? null, vectors[other] ?? null))
      for (const [from, to] of [
        [one, other],
        [other, one],
      ] as const) {
        const row = rows[from]
        if (row) row[to] = cosine * cosine
      }
    }
  }
  return rows
}

function dot(a: Float32Array | null, b: Float32Array | null): number {
  if (!a || !b) return 0
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0)
  return sum
}
