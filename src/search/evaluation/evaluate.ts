// How well the engine ranks a judged collection, in an index that lives as long as the question.

import { plainQuery } from '../query/plain-query.ts'
import type { SearchDocument } from '../search-document.ts'
import { Searcher, type SearchMode } from '../searcher.ts'
import { SegmentBuilder } from '../segment/segment-builder.ts'
import { createSnapshot, type Snapshot } from '../segment/snapshot.ts'
import type { Encoder } from '../semantic/encoder.ts'
import { quantize } from '../semantic/quantize.ts'
import type { ScanMaker } from '../semantic/vector-scan.ts'
import type { Collection } from './beir.ts'
import { type Relevance, relevanceOf } from './ndcg.ts'

export interface Evaluation extends Relevance {
  collection: string
  mode: SearchMode
}

export interface EvaluationParts {
  encoder: Encoder
  scanOf: ScanMaker
}

/** Queries are taken as plain words. */
export async function evaluate(
  collection: Collection,
  mode: SearchMode,
  parts: EvaluationParts,
): Promise<Evaluation> {
  const searcher = new Searcher(parts.encoder)
  searcher.show(await indexOf(collection, parts))
  const rankings = new Map<string, string[]>()
  for (const [id, text] of collection.queries) {
    const request = { query: plainQuery(text), mode, order: 'relevance', offset: 0, limit: DEPTH } as const
    const { hits } = await searcher.search(request)
    rankings.set(
      id,
      hits.map((hit) => hit.id),
    )
  }
  return { collection: collection.name, mode, ...relevanceOf(rankings, collection.judgements) }
}

/** Nothing below is measured. */
const DEPTH = 100

/** Documents encoded at a time. */
const BATCH = 200

async function indexOf({ documents }: Collection, { encoder, scanOf }: EvaluationParts): Promise<Snapshot> {
  const builders = [new SegmentBuilder(encoder.dimensions)]
  for (let at = 0; at < documents.length; at += BATCH) {
    const some = documents.slice(at, at + BATCH)
    const vectors = await encoder.encode(some.map(({ title, text }) => `${title}. ${text}`))
    some.forEach((document, place) => {
      const from = place * encoder.dimensions
      if (builders.at(-1)?.isFull) builders.push(new SegmentBuilder(encoder.dimensions))
      const vector = quantize(vectors.subarray(from, from + encoder.dimensions))
      builders.at(-1)?.add(searchDocument(document), vector)
    })
  }
  const segments = builders.map((builder) => builder.finish())
  return createSnapshot(
    segments.map((data) => ({ data, scan: scanOf(data), gone: null })),
    null,
  )
}

const searchDocument = ({ id, title, text, authors }: Collection['documents'][number]): SearchDocument => ({
  id,
  seq: 0,
  title,
  abstract: text,
  authors,
  categories: [],
  day: null,
  traits: [],
})
