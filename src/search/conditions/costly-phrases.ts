// Phrases of words that nearly every paper has, like “of the”: reading all those papers would take seconds. They are
// taken as their words instead, and the reader is told.

import type { Clause, Ignored, Query } from '../query/query.ts'
import type { SegmentView } from '../segment/segment-view.ts'
import { analyze } from '../text/analyze.ts'
import { mostCandidates } from './phrase-mask.ts'

/**
 * How a phrase that isn't looked for is taken instead: as its words in any order, or, where it is excluded and
 * excluding its words would leave nothing, as standing nowhere.
 */
export type LoosePhrases = ReadonlyMap<Clause, 'words' | 'nowhere'>

/** Documents read for all phrases of one query; some 0.8 µs each. */
export const MOST_READ = 60_000
const MOST_TOLD = 10

/** Of the phrases (and compounds) of a query, those that it can't afford; the ones that cost least come first. */
export function loosePhrases(
  views: readonly SegmentView[],
  { required, excluded }: Pick<Query, 'required' | 'excluded'>,
  most = MOST_READ,
): LoosePhrases {
  const phrases = [
    ...required.flatMap((clause) => phrasesIn(clause, false)),
    ...excluded.flatMap((clause) => phrasesIn(clause, true)),
  ].map((phrase) => ({ ...phrase, cost: costOf(views, phrase.terms) }))
  const loose = new Map<Clause, 'words' | 'nowhere'>()
  let read = 0
  for (const { clause, isExcluded, cost } of phrases.sort((a, b) => a.cost - b.cost)) {
    read += cost
    if (read > most) loose.set(clause, isExcluded ? 'nowhere' : 'words')
  }
  return loose
}

/** What the reader is told: once a phrase. */
export function explainLoose(loose: LoosePhrases): Ignored[] {
  const told = new Map<string, Ignored>()
  for (const [clause, taken] of loose) {
    const text = `"${'text' in clause ? clause.text : ''}"`
    const instead = taken === 'words' ? 'so any order was taken.' : 'so it excludes none.'
    told.set(text, { text, why: `Its words stand in too many papers to look for their order, ${instead}` })
  }
  return [...told.values()].slice(0, MOST_TOLD)
}

interface Phrase {
  clause: Clause
  terms: readonly string[]
  isExcluded: boolean
}

function phrasesIn(clause: Clause, isExcluded: boolean): Phrase[] {
  switch (clause.kind) {
    case 'all':
    case 'any':
      return clause.clauses.flatMap((part) => phrasesIn(part, isExcluded))
    case 'not':
      return phrasesIn(clause.clause, !isExcluded)
    default: {
      const { terms } = analyze(clause.text)
      const isPhrase = terms.length > 1 && !(clause.kind === 'word' && clause.prefix)
      return isPhrase ? [{ clause, terms, isExcluded }] : []
    }
  }
}

const costOf = (views: readonly SegmentView[], terms: readonly string[]): number =>
  views.reduce((sum, { data }) => sum + mostCandidates(data, terms), 0)
