// Papers like a paper: half by the words that tell it from others, half by meaning.

import { fuse } from './fusion.ts'
import type { WeightedTerm } from './lexical/max-score.ts'
import { createSums, topDocuments } from './lexical/max-score.ts'
import { weighTerms } from './lexical/weigh-terms.ts'
import { occurrencesIn } from './segment/document-terms.ts'
import { partOf } from './segment/segment-data.ts'
import { idAt, termAt } from './segment/segment-view.ts'
import { findId, type Place, placeOf, type Snapshot } from './segment/snapshot.ts'
import { stringAt } from './segment/string-table.ts'
import { readTokens } from './segment/tokens.ts'
import { semanticBest, vectorOf } from './semantic/semantic-best.ts'

export interface SimilarDocument {
  id: string
  score: number
  /** Terms that both have, the weightiest first. */
  shared: string[]
}

/** The weightiest terms of a document stand for it. */
const MOST_TERMS = 25
const MOST_SHARED = 4
const LOOKED_AT = 200

/** Nearest first, without the document itself; empty for an id that is not there. */
export function similarDocuments(snapshot: Snapshot, id: string, limit: number): SimilarDocument[] {
  const place = findId(snapshot, id)
  if (!place) return []
  const terms = tellingTerms(snapshot, place)
  const masks = snapshot.views.map(({ alive }) => alive)
  const lexical = topDocuments(snapshot.views, terms, masks, { limit: LOOKED_AT, room: createSums() })
  const vector = vectorOf(place)
  const semantic = vector ? semanticBest(snapshot, vector, masks, LOOKED_AT) : []
  const own = place.view.base + place.document
  return fuse(lexical, semantic, { semanticWeight: 0.5, depth: LOOKED_AT })
    .filter(({ document }) => document !== own)
    .slice(0, limit)
    .map(({ document, score }) => {
      const other = placeOf(snapshot, document)
      return { id: idAt(other.view.data, other.document), score, shared: sharedTerms(terms, other) }
    })
}

/** By how often the document has them and how rare they are, as BM25 weighs them. */
function tellingTerms(snapshot: Snapshot, { view, document }: Place): WeightedTerm[] {
  const counts = new Map<number, number>()
  let part = 0
  readTokens(view.data, document, {
    token: (number) => {
      if (part <= partOf.abstract) counts.set(number, (counts.get(number) ?? 0) + 1)
    },
    endPart: () => {
      part++
    },
  })
  const ranks = rankOfNumbers(view.data.forwardNumbers, counts)
  const terms = [...counts].map(([number, count]) => ({
    term: stringAt(view.data.terms, ranks.get(number) ?? 0),
    qtf: count,
  }))
  return weighTerms(snapshot, terms)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MOST_TERMS)
}

/** The few numbers of one document are looked for among all: a table for all would cost megabytes a segment. */
function rankOfNumbers(
  forwardNumbers: Uint32Array,
  wanted: ReadonlyMap<number, unknown>,
): Map<number, number> {
  const ranks = new Map<number, number>()
  for (let rank = 0; rank < forwardNumbers.length; rank++) {
    const number = forwardNumbers[rank] ?? 0
    if (wanted.has(number)) ranks.set(number, rank)
  }
  return ranks
}

function sharedTerms(terms: readonly WeightedTerm[], { view, document }: Place): string[] {
  return terms
    .filter(({ term }) => isIn(view.data, term, document))
    .slice(0, MOST_SHARED)
    .map(({ term }) => term)
}

function isIn(data: Place['view']['data'], term: string, document: number): boolean {
  const rank = termAt(data, term)
  return rank >= 0 && occurrencesIn(data, rank, document) > 0
}
