// What of a query is to be marked.

import type { Clause, Field, Query } from '../query/query.ts'
import { scanTerms } from '../text/analyze.ts'
import { fold } from '../text/fold.ts'
import { stem } from '../text/stem.ts'
import { isQuestionWord, isStopWord } from '../text/stop-words.ts'

/** `text`: a title or an abstract. */
export type SoughtText = Field | 'text'

export interface SoughtTerms {
  terms: ReadonlySet<string>
  /** By first term. */
  phrases: ReadonlyMap<string, readonly string[][]>
  /** Folded and stemmed beginnings of words (`learning*`). */
  beginnings: readonly string[]
  /** True for a word that begins as was asked for. */
  isBegun(term: string, folded: string): boolean
}

export function soughtTerms(query: Query, of: SoughtText): SoughtTerms {
  const gatherer = new Gatherer(of)
  gatherer.addWords(query.words.join(' '))
  for (const clause of query.required) gatherer.addClause(clause)
  return gatherer.sought()
}

class Gatherer {
  private readonly terms = new Set<string>()
  private readonly phrases = new Map<string, string[][]>()
  private readonly beginnings = new Set<string>()
  private readonly of: SoughtText

  constructor(of: SoughtText) {
    this.of = of
  }

  sought(): SoughtTerms {
    const beginnings = [...this.beginnings]
    return {
      terms: this.terms,
      phrases: this.phrases,
      beginnings,
      isBegun: (term, folded) =>
        beginnings.some((beginning) => term.startsWith(beginning) || folded.startsWith(beginning)),
    }
  }

  /** Words that stand alone mark by the rule by which they rank: those of a question only where there are no others. */
  addWords(text: string): void {
    const words = readTerms(text)
    const rules = [isQuestionWord, isStopWord, () => false]
    const isLeftOut = rules.find((rule) => words.single.some(({ folded }) => !rule(folded)))
    for (const { folded, term } of words.single) if (isLeftOut && !isLeftOut(folded)) this.terms.add(term)
    for (const term of words.joined) this.terms.add(term)
  }

  addClause(clause: Clause): void {
    if (clause.kind === 'all' || clause.kind === 'any') for (const one of clause.clauses) this.addClause(one)
    else if (clause.kind !== 'not' && this.concerns(clause.field)) this.addText(clause)
  }

  private concerns(field: Field | undefined): boolean {
    if (field === undefined || field === this.of) return true
    return this.of === 'text' && field !== 'author'
  }

  private addText(clause: Exclude<Clause, { kind: 'all' | 'any' | 'not' }>): void {
    const { single, all, joined } = readTerms(clause.text)
    if (clause.kind === 'phrase') this.addPhrase(all, joined)
    else if (clause.prefix) this.addBeginning(clause.text)
    else for (const term of [...single.map((word) => word.term), ...joined]) this.terms.add(term)
  }

  private addPhrase(terms: string[], joined: string[]): void {
    const [first, ...others] = terms
    if (first === undefined) return
    if (others.length === 0) this.terms.add(first)
    else this.phrases.set(first, [...(this.phrases.get(first) ?? []), terms])
    // "pre-training" in quotes also stands where it is written as one word.
    if (terms.length === 2 && joined.length === 1) this.terms.add(joined[0] ?? first)
  }

  /** Terms are stems: `learning*` also finds what `learn` stands for. */
  private addBeginning(text: string): void {
    const beginning = fold(text)
    for (const one of [beginning, stem(beginning)]) if (one !== '') this.beginnings.add(one)
  }
}

interface QueryTerms {
  all: string[]
  /** Those that mark by themselves: of "GPT-4" every 4 would be too much. */
  single: { folded: string; term: string }[]
  joined: string[]
}

function readTerms(text: string): QueryTerms {
  const words: { folded: string; term: string; start: number; end: number }[] = []
  const compounds: { term: string; start: number; end: number }[] = []
  scanTerms(text, {
    word: ({ folded, term }, start, end) => words.push({ folded, term, start, end }),
    joined: (term, start, end) => compounds.push({ term, start, end }),
  })
  const isPart = (word: { start: number; end: number }) =>
    compounds.some(
      ({ start, end }) => start <= word.start && word.end <= end && end - start > word.end - word.start,
    )
  return {
    all: words.map(({ term }) => term),
    single: words.filter((word) => !(/^(?:.|[\d.]+)$/u.test(word.folded) && isPart(word))),
    joined: compounds.map(({ term }) => term),
  }
}
