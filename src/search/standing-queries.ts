// The other way round: few new documents, and for each of many queries which of them it finds. The documents are an
// index of their own, so that a query costs what those few cost, not what the whole index would.

import { queryMasks } from './conditions/query-masks.ts'
import { masksOfAllTerms } from './lexical/matches.ts'
import type { Mask } from './lexical/max-score.ts'
import { rankingTerms, rankingTexts } from './lexical/ranking-terms.ts'
import type { Query } from './query/query.ts'
import { MAX_DOCUMENTS } from './segment/segment-data.ts'
import { idAt } from './segment/segment-view.ts'
import type { Snapshot } from './segment/snapshot.ts'
import type { Encoder } from './semantic/encoder.ts'
import { type VectorQuery, vectorQuery } from './semantic/vector-query.ts'
import type { VectorScan } from './semantic/vector-scan.ts'

export interface StandingQuery {
  query: Query
  /** Finds documents that hold all its words. Queries of conditions alone, and all without an encoder, always do. */
  byWords: boolean
  /** Finds documents whose cosine with it is at least that; null: not by meaning. */
  leastNearness: number | null
}

export interface StandingMatch {
  id: string
  /** All words of the query are in it. */
  holdsAll: boolean
  /** Cosine, where it is at least what was asked for. */
  nearness: number | null
}

/** What is required is enough to match; beside it there is nothing to be near to. */
export const isOnlyConditions = ({ words }: Query): boolean => words.length === 0

/** By query its matches, in the order of the documents; all of them fulfil its conditions. */
export async function matchStanding(
  snapshot: Snapshot,
  queries: readonly StandingQuery[],
  encoder: Encoder | null,
): Promise<StandingMatch[][]> {
  const vectors = await vectorsOf(queries, encoder)
  return queries.map((standing, at) => {
    const masks = queryMasks(snapshot.views, standing.query)
    const terms = rankingTerms({ ...standing.query, required: [] }).terms.map(({ term }) => term)
    const all =
      standing.byWords || !encoder || isOnlyConditions(standing.query)
        ? masksOfAllTerms(snapshot.views, terms, masks)
        : null
    const vector = vectors[at]
    const least = standing.leastNearness ?? Number.POSITIVE_INFINITY
    return matchesIn(snapshot, all, vector ? nearnesses(snapshot, vector, { masks, least }) : null)
  })
}

/** Encoded together: an encoder at some address is asked once. Undefined where nothing is looked for by meaning. */
async function vectorsOf(
  queries: readonly StandingQuery[],
  encoder: Encoder | null,
): Promise<(Float32Array | undefined)[]> {
  if (!encoder) return []
  const texts = queries.map(({ query, leastNearness }) =>
    leastNearness === null || isOnlyConditions(query) ? '' : rankingTexts(query).join(' '),
  )
  const asked = texts.filter((text) => text !== '')
  if (asked.length === 0) return []
  const vectors = await encoder.encode(asked)
  const { dimensions } = encoder
  let place = 0
  return texts.map((text) =>
    text === '' ? undefined : vectors.subarray(place * dimensions, ++place * dimensions),
  )
}

/** Documents whose cosines are looked at together, the likeliest first. */
const BLOCK = 32

/** By view the cosine of each document where it is at least `least`; 0 for others. */
function nearnesses(
  { views }: Snapshot,
  vector: Float32Array,
  { masks, least }: { masks: readonly Mask[]; least: number },
): Float32Array[] {
  const query = vectorQuery(vector)
  return views.map(({ data, scan }, at) => {
    const found = new Float32Array(data.seqs.length)
    if (!scan || query.isZero) return found
    const mask = masks[at] ?? null
    const allowed = Uint32Array.from(found.keys()).filter((document) => mask?.[document] !== 0)
    const likeliest = byDistance(scan, query, allowed)
    // Distances of bits tell the order well: behind many that are too far comes none that is near.
    for (let from = 0, near = 1; near > 0 && from < likeliest.length; from += BLOCK) {
      const documents = likeliest.subarray(from, from + BLOCK)
      near = 0
      scan.scores(query, documents).forEach((score, place) => {
        if (score === 0 || score < least) return
        found[documents[place] ?? 0] = score
        near++
      })
    }
    return found
  })
}

function byDistance(scan: VectorScan, query: VectorQuery, documents: Uint32Array): Uint32Array {
  if (documents.length <= BLOCK) return documents
  // One number a document sorts faster than a comparison does: a segment has at most 65,536 documents.
  const keys = Float64Array.from(scan.distances(query, documents), (distance, at) => {
    return distance * MAX_DOCUMENTS + (documents[at] ?? 0)
  })
  return Uint32Array.from(keys.sort(), (key) => key % MAX_DOCUMENTS)
}

function matchesIn(
  { views }: Snapshot,
  all: readonly Mask[] | null,
  near: readonly Float32Array[] | null,
): StandingMatch[] {
  return views.flatMap(({ data }, at) => {
    const found: StandingMatch[] = []
    for (let document = 0; document < data.seqs.length; document++) {
      const holdsAll = all !== null && all[at]?.[document] !== 0
      const nearness = near?.[at]?.[document] || null
      if (holdsAll || nearness !== null) found.push({ id: idAt(data, document), holdsAll, nearness })
    }
    return found
  })
}
