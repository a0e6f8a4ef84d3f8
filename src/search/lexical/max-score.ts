// The best k documents for a list of weighted terms, without looking at those that can't be among them.
//
// MaxScore (Turtle & Flood 1995), a term at a time: terms are taken in a fixed order, the heaviest first. As long as
// the terms still to come could lift a new document over the k-th best, a term's postings may open new candidates;
// after that they only add to the candidates there are. Each document's parts are added up in the order of the
// terms, so the scores are those of exhaustive scoring to the last bit (the test compares them).

import { weightedOccurrences } from '../segment/occurrences.ts'
import { MAX_DOCUMENTS } from '../segment/segment-data.ts'
import { documentFrequency, type SegmentView, termAt } from '../segment/segment-view.ts'
import { saturation } from './bm25.ts'
import { type Scored, TopDocuments } from './top-documents.ts'

export interface WeightedTerm {
  term: string
  /** queryTermWeight · idf · burstiness; above 0 */
  weight: number
}

/** By document of a segment: 1 where it may be found. Null: all may. */
export type Mask = Uint8Array | null

/** Room for one segment's sums; reused, because clearing it costs less than making it. */
export const createSums = () => ({
  sums: new Float64Array(MAX_DOCUMENTS),
  found: new Uint16Array(MAX_DOCUMENTS),
})
export type Sums = ReturnType<typeof createSums>

/** Best first; only documents with at least one of the terms. `masks` by segment. */
export function topDocuments(
  views: readonly SegmentView[],
  terms: readonly WeightedTerm[],
  masks: readonly Mask[],
  { limit, room }: { limit: number; room: Sums },
): Scored[] {
  const top = new TopDocuments(limit)
  const ordered = [...terms].sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1))
  views.forEach((view, at) => {
    scoreSegment(view, ordered, masks[at] ?? null, top, room)
  })
  return top.sorted()
}

interface BoundTerm {
  weight: number
  from: number
  to: number
  /** No document gets more from this term. */
  bound: number
}

function scoreSegment(
  view: SegmentView,
  terms: readonly WeightedTerm[],
  mask: Mask,
  top: TopDocuments,
  room: Sums,
): void {
  const bound = boundTerms(view, terms)
  const rest = boundsOfRest(bound)
  let found = 0
  bound.forEach((term, at) => {
    if ((rest[at] ?? 0) >= top.threshold) found = openAndAdd(view, term, mask, room, found)
    else addToFound(view, term, room)
  })
  const { sums, found: documents } = room
  for (let at = 0; at < found; at++) {
    const document = documents[at] ?? 0
    top.offer(view.base + document, sums[document] ?? 0)
    sums[document] = 0
  }
}

function boundTerms(view: SegmentView, terms: readonly WeightedTerm[]): BoundTerm[] {
  return terms.flatMap(({ term, weight }) => {
    const rank = termAt(view.data, term)
    if (rank < 0 || documentFrequency(view.data, rank) === 0) return []
    const { postingOffsets } = view.data
    const [from, to] = [postingOffsets[rank] ?? 0, postingOffsets[rank + 1] ?? 0]
    return [{ weight, from, to, bound: weight * largestSaturation(view, rank) }]
  })
}

/**
 * The segment keeps its largest tf'/K with the average length at its making. Where the average of the whole index is
 * larger now, each K is smaller, by that factor at most.
 */
function largestSaturation({ data, averageLength }: SegmentView, rank: number): number {
  const grown = data.averageLength > 0 ? Math.max(1, averageLength / data.averageLength) : 1
  const impact = (data.largestImpacts[rank] ?? 0) * grown
  return saturation(impact, 1)
}

/** By term: what it and all after it can bring; a hair more, for sums that were rounded. */
function boundsOfRest(terms: readonly BoundTerm[]): Float64Array {
  const rest = new Float64Array(terms.length)
  let sum = 0
  for (let at = terms.length - 1; at >= 0; at--) {
    sum += terms[at]?.bound ?? 0
    rest[at] = sum * (1 + 1e-9)
  }
  return rest
}

/** Every posting counts; returns the number of candidates then. */
function openAndAdd(view: SegmentView, term: BoundTerm, mask: Mask, room: Sums, found: number): number {
  const { postingDocuments, postingOccurrences } = view.data
  const { norms } = view
  const { sums, found: documents } = room
  let count = found
  for (let at = term.from; at < term.to; at++) {
    const document = postingDocuments[at] ?? 0
    if (mask !== null && mask[document] === 0) continue
    const sum = sums[document] ?? 0
    if (sum === 0) documents[count++] = document
    const occurrences = weightedOccurrences[postingOccurrences[at] ?? 0] ?? 0
    sums[document] = sum + term.weight * saturation(occurrences, norms[document] ?? 0)
  }
  return count
}

/** Only postings of candidates count. */
function addToFound({ data, norms }: SegmentView, term: BoundTerm, { sums }: Sums): void {
  const { postingDocuments, postingOccurrences } = data
  for (let at = term.from; at < term.to; at++) {
    const document = postingDocuments[at] ?? 0
    const sum = sums[document] ?? 0
    if (sum === 0) continue
    const occurrences = weightedOccurrences[postingOccurrences[at] ?? 0] ?? 0
    sums[document] = sum + term.weight * saturation(occurrences, norms[document] ?? 0)
  }
}
