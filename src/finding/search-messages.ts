// What the threads of the search say to each other.

import type { QuantizedVector } from '../search/semantic/quantize.ts'
import type { FindQuestion } from './finder.ts'
import type { Freshness } from './following-index.ts'

export type SearchCall =
  | { kind: 'find'; question: FindQuestion }
  | { kind: 'similar'; id: string; limit: number }
  | { kind: 'suggest'; prefix: string }

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
