// Papers that are near each other in meaning tend to answer the same question (van Rijsbergen's cluster hypothesis), so
// each of the best takes a part of its score from its neighbours among the best (score regularisation, Diaz 2005):
//
//   new(d) = (1 - share) · score(d) + share · Σ over the nearest of d of cosine² · score / Σ of cosine²
//
// It lifts what stands among good papers and sinks what only shares words with the question. What is best by far stays
// so: it keeps most of its own score.

import { byScore, type Scored } from '../lexical/top-documents.ts'
import { bitsOf } from '../set-bits.ts'

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
    let [sum, theirs] = [0, 0]
    for (const { weight, place } of nearest(rows, at, best.length)) {
      sum += weight
      theirs += weight * (best[place]?.score ?? 0)
    }
    if (sum === 0) return own
    return { ...own, score: (1 - neighbours.share) * own.score + neighbours.share * (theirs / sum) }
  })
  // None of them falls below the last of the best, so the rest still follows.
  return [...moved.sort(byScore), ...ranked.slice(best.length)]
}

interface Neighbour {
  place: number
  weight: number
}

/** Of the row of one place; the first of equals first. */
function nearest(rows: Float64Array, one: number, count: number): Neighbour[] {
  const near: Neighbour[] = []
  for (let place = 0; place < count; place++) {
    const weight = rows[one * count + place] ?? 0
    const isFull = near.length === neighbours.nearest
    if (weight <= (isFull ? (near.at(-1)?.weight ?? 0) : 0)) continue
    if (isFull) near.pop()
    let at = near.length
    while (at > 0 && (near[at - 1]?.weight ?? 0) < weight) at--
    near.splice(at, 0, { place, weight })
  }
  return near
}

/** Row after row, by place and place; 0 with itself, where a vector is missing, and where vectors point apart. */
function closenessOf(signs: readonly Signs[]): Float64Array {
  const count = signs.length
  const rows = new Float64Array(count * count)
  for (let one = 0; one < count; one++) {
    for (let other = 0; other < one; other++) {
      const close = closeness(signs[one] ?? null, signs[other] ?? null)
      rows[one * count + other] = close
      rows[other * count + one] = close
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
  for (let word = 0; word < a.length; word++) differing += bitsOf((a[word] ?? 0) ^ (b[word] ?? 0))
  return Math.max(0, Math.cos((Math.PI * differing) / (a.length * 32))) ** 2
}
