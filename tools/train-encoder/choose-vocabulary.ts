// Which words, pieces and bigrams get a row of the table.

import type { Vocabulary } from '../../src/search/semantic/word-pieces.ts'
import { choosePieces } from './choose-pieces.ts'
import { sentenceMark, type WordStream } from './word-stream.ts'

export interface VocabularySize {
  words: number
  pieces: number
  bigrams: number
}

/** Words by the number of papers they stand in, pieces for all other words, bigrams that say more than their words. */
export function chooseVocabulary(texts: WordStream, size: VocabularySize): Vocabulary {
  const { words, documentFrequency } = texts
  const byFrequency = words
    .map((_, word) => word)
    .sort((a, b) => (documentFrequency[b] ?? 0) - (documentFrequency[a] ?? 0) || a - b)
  const chosen = byFrequency.slice(0, size.words)
  const rest = byFrequency
    .slice(size.words)
    .map((word) => ({ word: words[word] ?? '', count: documentFrequency[word] ?? 0 }))
  const pieces = choosePieces(rest, size.pieces)
  const bigrams = chooseBigrams(texts, chosen, size.bigrams)
  // Sorted by text, as the model file stores them; the bigrams name words by their place in that order.
  const sorted = [...chosen].sort((a, b) => compareText(words[a] ?? '', words[b] ?? ''))
  const place = new Map(sorted.map((word, at) => [word, at]))
  return {
    words: sorted.map((word) => words[word] ?? ''),
    pieces: pieces.sort(compareText),
    bigrams: bigrams
      .map(([a, b]): [number, number] => [place.get(a) ?? 0, place.get(b) ?? 0])
      .sort((x, y) => x[0] - y[0] || x[1] - y[1]),
  }
}

export const compareText = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

/** Pairs with one of these many most frequent words are grammar ("of the"), not terms; nor are single letters. */
const grammarWords = 120
const fewestPairs = 60

// Ranked by count · log(count · N / (count a · count b)): how many bits the pair saves over its two words.
function chooseBigrams(texts: WordStream, chosen: number[], count: number): [number, number][] {
  const rank = new Int32Array(texts.words.length).fill(-1)
  chosen.forEach((word, at) => {
    rank[word] = at
  })
  const singles = new Float64Array(chosen.length)
  const pairs = new Map<number, number>()
  const isTerm = chosen.map((word, at) => at >= grammarWords && (texts.words[word] ?? '').length > 1)
  let before = -1
  for (const word of texts.stream) {
    const at = word === sentenceMark ? -1 : (rank[word] ?? -1)
    if (at >= 0) singles[at] = (singles[at] ?? 0) + 1
    if (isTerm[at] && isTerm[before]) {
      const key = before * chosen.length + at
      pairs.set(key, (pairs.get(key) ?? 0) + 1)
    }
    before = at
  }
  const total = texts.stream.length
  const single = (at: number) => singles[at] ?? 1
  const scored = [...pairs]
    .filter(([, times]) => times >= fewestPairs)
    .map(([key, times]) => {
      const [a, b] = [Math.floor(key / chosen.length), key % chosen.length]
      return { a, b, score: times * Math.log((times * total) / (single(a) * single(b))) }
    })
  scored.sort((x, y) => y.score - x.score || x.a - y.a || x.b - y.b)
  return scored.slice(0, count).map(({ a, b }) => [chosen[a] ?? 0, chosen[b] ?? 0])
}
