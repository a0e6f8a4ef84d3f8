// Which documents of a segment fulfil a clause of a query.

import type { Clause, Field } from '../query/query.ts'
import { fieldBits } from '../segment/occurrences.ts'
import type { SegmentData } from '../segment/segment-data.ts'
import { documentsOf } from '../segment/segment-data.ts'
import { termAt } from '../segment/segment-view.ts'
import { rangeOf } from '../segment/string-table.ts'
import { analyze, wordsOf } from '../text/analyze.ts'
import type { LoosePhrases } from './costly-phrases.ts'
import { phraseCandidates, phraseMask } from './phrase-mask.ts'

const ANY_FIELD = 0xff
const none: LoosePhrases = new Map()

/** A byte a document, 1 where the clause holds; only to be read, as clauses may share one. A clause whose text has no word holds everywhere. */
export function clauseMask(data: SegmentData, clause: Clause, loose = none): Uint8Array {
  switch (clause.kind) {
    case 'word':
      return clause.prefix ? prefixMask(data, clause.text, clause.field) : wordMask(data, clause, loose)
    case 'phrase':
      return wordMask(data, clause, loose)
    case 'all':
    case 'any':
      return combined(
        documentsOf(data),
        clause.kind,
        once(clause.clauses).map((part) => clauseMask(data, part, loose)),
      )
    case 'not':
      return inverted(clauseMask(data, clause.clause, loose))
  }
}

/** The first of equal ones: a beginning like `s*` stands for a tenth of all words, and may be typed sixty times. */
export function once(clauses: readonly Clause[]): Clause[] {
  return [...new Map(clauses.toReversed().map((clause) => [JSON.stringify(clause), clause])).values()]
}

function inverted(mask: Uint8Array): Uint8Array {
  const other = new Uint8Array(mask.length)
  for (let document = 0; document < mask.length; document++) other[document] = mask[document] === 1 ? 0 : 1
  return other
}

function combined(documents: number, kind: 'all' | 'any', masks: readonly Uint8Array[]): Uint8Array {
  const mask = new Uint8Array(documents).fill(kind === 'all' || masks.length === 0 ? 1 : 0)
  const decisive = kind === 'all' ? 0 : 1
  for (const other of new Set(masks)) {
    for (let document = 0; document < documents; document++) {
      if (other[document] === decisive) mask[document] = decisive
    }
  }
  return mask
}

/** One term, or several at adjacent places; a compound is also found where it is written as one word. */
function wordMask(
  data: SegmentData,
  clause: Extract<Clause, { text: string }>,
  loose: LoosePhrases,
): Uint8Array {
  const { text, field } = clause
  const { terms } = analyze(text)
  const taken = loose.get(clause)
  const [only, ...others] = terms
  const one = asOneWord(text)
  const known = taken === 'words' ? phraseCandidates(data, terms, field, knownCandidates(loose, data)) : null
  if (known && one === null) return known
  const mask = known?.slice() ?? new Uint8Array(documentsOf(data))
  if (only === undefined) return mask.fill(1)
  if (taken === 'nowhere') return mask
  if (taken === undefined && others.length > 0) phraseMask(data, terms, field, mask)
  else if (taken === undefined) markTerm(data, only, field, mask)
  if (one !== null) markTerm(data, one, field, mask)
  return mask
}

/** Of one query, by segment: sixty phrases of everyday words have the same few words as their rarest. */
const candidatesOfQuery = new WeakMap<LoosePhrases, Map<SegmentData, Map<string, Uint8Array>>>()

function knownCandidates(loose: LoosePhrases, data: SegmentData): Map<string, Uint8Array> {
  const bySegment = candidatesOfQuery.get(loose) ?? new Map<SegmentData, Map<string, Uint8Array>>()
  candidatesOfQuery.set(loose, bySegment)
  const known = bySegment.get(data) ?? new Map<string, Uint8Array>()
  bySegment.set(data, known)
  return known
}

/** `pretrain` for "pre-training"; null for anything but a compound of two words. */
export function asOneWord(text: string): string | null {
  const { terms, joined } = analyze(text)
  if (terms.length !== 2 || joined.length === 0) return null
  const together = wordsOf(text).reduce((word, { folded }) => word + folded, '')
  // Of "the ResNet50", the joined term is "resnet", which is another matter.
  const term = analyze(together).terms[0] ?? ''
  return joined.includes(term) ? term : null
}

function markTerm(data: SegmentData, term: string, field: Field | undefined, mask: Uint8Array): void {
  const rank = termAt(data, term)
  if (rank >= 0) markPostings(data, rank, field, mask)
}

function markPostings(data: SegmentData, rank: number, field: Field | undefined, mask: Uint8Array): void {
  const bits = field ? fieldBits[field] : ANY_FIELD
  const { postingOffsets, postingDocuments, postingOccurrences } = data
  const end = postingOffsets[rank + 1] ?? 0
  for (let at = postingOffsets[rank] ?? 0; at < end; at++) {
    if (((postingOccurrences[at] ?? 0) & bits) !== 0) mask[postingDocuments[at] ?? 0] = 1
  }
}

/** All terms that begin so; of a compound (`self-superv*`), the parts before have to occur. */
function prefixMask(data: SegmentData, text: string, field: Field | undefined): Uint8Array {
  const mask = new Uint8Array(documentsOf(data))
  const words = wordsOf(text)
  const last = words.at(-1)
  if (!last) return mask.fill(1)
  // Terms are stems: `learning*` finds what `learn` stands for.
  for (const beginning of new Set([last.folded, last.term])) markBeginning(data, beginning, field, mask)
  for (const { term } of words.slice(0, -1)) keepTerm(data, term, field, mask)
  if (words.length > 1) markBeginning(data, words.map(({ folded }) => folded).join(''), field, mask)
  return mask
}

function markBeginning(
  data: SegmentData,
  beginning: string,
  field: Field | undefined,
  mask: Uint8Array,
): void {
  const [from, to] = rangeOf(data.terms, beginning)
  for (let rank = from; rank < to; rank++) markPostings(data, rank, field, mask)
}

function keepTerm(data: SegmentData, term: string, field: Field | undefined, mask: Uint8Array): void {
  const holds = new Uint8Array(mask.length)
  markTerm(data, term, field, holds)
  holds.forEach((one, document) => {
    if (one === 0) mask[document] = 0
  })
}
