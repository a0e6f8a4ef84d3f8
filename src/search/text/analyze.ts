// From text to the terms of the index: the same for papers and for queries.

import { Compound } from './compounds.ts'
import { fold } from './fold.ts'
import { stem } from './stem.ts'
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

export interface KnownWord {
  folded: string
  term: string
  /** The term of the letters of a name with a number, as of "Llama3"; `''` for other words. */
  name: string
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
  scanWords(text, (raw, start, end, tied) => {
    const word = know(raw)
    if (word.term === '') return
    if (tied) compound.add(word.folded, start, end)
    else compound.begin(word.folded, start, end)
    sink.word(word, start, end)
    if (word.name !== '') sink.joined(word.name, start, end)
  })
  compound.finish()
}

/** Words come back: looking one up is several times cheaper than stemming it. Some 10 MB when full. */
const lexicon = new Map<string, KnownWord>()
const mostKnownWords = 50_000

function know(raw: string): KnownWord {
  return lexicon.get(raw) ?? learn(raw)
}

function learn(raw: string): KnownWord {
  if (lexicon.size >= mostKnownWords) lexicon.clear()
  const folded = fold(raw)
  const name = /^([a-z]{3,}?)v?[0-9][0-9.]*[a-z]?$/.exec(folded)?.[1]
  const known = { folded, term: stem(folded), name: name === undefined ? '' : stem(name) }
  lexicon.set(ownCopy(raw), known)
  return known
}

/** A slice of a text would keep the whole text alive for as long as the lexicon knows the word. */
function ownCopy(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le')
}
