// Which segments to make one of: few segments keep queries fast, and what is gone should leave the disk.
//
// 400,000 papers that come in thousands of batches are written five times each, and 13 to 17 segments hold them in the
// end (23 on the way). Built in one go, each is written once, to full segments that stay.

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
/** Six of this size are more than a segment holds, so they merge as soon as they fill one well. */
const LARGE = MAX_DOCUMENTS / ENOUGH
/** Three segments of up to a third of the whole fit into one; two larger ones are more than two thirds. */
const WELL_FILLED = (MAX_DOCUMENTS * 2) / 3
/** A segment with a larger share of gone documents is written anew. */
const MOST_GONE = 0.3

/** Positions of the segments to merge; null where all is well. What comes out has at most `MAX_DOCUMENTS`. */
export function chooseMerge(segments: readonly SegmentSize[]): number[] | null {
  return ofOneSize(segments) ?? largeOnes(segments) ?? wastefulOne(segments)
}

function ofOneSize(segments: readonly SegmentSize[]): number[] | null {
  const levels = Map.groupBy(segments.keys(), (at) => levelOf(alive(segments[at])))
  for (const [, positions] of [...levels].sort(([a], [b]) => a - b)) {
    const fitting = asManyAsFit(segments, positions)
    if (fitting.length >= ENOUGH) return fitting
  }
  return null
}

function levelOf(documents: number): number {
  let level = 0
  for (let limit = SMALLEST; documents >= limit; limit *= STEP) level++
  return level
}

function largeOnes(segments: readonly SegmentSize[]): number[] | null {
  const large = [...segments.keys()].filter((at) => alive(segments[at]) >= LARGE)
  const fitting = asManyAsFit(segments, large)
  const documents = fitting.reduce((sum, at) => sum + alive(segments[at]), 0)
  return fitting.length > 1 && documents >= WELL_FILLED ? fitting : null
}

function wastefulOne(segments: readonly SegmentSize[]): number[] | null {
  const wasteful = segments.findIndex(({ documents, gone }) => gone > documents * MOST_GONE)
  return wasteful < 0 ? null : [wasteful]
}

const alive = (size: SegmentSize | undefined) => (size ? size.documents - size.gone : 0)

/** As many as a segment holds, smallest first. */
function asManyAsFit(segments: readonly SegmentSize[], positions: readonly number[]): number[] {
  let documents = 0
  const sorted = [...positions].sort((a, b) => alive(segments[a]) - alive(segments[b]))
  return sorted.filter((at) => {
    documents += alive(segments[at])
    return documents <= MAX_DOCUMENTS
  })
}
