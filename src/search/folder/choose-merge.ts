// Which segments to make one of: few segments keep queries fast, and what is gone should leave the disk.

import { MAX_DOCUMENTS } from '../segment/segment-data.ts'

export interface SegmentSize {
  documents: number
  /** How many of them are gone. */
  gone: number
}

/** So many segments of about one size become one. */
const ENOUGH = 6
/** Segments below this size are about one size. */
const SMALLEST = 512
/** Each size reaches to so many times the one below. */
const STEP = 6
/** A segment with a larger share of gone documents is written anew. */
const MOST_GONE = 0.3

/** Positions of the segments to merge; null where all is well. */
export function chooseMerge(segments: readonly SegmentSize[]): number[] | null {
  const levels = Map.groupBy(segments.keys(), (at) => levelOf(alive(segments[at])))
  for (const [, positions] of [...levels].sort(([a], [b]) => a - b)) {
    const fitting = asManyAsFit(segments, positions)
    if (fitting.length >= ENOUGH) return fitting
  }
  const wasteful = segments.findIndex(({ documents, gone }) => gone > documents * MOST_GONE)
  return wasteful < 0 ? null : [wasteful]
}

const alive = (size: SegmentSize | undefined) => (size ? size.documents - size.gone : 0)

function levelOf(documents: number): number {
  let level = 0
  for (let limit = SMALLEST; documents >= limit; limit *= STEP) level++
  return level
}

/** As many as a segment holds, smallest first. */
function asManyAsFit(segments: readonly SegmentSize[], positions: readonly number[]): number[] {
  let documents = 0
  const sorted = [...positions].sort((a, b) => alive(segments[a]) - alive(segments[b]))
  return sorted.filter((at) => {
    documents += alive(segments[at])
    return documents <= MAX_DOCUMENTS
  })
}
