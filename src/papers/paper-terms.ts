// Whether a paper speaks of a keyword, as the search has it: its words in this order, in whatever form and case, within one
// field. `rag` isn't in `fragment`; `language model` is in `Language Models`, and `pre-training` in `pretraining`.

import { asOneWord } from '../search/conditions/clause-mask.ts'
import { analyze } from '../search/text/analyze.ts'

/** What is looked at of a paper. */
export interface PaperText {
  title: string
  abstract: string
  keywords: readonly string[]
}

/** The words of some texts, ready to be asked. */
export interface Terms {
  /** ` state space model | of fragment `: no phrase runs from one text into the next. */
  line: string
  /** Each word, and those that compounds make. */
  each: ReadonlySet<string>
}

/** A keyword or a name, ready to be looked for. */
export interface Sought {
  /** In order; none: it fits nothing. */
  terms: readonly string[]
  /** Padded by spaces. */
  phrase: string
  /** The same written as one word. */
  joined: string | null
}

export function termsOf(texts: readonly string[]): Terms {
  const each = new Set<string>()
  const lines = texts.map((text) => {
    const { terms, joined } = analyze(text)
    for (const term of terms) each.add(term)
    for (const term of joined) each.add(term)
    return terms.join(' ')
  })
  return { line: ` ${lines.join(' | ')} `, each }
}

export function soughtOf(text: string): Sought {
  const { terms } = analyze(text)
  return { terms, phrase: ` ${terms.join(' ')} `, joined: asOneWord(text) }
}

export function holds({ line, each }: Terms, { terms, phrase, joined }: Sought): boolean {
  const [only, ...others] = terms
  if (only === undefined) return false
  if (joined !== null && each.has(joined)) return true
  return others.length === 0 ? each.has(only) : each.has(only) && line.includes(phrase)
}

/** The papers of an edition are asked for each of its readers. */
const known = new WeakMap<PaperText, Terms>()

export function termsOfPaper(paper: PaperText): Terms {
  const terms = known.get(paper) ?? termsOf([paper.title, paper.abstract, ...paper.keywords])
  known.set(paper, terms)
  return terms
}
