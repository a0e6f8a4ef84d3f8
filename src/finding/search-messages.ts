// What the threads of the search say to each other.

import type { Query } from '../search/query/query.ts'
import type { QuantizedVector } from '../search/semantic/quantize.ts'
import type { StandingQuery } from '../search/standing-queries.ts'
import type { FindQuestion, SomePapers } from './finder.ts'
import type { Freshness } from './following-index.ts'

export type SearchCall =
  | { kind: 'find'; question: FindQuestion }
  | { kind: 'similar'; id: string; limit: number }
  | { kind: 'suggest'; prefix: string }
  | { kind: 'match'; papers: SomePapers; queries: readonly StandingQuery[] }
  | { kind: 'nearness'; query: Query; rank: number }

/** What the search thread is told and doesn't answer. */
export type SearchNews =
  /** Store or folder may have changed. */
  | { kind: 'look' }
  /** Whether it is told of all changes from now on, so that it need not look so often by itself. */
  | { kind: 'following'; told: boolean }

export type SearchReply =
  | { kind: 'answer'; number: number; answer: unknown }
  | { kind: 'failed'; number: number; why: string }
  | { kind: 'fresh'; freshness: Freshness }
  | { kind: 'stale'; why: string }

export type IndexReply =
  | { kind: 'progress'; done: number; total: number }
  | { kind: 'done'; wasWriter: boolean }
  | { kind: 'failed'; why: string }

export type EncodeReply =
  | { kind: 'encoded'; number: number; vectors: QuantizedVector[] }
  | { kind: 'failed'; number: number; why: string }
