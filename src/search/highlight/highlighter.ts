// Which words of a text are those that were asked for.

import type { Query } from '../query/query.ts'
import { scanTerms } from '../text/analyze.ts'
import { likelyParts } from './likely-parts.ts'
import { type SoughtTerms, type SoughtText, soughtTerms } from './sought-terms.ts'
import type { Span } from './unbreakable.ts'

export interface Piece {
  text: string
  hit: boolean
}

/** Where something asked for stands, in UTF-16 units. */
export interface Hit {
  start: number
  end: number
  /** The same for two places where the same thing was found. */
  key: string
}

export interface Highlighter {
  /** The text cut where words begin and end that were asked for; joined again it is the text. For text without formulas. */
  pieces(text: string): Piece[]
  /** In order, not overlapping. */
  hits(text: string): Hit[]
}

/** Marks what the query ranks by or requires, not what it excludes. `of`: what the texts are; authors' names only mark as such. */
export function createHighlighter(query: Query, of: SoughtText = 'text'): Highlighter {
  const sought = soughtTerms(query, of)
  const partsOf = likelyParts([...sought.terms, ...sought.beginnings])
  const hits = (text: string) => {
    const isWholeRead = sought.phrases.size > 0 || text.includes('\\')
    return findHits(text, sought, isWholeRead ? [{ start: 0, end: text.length }] : partsOf(text))
  }
  return { hits, pieces: (text) => cutAtHits(text, hits(text), 0, text.length) }
}

/** The pieces of the text between two places; a hit beyond them is cut. */
export function cutAtHits(
  text: string,
  hits: readonly { start: number; end: number }[],
  from: number,
  to: number,
): Piece[] {
  const pieces: Piece[] = []
  let at = from
  const add = (end: number, hit: boolean) => {
    if (end > at) pieces.push({ text: text.slice(at, end), hit })
    at = Math.max(at, end)
  }
  for (const { start, end } of hits) {
    if (end <= at || start >= to) continue
    add(start, false)
    add(Math.min(end, to), true)
  }
  add(to, false)
  return pieces
}

function findHits(text: string, sought: SoughtTerms, parts: readonly Span[]): Hit[] {
  const hits: Hit[] = []
  const words: TextWord[] = []
  for (const part of parts) {
    const add = (term: string, folded: string, start: number, end: number) => {
      if (sought.terms.has(term) || sought.isBegun(term, folded))
        hits.push({ start: part.start + start, end: part.start + end, key: term })
    }
    scanTerms(text.slice(part.start, part.end), {
      word({ term, folded }, start, end) {
        words.push({ term, start, end })
        add(term, folded, start, end)
      },
      joined: (term, start, end) => add(term, term, start, end),
    })
  }
  // Then the text was read as a whole.
  if (sought.phrases.size > 0) hits.push(...findPhrases(words, sought.phrases))
  return merged(hits)
}

interface TextWord {
  term: string
  start: number
  end: number
}

function findPhrases(words: readonly TextWord[], phrases: SoughtTerms['phrases']): Hit[] {
  const hits: Hit[] = []
  for (const [at, { term, start }] of words.entries())
    for (const phrase of phrases.get(term) ?? []) {
      const last = words[at + phrase.length - 1]
      if (last && phrase.every((expected, offset) => words[at + offset]?.term === expected))
        hits.push({ start, end: last.end, key: phrase.join(' ') })
    }
  return hits
}

/** Hits that overlap become one. */
function merged(hits: Hit[]): Hit[] {
  const result: Hit[] = []
  for (const hit of hits.sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = result.at(-1)
    if (last && hit.start < last.end) last.end = Math.max(last.end, hit.end)
    else result.push(hit)
  }
  return result
}
