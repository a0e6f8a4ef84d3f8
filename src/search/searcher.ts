// The engine's front: queries in, ranked ids out, over one snapshot of the index.

import { explainLoose, loosePhrases } from './conditions/costly-phrases.ts'
import { countIn, queryMasks } from './conditions/query-masks.ts'
import { type Facets, facetsOf } from './facets.ts'
import { fuse } from './fusion.ts'
import { lexicalBest } from './lexical/lexical-best.ts'
import { countMatches, masksOfAllTerms } from './lexical/matches.ts'
import { createSums, type Mask, type Sums } from './lexical/max-score.ts'
import { type RankingTerms, rankingTerms, rankingTexts } from './lexical/ranking-terms.ts'
import type { Scored } from './lexical/top-documents.ts'
import { newestFirst, sortedBy } from './orders.ts'
import type { Ignored, Query } from './query/query.ts'
import { rerank } from './reranking/rerank.ts'
import { idAt } from './segment/segment-view.ts'
import { createSnapshot, placeOf, type Snapshot } from './segment/snapshot.ts'
import type { Encoder } from './semantic/encoder.ts'
import { semanticBest } from './semantic/semantic-best.ts'
import { suggestSpelling } from './suggest/spelling.ts'
import { type TypeAhead, typeAhead } from './suggest/type-ahead.ts'

export type SearchMode = 'hybrid' | 'lexical' | 'semantic'

export interface SearchRequest {
  query: Query
  mode: SearchMode
  /**
   * `relevance`, or the documents that hold all words of the query: newest first, or by numbers of the caller's
   * (largest first; ids without one have 0).
   */
  order: 'relevance' | 'newest' | ReadonlyMap<string, number>
  offset: number
  limit: number
}

export interface SearchHit {
  id: string
  score: number
}

export interface SearchAnswer {
  hits: SearchHit[]
  /** Documents that match: by relevance those with any of the words. */
  total: number
  /** How many of them `offset` reaches. */
  reachable: number
  facets: Facets
  /** The query with words as documents spell them, where its own are hardly known. */
  suggestion?: string
  ignored: Ignored[]
}

/** Ranking and paging end here: nobody reads the thousandth paper of a query. */
export const REACHABLE = 1_000

/** Of the meaning half in the sum of both: questions in other words want more, the judged collections less; see docs/decisions. */
const weightOf: Record<SearchMode, number> = { lexical: 0, hybrid: 0.45, semantic: 1 }

interface Ranked {
  found: Scored[]
  total: number
  ignored?: Ignored[]
}

export class Searcher {
  readonly #encoder: Encoder | null
  readonly #room: Sums = createSums()
  #snapshot: Snapshot = createSnapshot([], null)

  /** Without an encoder there is no search by meaning: every query is one by words. */
  constructor(encoder: Encoder | null) {
    this.#encoder = encoder
  }

  get snapshot(): Snapshot {
    return this.#snapshot
  }

  /** From now on queries see this; those under way finish on what they began with. */
  show(snapshot: Snapshot): void {
    this.#snapshot = snapshot
  }

  async search(request: SearchRequest): Promise<SearchAnswer> {
    const snapshot = this.#snapshot
    const loose = loosePhrases(snapshot.views, request.query)
    const masks = queryMasks(snapshot.views, request.query, loose)
    const terms = rankingTerms(request.query)
    const { found, total, ignored = [] } = await this.#ranked(snapshot, request, terms, masks)
    const { offset, limit, query } = request
    const suggestion = suggestSpelling(snapshot, query)
    return {
      hits: found
        .slice(offset, offset + limit)
        .map(({ document, score }) => ({ id: idOf(snapshot, document), score })),
      total,
      reachable: found.length,
      facets: facetsOf(snapshot, found),
      ...(suggestion === undefined ? {} : { suggestion }),
      ignored: [...explainLoose(loose), ...ignored],
    }
  }

  /** Cosine of the document of that rank among those nearest to the query; null where there are not so many. */
  async nearnessAt(query: Query, rank: number): Promise<number | null> {
    const snapshot = this.#snapshot
    if (!this.#encoder) return null
    const vector = await this.#encoder.encode([rankingTexts(query).join(' ')])
    const found = semanticBest(snapshot, vector, queryMasks(snapshot.views, query), rank)
    return found[rank - 1]?.score ?? null
  }

  typeAhead(text: string): TypeAhead {
    return typeAhead(this.#snapshot, text)
  }

  async #ranked(
    snapshot: Snapshot,
    { query, mode, order }: SearchRequest,
    terms: RankingTerms,
    masks: readonly Mask[],
  ): Promise<Ranked> {
    const words = terms.terms.map(({ term }) => term)
    // Filters alone don't rank: what passes them comes newest first.
    if (order !== 'relevance' || words.length === 0) {
      const free = rankingTerms({ ...query, required: [] }).terms.map(({ term }) => term)
      const all = masksOfAllTerms(snapshot.views, free, masks)
      const sorted =
        typeof order === 'string'
          ? newestFirst(snapshot, all, REACHABLE)
          : sortedBy(snapshot, all, order, REACHABLE)
      return { found: sorted, total: countIn(snapshot.views, all) }
    }
    const lexical =
      mode === 'semantic'
        ? []
        : lexicalBest(snapshot, terms, { masks, room: this.#room, wantsAll: mode === 'hybrid' })
    const { semantic, ignored } = mode === 'lexical' ? noMeaning : await this.#nearest(snapshot, query, masks)
    const fused = fuse(lexical, semantic, { semanticWeight: weightOf[mode], depth: REACHABLE })
    const ranked = mode === 'hybrid' ? rerank(snapshot, fused, new Set(words)) : fused
    const found = ranked.slice(0, REACHABLE)
    if (query.required.length > 0) return { ...withRest(snapshot, found, masks), ignored }
    const matching = mode === 'semantic' ? 0 : countMatches(snapshot.views, words, masks)
    return { found, total: Math.max(matching, found.length), ignored }
  }

  /** An encoder at some address may not answer: then words alone must do, and the reader hears of it. */
  async #nearest(snapshot: Snapshot, query: Query, masks: readonly Mask[]): Promise<Meaning> {
    if (!this.#encoder) return noMeaning
    try {
      const vector = await this.#encoder.encode([rankingTexts(query).join(' ')])
      return { semantic: semanticBest(snapshot, vector, masks, REACHABLE), ignored: [] }
    } catch {
      const why = 'The encoder can’t be asked at the moment: this was found by words alone.'
      return { semantic: [], ignored: [{ text: 'meaning', why }] }
    }
  }
}

interface Meaning {
  semantic: Scored[]
  ignored: Ignored[]
}

const noMeaning: Meaning = { semantic: [], ignored: [] }

/**
 * What is required is enough to match, whether it ranks or not (`transf*`, one side of an OR): what passes and is
 * not among the best comes behind them, newest first.
 */
function withRest(snapshot: Snapshot, best: readonly Scored[], masks: readonly Mask[]): Ranked {
  const total = countIn(snapshot.views, masks)
  if (best.length >= Math.min(total, REACHABLE)) return { found: [...best], total }
  const known = new Set(best.map(({ document }) => document))
  const rest = newestFirst(snapshot, masks, REACHABLE)
    .filter(({ document }) => !known.has(document))
    .map(({ document }) => ({ document, score: 0 }))
  return { found: [...best, ...rest].slice(0, REACHABLE), total }
}

function idOf(snapshot: Snapshot, number: number): string {
  const { view, document } = placeOf(snapshot, number)
  return idAt(view.data, document)
}
