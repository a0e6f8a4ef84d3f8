// A segment as one searcher sees it: with what is gone from it and the norms of the whole index.

import type { VectorScan } from '../semantic/vector-scan.ts'
import { lengthNorms } from './lengths.ts'
import type { IdColumns, SegmentData } from './segment-data.ts'
import { indexOf, stringAt } from './string-table.ts'

export interface SegmentView {
  data: SegmentData
  /** Absent where the index has no vectors. */
  scan: VectorScan | null
  /** By document: 1 where it is still there; null: all are. */
  alive: Uint8Array | null
  /** How many are still there. */
  documents: number
  /** Number in the whole index of the first document. */
  base: number
  /** K of BM25 by document, with the average length of the whole index. */
  norms: Float64Array
  averageLength: number
}

export function segmentView(
  parts: Pick<SegmentView, 'data' | 'scan' | 'alive' | 'base' | 'averageLength'>,
): SegmentView {
  const { data, alive, averageLength } = parts
  return { ...parts, documents: countAlive(data, alive), norms: lengthNorms(data, averageLength) }
}

function countAlive(data: SegmentData, alive: Uint8Array | null): number {
  return alive === null ? data.seqs.length : alive.reduce((sum, one) => sum + one, 0)
}

/** Of each segment the places of terms asked for lately: one query asks for each of its terms several times. */
const lately = new WeakMap<SegmentData, Map<string, number>>()
const MOST_REMEMBERED = 8_192

/** Rank of a term, -1 where no document has it. */
export function termAt(data: SegmentData, term: string): number {
  const known = lately.get(data) ?? new Map<string, number>()
  const rank = known.get(term)
  if (rank !== undefined) return rank
  if (known.size === 0) lately.set(data, known)
  else if (known.size >= MOST_REMEMBERED) known.clear()
  const found = indexOf(data.terms, term)
  known.set(term, found)
  return found
}

/** The other way round: terms that are frequent in documents are asked for again and again. */
const namedLately = new WeakMap<SegmentData, Map<number, string>>()

/** The term of a rank. */
export function termOf(data: SegmentData, rank: number): string {
  const known = namedLately.get(data) ?? new Map<number, string>()
  const term = known.get(rank)
  if (term !== undefined) return term
  if (known.size === 0) namedLately.set(data, known)
  else if (known.size >= MOST_REMEMBERED) known.clear()
  const found = stringAt(data.terms, rank)
  known.set(rank, found)
  return found
}

/** In how many documents of the segment a term stands, gone ones too. */
export const documentFrequency = ({ postingOffsets }: SegmentData, term: number): number =>
  (postingOffsets[term + 1] ?? 0) - (postingOffsets[term] ?? 0)

/** Number of the document with this id, -1 where there is none. */
export function documentWithId({ ids, idOrder }: IdColumns, id: string): number {
  const key = Buffer.from(id)
  const bytes = Buffer.from(ids.bytes.buffer, ids.bytes.byteOffset, ids.bytes.byteLength)
  let [low, high] = [0, idOrder.length - 1]
  while (low <= high) {
    const middle = (low + high) >>> 1
    const document = idOrder[middle] ?? 0
    const order = bytes.compare(key, 0, key.length, ids.offsets[document], ids.offsets[document + 1])
    if (order === 0) return document
    if (order < 0) low = middle + 1
    else high = middle - 1
  }
  return -1
}

/**
 * The same for many ids in the order of their bytes: each is looked for from where the one before stands, in steps that
 * double, as it is seldom far.
 */
export function documentsWithIds({ ids, idOrder }: IdColumns, keys: readonly Buffer[]): number[] {
  const bytes = Buffer.from(ids.bytes.buffer, ids.bytes.byteOffset, ids.bytes.byteLength)
  const orderAt = (at: number, key: Buffer) => {
    const document = idOrder[at] ?? 0
    return bytes.compare(key, 0, key.length, ids.offsets[document], ids.offsets[document + 1])
  }
  let from = 0
  return keys.map((key) => {
    let step = 1
    // What stands before `from` is smaller.
    while (from + step <= idOrder.length && orderAt(from + step - 1, key) < 0) {
      from += step
      step *= 2
    }
    let behind = Math.min(from + step, idOrder.length)
    while (from < behind) {
      const middle = (from + behind) >>> 1
      if (orderAt(middle, key) < 0) from = middle + 1
      else behind = middle
    }
    return from < idOrder.length && orderAt(from, key) === 0 ? (idOrder[from] ?? -1) : -1
  })
}

export const idAt = ({ ids }: SegmentData, document: number): string => stringAt(ids, document)
