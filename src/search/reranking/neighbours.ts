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
  share: 0.35,
} as const

/** The signs of a document's vector, a bit a dimension; null for a document without one. */
export type Signs = Uint32Array | null

/** `ranked` best first; `signs` by place in it, at least for the first `depth`. */
export function withNeighbours(ranked: readonly Scored[], signs: readonly Signs[]): Scored[] {
  const best = ranked.slice(0, neighbours.depth)
  const rows = closenessOf(signs.slice(0, best.length))
  const moved = best.map((own, at) => {
    const near = nearest(rows[at] ?? new Float64Array(0))
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

const nearest = (row: Float64Array): Neighbour[] =>
  Array.from(row, (weight, place) => ({ place, weight }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.place - b.place)
    .slice(0, neighbours.nearest)

/** By place and place; 0 with itself, where a vector is missing, and where vectors point apart. */
function closenessOf(signs: readonly Signs[]): Float64Array[] {
  const rows = signs.map(() => new Float64Array(signs.length))
  for (let one = 0; one < signs.length; one++) {
    for (let other = 0; other < one; other++) {
      const close = closeness(signs[one] ?? null, signs[other] ?? null)
      rows[one]?.fill(close, other, other + 1)
      rows[other]?.fill(close, one, one + 1)
    }
  }
  return rows
}

/**
 * cosine², estimated from the signs: the share of those that differ is the angle in half turns (Charikar 2002). As good
 * here as the whole vectors, for a hundredth of the time.
 */
function closeness(a: Signs, b: Signs): number {
  if (!a || !b) return 0
  let differing = 0
  for (let word = 0; word < a.length; word++) differing += ones((a[word] ?? 0) ^ (b[word] ?? 0))
  return Math.max(0, Math.cos((Math.PI * differing) / (a.length * 32))) ** 2
}

/** How many bits of 32 are set. */
function ones(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555)
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
