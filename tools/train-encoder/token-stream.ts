// The training texts as tokens of the vocabulary.

import { createSplitter, type Vocabulary } from '../../src/search/semantic/word-pieces.ts'
import { type NumberedWords, sentenceMark } from './word-stream.ts'

/** Stands between sentences; a row of the table never has this number. */
export const tokenMark = 65_535

export interface TokenStream {
  /** A paper is its title, a mark, its sentences with marks between. */
  tokens: Uint16Array
  /** Where each paper starts; one more at the end. */
  starts: Float64Array
}

export function tokenize(texts: NumberedWords, vocabulary: Vocabulary): TokenStream {
  const tokensOf = tokensOfWords(texts.words, vocabulary)
  const wordPlace = new Map(vocabulary.words.map((word, at) => [word, at]))
  const place = Int32Array.from(texts.words, (word) => wordPlace.get(word) ?? -1)
  const width = vocabulary.words.length
  const firstBigram = width + vocabulary.pieces.length
  const bigrams = new Map(vocabulary.bigrams.map(([a, b], at) => [a * width + b, firstBigram + at]))
  // A word with a row adds at most its bigram; others have at most `longestWord` pieces but far fewer on average.
  let tokens = new Uint16Array(texts.stream.length * 2)
  const starts = new Float64Array(texts.starts.length)
  let length = 0
  for (let paper = 0; paper + 1 < texts.starts.length; paper++) {
    starts[paper] = length
    if (length + 50_000 > tokens.length) tokens = enlarged(tokens)
    let before = -1
    for (let at = texts.starts[paper] ?? 0; at < (texts.starts[paper + 1] ?? 0); at++) {
      const word = texts.stream[at] ?? sentenceMark
      const here = word === sentenceMark ? -1 : (place[word] ?? -1)
      if (word === sentenceMark) tokens[length++] = tokenMark
      else for (const token of tokensOf[word] ?? []) tokens[length++] = token
      const pair = here >= 0 && before >= 0 ? bigrams.get(before * width + here) : undefined
      if (pair !== undefined) tokens[length++] = pair
      before = here
    }
  }
  starts[starts.length - 1] = length
  return { tokens: tokens.slice(0, length), starts }
}

/** The texts of both, those of `more` after those of `first`. */
export function joined(first: TokenStream, more: TokenStream): TokenStream {
  const tokens = new Uint16Array(first.tokens.length + more.tokens.length)
  tokens.set(first.tokens)
  tokens.set(more.tokens, first.tokens.length)
  const later = more.starts.map((start) => start + first.tokens.length)
  const starts = new Float64Array(first.starts.length + more.starts.length - 1)
  starts.set(first.starts)
  starts.set(later.subarray(1), first.starts.length)
  return { tokens, starts }
}

function tokensOfWords(words: readonly string[], vocabulary: Vocabulary): Uint16Array[] {
  const rows = new Map<string, number>()
  const pieces = new Map<string, number>()
  vocabulary.words.forEach((word, at) => {
    rows.set(word, at)
  })
  vocabulary.pieces.forEach((piece, at) => {
    pieces.set(piece, vocabulary.words.length + at)
  })
  const split = createSplitter((piece) => pieces.get(piece))
  return words.map((word) => {
    const row = rows.get(word)
    return Uint16Array.from(row === undefined ? split(word) : [row])
  })
}

function enlarged(tokens: Uint16Array<ArrayBuffer>): Uint16Array<ArrayBuffer> {
  const larger = new Uint16Array(tokens.length * 1.5)
  larger.set(tokens)
  return larger
}
