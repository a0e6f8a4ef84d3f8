// The documents nearest to a query over all segments.

import type { VectorQuery, VectorScan } from './vector-scan.ts'

export interface Nearest {
  /** Position in the list of scans. */
  segment: number
  document: number
  /** Cosine. */
  score: number
}

export interface NearestOptions {
  /** By segment a byte a document, 0 where it may not be found; null: all may. */
  allowed: readonly (Uint8Array | null)[]
  count: number
}

// Measured on 420,000 papers, see models/README.md: what the coarser looks must let through so that the ten best are
// nearly always those of exact vectors.
const fewestOfPrefix = 16_000
const fewestOfBits = 2_000

/**
 * The best first; equal scores by segment and document. Segments without vectors (null) and documents without one
 * are left out; a query of zeros finds nothing.
 */
export function nearest(
  scans: readonly (VectorScan | null)[],
  query: VectorQuery,
  { allowed, count }: NearestOptions,
): Nearest[] {
  if (query.isZero || count <= 0) return []
  const prefix = scans.map((scan) => scan?.prefixDistances(query) ?? noDistances)
  const coarse = closest(prefix, allowed, Math.max(fewestOfPrefix, 8 * count))
  const distances = scans.map(
    (scan, segment) => scan?.distances(query, coarse[segment] ?? noDocuments) ?? noDistances,
  )
  const places = closest(
    distances,
    distances.map(() => null),
    Math.max(fewestOfBits, count),
  )
  return scans
    .flatMap((scan, segment) => {
      const documents = (places[segment] ?? noDocuments).map((place) => coarse[segment]?.[place] ?? 0)
      const scores = scan?.scores(query, documents) ?? new Float32Array(0)
      return Array.from(documents, (document, at) => ({ segment, document, score: scores[at] ?? 0 }))
    })
    .filter(({ score }) => score !== 0)
    .sort((a, b) => b.score - a.score || a.segment - b.segment || a.document - b.document)
    .slice(0, count)
}

const noDistances = new Uint16Array(0)
const noDocuments = new Uint32Array(0)

/** By list the positions of the `wanted` smallest distances over all lists, and of all that equal the largest of them. */
function closest(
  lists: readonly Uint16Array[],
  allowed: readonly (Uint8Array | null)[],
  wanted: number,
): Uint32Array<ArrayBuffer>[] {
  const histogram = new Uint32Array(65_536)
  lists.forEach((distances, segment) => {
    const mask = allowed[segment]
    for (let at = 0; at < distances.length; at++) {
      const distance = distances[at] ?? 0
      if (!mask || mask[at]) histogram[distance] = (histogram[distance] ?? 0) + 1
    }
  })
  let found = 0
  let limit = 0
  for (; limit < histogram.length; limit++) {
    found += histogram[limit] ?? 0
    if (found >= wanted) break
  }
  return lists.map((distances, segment) => positionsWithin(distances, allowed[segment] ?? null, limit))
}

function positionsWithin(
  distances: Uint16Array,
  mask: Uint8Array | null,
  limit: number,
): Uint32Array<ArrayBuffer> {
  const found: number[] = []
  for (let at = 0; at < distances.length; at++) {
    if ((distances[at] ?? 0) <= limit && (!mask || mask[at])) found.push(at)
  }
  return Uint32Array.from(found)
}
