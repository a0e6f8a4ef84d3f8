// Everything that can be found at one moment: the segments of the folder and, over them, what changed since.

import type { VectorScan } from '../semantic/vector-scan.ts'
import { totalLength } from './lengths.ts'
import { documentsOf, type SegmentData } from './segment-data.ts'
import {
  documentFrequency,
  documentWithId,
  idAt,
  type SegmentView,
  segmentView,
  termAt,
} from './segment-view.ts'

export interface SnapshotSegment {
  data: SegmentData
  scan: VectorScan | null
  /** A byte a document, 1 where it is gone; null: all are there. */
  gone: Uint8Array | null
}

export interface Snapshot {
  views: SegmentView[]
  /** That are not gone. */
  documents: number
  /** All that the statistics of terms count, gone ones too. */
  counted: number
}

/**
 * `live` holds what changed since the segments were written: its documents stand in the place of theirs. `removed` are
 * ids that are gone since.
 */
export function createSnapshot(
  segments: readonly SnapshotSegment[],
  live: SnapshotSegment | null,
  removed: Iterable<string> = [],
): Snapshot {
  const all = live ? [...segments, live] : segments
  const averageLength = averageOf(all.map(({ data }) => data))
  let base = 0
  const views = all.map(({ data, scan, gone }) => {
    const alive =
      data === live?.data ? aliveIn(data, gone, []) : aliveIn(data, gone, hiddenIds(live, removed))
    const view = segmentView({ data, scan, alive, base, averageLength })
    base += documentsOf(data)
    return view
  })
  return { views, documents: views.reduce((sum, { documents }) => sum + documents, 0), counted: base }
}

function averageOf(segments: readonly SegmentData[]): number {
  const documents = segments.reduce((sum, data) => sum + documentsOf(data), 0)
  return documents > 0 ? segments.reduce((sum, data) => sum + totalLength(data), 0) / documents : 0
}

function* hiddenIds(live: SnapshotSegment | null, removed: Iterable<string>): Iterable<string> {
  yield* removed
  if (!live) return
  for (let at = 0; at < documentsOf(live.data); at++) yield idAt(live.data, at)
}

function aliveIn(data: SegmentData, gone: Uint8Array | null, hidden: Iterable<string>): Uint8Array | null {
  let alive = gone ? gone.map((one) => 1 - one) : null
  for (const id of hidden) {
    const document = documentWithId(data, id)
    if (document < 0) continue
    alive ??= new Uint8Array(documentsOf(data)).fill(1)
    alive[document] = 0
  }
  return alive
}

export interface TermStatistics {
  /** Documents that have the term. */
  df: number
  /** How often they have it. */
  occurrences: number
}

/** Over the whole index, gone documents too: they count until their segment is merged. */
export function statisticsOf({ views }: Snapshot, term: string): TermStatistics {
  let [df, occurrences] = [0, 0]
  for (const { data } of views) {
    const rank = termAt(data, term)
    if (rank < 0) continue
    df += documentFrequency(data, rank)
    occurrences += data.termOccurrences[rank] ?? 0
  }
  return { df, occurrences }
}

export interface Place {
  view: SegmentView
  /** Number of the document inside its segment. */
  document: number
}

/** Where a document's number in the whole index leads. */
export function placeOf({ views }: Snapshot, number: number): Place {
  // A loop: this is asked thousands of times a query, of a dozen segments.
  for (let at = views.length - 1; at >= 0; at--) {
    const view = views[at]
    if (view && view.base <= number) return { view, document: number - view.base }
  }
  throw new RangeError(`There is no document ${number}.`)
}

export function findId({ views }: Snapshot, id: string): Place | null {
  for (const view of views) {
    const document = documentWithId(view.data, id)
    if (document >= 0 && view.alive?.[document] !== 0) return { view, document }
  }
  return null
}
