// The finder itself, in whatever thread it stands: the engine over an index that follows the store.

import type { Db } from '../db/connect.ts'
import type { PaperId } from '../papers/paper.ts'
import type { Query } from '../search/query/query.ts'
import { Searcher, type SearchRequest } from '../search/searcher.ts'
import { similarDocuments } from '../search/similar.ts'
import { matchStanding, type StandingMatch, type StandingQuery } from '../search/standing-queries.ts'
import { wordsOf } from '../search/text/analyze.ts'
import { isStopWord } from '../search/text/stop-words.ts'
import type { FindAnswer, FindQuestion, SimilarPaper, SomePapers, Suggestions } from './finder.ts'
import { FollowingIndex, type FollowParts, type Freshness } from './following-index.ts'
import { textOfPaper, votesByPaper } from './queries.ts'
import { SmallIndex } from './small-index.ts'

/** How long a list of votes is good enough to sort by. */
const VOTES_MS = 60_000

export type LocalFinderParts = Omit<FollowParts, 'searcher'>

export class LocalFinder {
  readonly #db: Db
  readonly #searcher: Searcher
  readonly #index: FollowingIndex
  readonly #parts: LocalFinderParts
  readonly #batch: SmallIndex
  #votes: { at: number; byPaper: Promise<ReadonlyMap<string, number>> } | null = null

  constructor(parts: LocalFinderParts) {
    this.#db = parts.db
    this.#parts = parts
    this.#batch = new SmallIndex(parts)
    this.#searcher = new Searcher(parts.encoder)
    this.#index = new FollowingIndex({ ...parts, searcher: this.#searcher })
  }

  /** Brings what is found up to folder and store. */
  refresh(): Promise<Freshness> {
    return this.#index.refresh()
  }

  async find({
    query,
    mode = 'hybrid',
    order = 'relevance',
    offset,
    limit,
  }: FindQuestion): Promise<FindAnswer> {
    const request: SearchRequest = { query, mode, offset, limit, order: await this.#orderOf(order) }
    const { facets, ...answer } = await this.#searcher.search(request)
    const papersOf = ({ value, documents }: { value: string; documents: number }) => ({
      value,
      papers: documents,
    })
    return {
      ...answer,
      facets: { categories: facets.categories.map(papersOf), years: facets.years.map(papersOf) },
    }
  }

  async similar(id: PaperId, limit: number): Promise<SimilarPaper[]> {
    const found = similarDocuments(this.#searcher.snapshot, id, limit)
    const words = found.length > 0 ? await this.#wordsOfTerms(id) : new Map<string, string>()
    return found.map(({ shared, ...paper }) => ({
      ...paper,
      because: shared.map((term) => words.get(term)).filter((word) => word !== undefined),
    }))
  }

  async suggest(prefix: string): Promise<Suggestions> {
    const { papers, authors, words } = this.#searcher.typeAhead(prefix)
    return {
      papers: papers.map((id) => ({ id })),
      authors: authors.map(({ name, documents }) => ({ name, papers: documents })),
      terms: words,
    }
  }

  async match(papers: SomePapers, queries: readonly StandingQuery[]): Promise<StandingMatch[][]> {
    const { encoder } = this.#parts
    return matchStanding(await this.#batch.snapshotOf(papers), queries, encoder)
  }

  nearnessAt(query: Query, rank: number): Promise<number | null> {
    return this.#searcher.nearnessAt(query, rank)
  }

  async #orderOf(order: NonNullable<FindQuestion['order']>): Promise<SearchRequest['order']> {
    if (order !== 'upvotes') return order
    const now = performance.now()
    if (!this.#votes || now - this.#votes.at > VOTES_MS) this.#votes = { at: now, byPaper: this.#readVotes() }
    return this.#votes.byPaper
  }

  /** Where it fails it is asked again by the next who wants it, not after a minute. */
  #readVotes(): Promise<ReadonlyMap<PaperId, number>> {
    const votes = votesByPaper(this.#db)
    votes.catch(() => {
      this.#votes = null
    })
    return votes
  }

  /** Terms are stems; the paper itself has the words. In a small store even “we” may tell papers apart. */
  async #wordsOfTerms(id: PaperId): Promise<Map<string, string>> {
    const text = await textOfPaper(this.#db, id)
    const words = new Map<string, string>()
    for (const { term, folded } of wordsOf(`${text?.title ?? ''}\n${text?.abstract ?? ''}`)) {
      if (!words.has(term) && !isStopWord(folded)) words.set(term, folded)
    }
    return words
  }
}
