// Which terms of a query rank, and in what order they stood.

import type { Clause, Query } from '../query/query.ts'
import { analyze, type Word, wordsOf } from '../text/analyze.ts'
import { isQuestionWord, isStopWord } from '../text/stop-words.ts'
import { bm25, occurrenceWeight } from './bm25.ts'

export interface RankingTerm {
  term: string
  /** How often the query has it, early places counting more: `occurrenceWeight`. */
  qtf: number
}

export interface RankingTerms {
  terms: RankingTerm[]
  /** By text of the query, by word: the place of its term in `terms`, or -1 for a word that doesn't rank. */
  runs: number[][]
}

/**
 * Words that stand alone, and those of the conditions that must hold. Words that every text has, and those that
 * a question is made of, rank only where there are no others.
 */
export function rankingTerms(query: Query): RankingTerms {
  const texts = rankingTexts(query)
  const words = texts.map(wordsOf)
  const ranks = rankingRule(words.flat())
  const gathered = new GatheredTerms()
  let place = 0
  const runs = words.map((run) =>
    run.map((word) => {
      const weight = occurrenceWeight(place++)
      return ranks(word) ? gathered.add(word.term, weight) : -1
    }),
  )
  for (const term of texts.flatMap((text) => analyze(text).joined)) gathered.addNew(term, bm25.joinedWeight)
  return { terms: gathered.terms, runs }
}

/** The strictest rule that leaves a word. */
function rankingRule(words: readonly Word[]): (word: Word) => boolean {
  const rules = [
    ({ folded }: Word) => !isQuestionWord(folded),
    ({ folded }: Word) => !isStopWord(folded),
    () => true,
  ]
  return rules.find((rule) => words.some(rule)) ?? (() => true)
}

class GatheredTerms {
  readonly terms: RankingTerm[] = []
  readonly #places = new Map<string, number>()

  /** Returns the term's place. */
  add(term: string, weight: number): number {
    const known = this.#places.get(term)
    const place = known ?? this.terms.push({ term, qtf: 0 }) - 1
    this.#places.set(term, place)
    const entry = this.terms[place]
    if (entry) entry.qtf += weight
    return place
  }

  /** Nothing where the term is there already. */
  addNew(term: string, weight: number): void {
    if (!this.#places.has(term)) this.add(term, weight)
  }
}

/** The texts that a query is about, in the order typed: also what its vector is made of. */
export function rankingTexts({ words, required }: Query): string[] {
  return [words.join(' '), ...required.flatMap(textsOf)].filter((text) => text !== '')
}

function textsOf(clause: Clause): string[] {
  switch (clause.kind) {
    case 'word':
    case 'phrase':
      return [clause.text]
    case 'all':
    case 'any':
      return clause.clauses.flatMap(textsOf)
    case 'not':
      return []
  }
}
