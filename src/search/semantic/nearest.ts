// The documents nearest to a query over all segments.

import type { VectorQuery } from './vector-query.ts'
import type { VectorScan } from './vector-scan.ts'

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

// How many documents the coarser looks let through at least. Measured on 412,000 papers, for queries of two to six words
// as for titles and questions: 99.8 % of the exact ten nearest are among the first 5,000 by 320 bits, and all of them among
// the first 500 by all bits.
const fewestOfPrefix = 5_000
const fewestOfBits = 500

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
  const prefixLimit = limitOf(prefix, allowed, Math.max(fewestOfPrefix, 3 * count))
  const coarse = scans.map((scan, segment) =>
    permitted(scan?.prefixWithin(prefixLimit), allowed[segment] ?? null),
  )
  const distances = scans.map(
    (scan, segment) => scan?.distances(query, coarse[segment] ?? noDocuments) ?? noDistances,
  )
  const limit = limitOf(distances, [], Math.max(fewestOfBits, count))
  const found: Nearest[] = []
  scans.forEach((scan, segment) => {
    const documents = within(coarse[segment] ?? noDocuments, distances[segment] ?? noDistances, limit)
    const scores = scan?.scores(query, documents)
    for (let at = 0; scores && at < documents.length; at++) {
      const [document, score] = [documents[at] ?? 0, scores[at] ?? 0]
      if (score !== 0) found.push({ segment, document, score })
    }
  })
  return found
    .sort((a, b) => b.score - a.score || a.segment - b.segment || a.document - b.document)
    .slice(0, count)
}

/** Loops that a function a number would make three times as long. */
function within(documents: Uint32Array, distances: Uint16Array, limit: number): Uint32Array {
  const found = new Uint32Array(documents.length)
  let count = 0
  for (let at = 0; at < documents.length; at++)
    if ((distances[at] ?? 0) <= limit) found[count++] = documents[at] ?? 0
  return found.subarray(0, count)
}

const noDistances = new Uint16Array(0)
const noDocuments = new Uint32Array(0)

function permitted(documents: Uint32Array = noDocuments, mask: Uint8Array | null): Uint32Array {
  return mask === null ? documents : documents.filter((document) => mask[document] !== 0)
}

/** Vectors have fewer dimensions than a third of this. */
const mostDistance = 65_535
/** Documents by distance; made once, because new memory costs more than clearing it. */
const histogram = new Uint32Array(mostDistance + 1)

/**
 * Within which distance about `wanted` allowed positions of all lists lie: at least as many, where there are not many
 * more. Positions that are all of an equal distance are all within it.
 */
function limitOf(
  lists: readonly Uint16Array[],
  allowed: readonly (Uint8Array | null)[],
  wanted: number,
): number {
  const total = lists.reduce((sum, { length }) => sum + length, 0)
  // Where few of many are wanted, every eighth tells well enough where they end.
  const step = total > 16 * wanted ? 8 : 1
  histogram.fill(0)
  lists.forEach((distances, segment) => {
    countDistances(distances, allowed[segment] ?? null, step)
  })
  let found = 0
  let limit = 0
  for (; limit < mostDistance; limit++) {
    found += (histogram[limit] ?? 0) * step
    if (found >= wanted) break
  }
  return limit
}

function countDistances(distances: Uint16Array, mask: Uint8Array | null, step: number): void {
  for (let at = 0; at < distances.length; at += step) {
    if (mask !== null && mask[at] === 0) continue
    const distance = distances[at] ?? 0
    histogram[distance] = (histogram[distance] ?? 0) + 1
  }
}
