// The first tokens of a document's list are its title.

import { fieldBits } from '../segment/occurrences.ts'
import { END_OF_PART, type SegmentData } from '../segment/segment-data.ts'
import { documentFrequency } from '../segment/segment-view.ts'

/** The token that stands for a term in the segment's token lists. */
export const tokenOf = ({ forwardNumbers }: SegmentData, rank: number): number =>
  (forwardNumbers[rank] ?? 0) + 1

/** Appends the title's tokens, in order, to `into`, emptied before. */
export function readTitle({ tokens, tokenOffsets }: SegmentData, document: number, into: number[]): void {
  into.length = 0
  let at = tokenOffsets[document] ?? 0
  for (;;) {
    let byte = tokens[at++] ?? END_OF_PART
    let token = byte & 0x7f
    for (let shift = 7; byte > 0x7f; shift += 7) {
      byte = tokens[at++] ?? END_OF_PART
      token |= (byte & 0x7f) << shift
    }
    if (token === END_OF_PART) return
    into.push(token)
  }
}

/** Steps that a search may still take; shared by all that it walks through. */
export interface Budget {
  left: number
}

/** Documents with the term of this rank in the title, from the last on, until `visit` answers false. Each posting is a step. */
export function eachTitleWith(
  data: SegmentData,
  rank: number,
  budget: Budget,
  visit: (document: number) => boolean,
): void {
  const { postingOffsets, postingDocuments, postingOccurrences } = data
  const start = postingOffsets[rank] ?? 0
  let at = start + documentFrequency(data, rank)
  while (--at >= start && budget.left > 0) {
    budget.left--
    if (((postingOccurrences[at] ?? 0) & fieldBits.title) === 0) continue
    if (!visit(postingDocuments[at] ?? 0)) return
  }
}
