// From text to the terms of the index: the same for papers and for queries.

import { Compound } from './compounds.ts'
import type { KnownWord } from './lexicon.ts'
import { scanWords } from './tokenize.ts'

/** Changes whenever terms change: indexes are then rebuilt. */
export const ANALYSIS_VERSION = 1

export interface Analysis {
  /** One a position. Words of a compound stand at adjacent positions. */
  terms: string[]
  /** Further terms without a position: `pretrain` for "pre-training", `resnet` for "ResNet50". */
  joined: string[]
}

/** Where a word stands in its source; offsets in UTF-16 units. */
export interface Word {
  /** Lower case, without accents; not stemmed. */
  folded: string
  term: string
  start: number
  end: number
}

export interface TermSink {
  word(word: KnownWord, start: number, end: number): void
  joined(term: string, start: number, end: number): void
}

export function analyze(text: string): Analysis {
  const terms: string[] = []
  const joined: string[] = []
  scanTerms(text, {
    word: (word) => terms.push(word.term),
    joined: (term) => joined.push(term),
  })
  return { terms, joined }
}

/** The words of a text in order, for highlights. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = []
  scanTerms(text, {
    word: ({ folded, term }, start, end) => words.push({ folded, term, start, end }),
    joined: () => {},
  })
  return words
}

/** Every word and every joined term with its place. */
export function scanTerms(text: string, sink: TermSink): void {
  const compound = new Compound(sink)
  scanWords(text, (word, start, end, tied) => {
    if (tied) compound.add(word.folded, start, end)
    else compound.begin(word.folded, start, end)
    sink.word(word, start, end)
    if (word.name !== '') sink.joined(word.name, start, end)
  })
  compound.finish()
}
