// The best k documents for a list of weighted terms, without looking at those that can't be among them.
//
// MaxScore (Turtle & Flood 1995), a term at a time: terms are taken in a fixed order, the heaviest first. As long as
// the terms still to come could lift a new document over the k-th best, a term's postings may open new candidates (those
// it could lift); after that they only add to the candidates that may still get there. Each document's parts are added
// up in the order of the terms, so the scores are those of exhaustive scoring to the last bit (the test compares them).

import { occurrencesIn } from '../segment/document-terms.ts'
import { weightedOccurrences } from '../segment/occurrences.ts'
import { MAX_DOCUMENTS } from '../segment/segment-data.ts'
import { documentFrequency, type SegmentView, termAt } from '../segment/segment-view.ts'
import { normOfSaturation, saturation } from './bm25.ts'
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
  // The first segment sets the mark for the others, and every posting of it counts: so a small one comes first.
  const places = [...views.keys()].sort((a, b) => (views[a]?.documents ?? 0) - (views[b]?.documents ?? 0))
  for (const place of places) {
    const view = views[place]
    if (view) scoreSegment(view, ordered, masks[place] ?? null, top, room)
  }
  return top.sorted()
}

interface BoundTerm {
  weight: number
  rank: number
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
  const { threshold } = top
  // A hair less, for differences that were rounded.
  const enough = threshold * (1 - 1e-9)
  let found = 0
  bound.forEach((term, at) => {
    if ((rest[at] ?? 0) >= threshold)
      found = openAndAdd(view, term, { mask, room, found, fewest: enough - (rest[at + 1] ?? 0) })
    else {
      found = keepPossible(room, found, enough - (rest[at] ?? 0))
      addToFound(view, term, room, found)
    }
  })
  const { sums, found: documents } = room
  for (let at = 0; at < found; at++) {
    const document = documents[at] ?? 0
    const sum = sums[document] ?? 0
    if (sum >= top.threshold) top.offer(view.base + document, sum)
    sums[document] = 0
  }
}

function boundTerms(view: SegmentView, terms: readonly WeightedTerm[]): BoundTerm[] {
  return terms.flatMap(({ term, weight }) => {
    const rank = termAt(view.data, term)
    if (rank < 0 || documentFrequency(view.data, rank) === 0) return []
    return [{ weight, rank, bound: weight * largestSaturation(view, rank) }]
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

/** By term: what it and all after it can bring, and 0 behind the last; a hair more, for sums that were rounded. */
function boundsOfRest(terms: readonly BoundTerm[]): Float64Array {
  const rest = new Float64Array(terms.length + 1)
  let sum = 0
  for (let at = terms.length - 1; at >= 0; at--) {
    sum += terms[at]?.bound ?? 0
    rest[at] = sum * (1 + 1e-9)
  }
  return rest
}

interface Opening {
  mask: Mask
  room: Sums
  /** Candidates before. */
  found: number
  /** A document without any of the terms before needs so much of this one to be among the best in the end. */
  fewest: number
}

/** Every posting counts; returns the number of candidates then. */
function openAndAdd(view: SegmentView, term: BoundTerm, { mask, room, found, fewest }: Opening): number {
  const { postingOffsets, postingDocuments, postingOccurrences } = view.data
  const { norms } = view
  const { sums, found: documents } = room
  const largest = largestNormsFor(fewest / term.weight)
  const end = postingOffsets[term.rank + 1] ?? 0
  let count = found
  for (let at = postingOffsets[term.rank] ?? 0; at < end; at++) {
    const document = postingDocuments[at] ?? 0
    if (mask !== null && mask[document] === 0) continue
    // One by one: an array to take apart would be made for every posting.
    const byte = postingOccurrences[at] ?? 0
    const norm = norms[document] ?? 0
    const sum = sums[document] ?? 0
    if (sum === 0) {
      if (norm > (largest[byte] ?? 0)) continue
      documents[count++] = document
    }
    sums[document] = sum + term.weight * saturation(weightedOccurrences[byte] ?? 0, norm)
  }
  return count
}

/** By byte of a posting: documents with a larger K get less than `part` from it, which takes no division to see. */
function largestNormsFor(part: number): Float64Array {
  for (let byte = 0; byte < largestNorms.length; byte++)
    largestNorms[byte] = normOfSaturation(weightedOccurrences[byte] ?? 0, part)
  return largestNorms
}

const largestNorms = new Float64Array(weightedOccurrences.length)

/** Of the candidates those with at least `fewest`; returns how many they are. */
function keepPossible({ sums, found: documents }: Sums, found: number, fewest: number): number {
  let count = 0
  for (let at = 0; at < found; at++) {
    const document = documents[at] ?? 0
    if ((sums[document] ?? 0) >= fewest) documents[count++] = document
    else sums[document] = 0
  }
  return count
}

/** To look a candidate up takes as long as to walk over so many postings. */
const LOOKING_UP = 48

/** Only postings of candidates count. */
function addToFound(
  { data, norms }: SegmentView,
  { weight, rank }: BoundTerm,
  room: Sums,
  found: number,
): void {
  const { postingOffsets, postingDocuments, postingOccurrences } = data
  const { sums, found: documents } = room
  if (found * LOOKING_UP < documentFrequency(data, rank)) {
    for (let at = 0; at < found; at++) {
      const document = documents[at] ?? 0
      const occurrences = weightedOccurrences[occurrencesIn(data, rank, document)] ?? 0
      sums[document] = (sums[document] ?? 0) + weight * saturation(occurrences, norms[document] ?? 0)
    }
    return
  }
  const end = postingOffsets[rank + 1] ?? 0
  for (let at = postingOffsets[rank] ?? 0; at < end; at++) {
    const document = postingDocuments[at] ?? 0
    const sum = sums[document] ?? 0
    if (sum === 0) continue
    const occurrences = weightedOccurrences[postingOccurrences[at] ?? 0] ?? 0
    sums[document] = sum + weight * saturation(occurrences, norms[document] ?? 0)
  }
}
