// Pieces for the words that have no row of their own.

import { createSplitter, longestPiece } from '../../src/search/semantic/word-pieces.ts'

interface CountedWord {
  word: string
  count: number
}

const mostWords = 250_000
const firstCandidates = 60_000

/**
 * Begins with the most frequent substrings, splits all words with them as the encoder will, keeps what was used
 * most, and repeats until `size` are left. Letters and digits stay whatever their use: they make every word
 * of ASCII expressible.
 */
export function choosePieces(words: readonly CountedWord[], size: number): string[] {
  const counted = words.filter(({ count }) => count >= 2).slice(0, mostWords)
  const weights = counted.map(({ count }) => Math.sqrt(count))
  const base = [...'abcdefghijklmnopqrstuvwxyz0123456789'].flatMap((letter) => [`^${letter}`, `+${letter}`])
  let pieces = new Set([...base, ...frequentSubstrings(counted, weights)])
  while (pieces.size > size) {
    const uses = countUses(counted, weights, pieces)
    const next = Math.max(size, Math.floor(pieces.size * 0.6))
    const ranked = [...pieces]
      .filter((piece) => piece.length > 2)
      .map((piece) => ({ piece, score: (uses.get(piece) ?? 0) * (piece.length - 1) }))
      .sort((a, b) => b.score - a.score || (a.piece < b.piece ? -1 : 1))
    pieces = new Set([...base, ...ranked.slice(0, next - base.length).map(({ piece }) => piece)])
  }
  return [...pieces]
}

function frequentSubstrings(words: readonly CountedWord[], weights: readonly number[]): string[] {
  const scores = new Map<string, number>()
  words.forEach(({ word }, at) => {
    // The long tail adds nothing to frequent substrings but millions of rare ones.
    if (at > mostWords / 3) return
    for (let start = 0; start < word.length; start++) {
      for (let end = start + 2; end <= Math.min(word.length, start + longestPiece); end++) {
        const piece = (start === 0 ? '^' : '+') + word.slice(start, end)
        scores.set(piece, (scores.get(piece) ?? 0) + (weights[at] ?? 0))
      }
    }
  })
  return [...scores]
    .filter(([, score]) => score > 20)
    .map(([piece, score]) => ({ piece, score: score * (piece.length - 1) }))
    .sort((a, b) => b.score - a.score || (a.piece < b.piece ? -1 : 1))
    .slice(0, firstCandidates)
    .map(({ piece }) => piece)
}

function countUses(
  words: readonly CountedWord[],
  weights: readonly number[],
  pieces: Set<string>,
): Map<string, number> {
  const list = [...pieces]
  const numbers = new Map(list.map((piece, number) => [piece, number]))
  const uses = new Float64Array(list.length)
  const split = createSplitter((piece) => numbers.get(piece))
  words.forEach(({ word }, at) => {
    for (const piece of split(word)) uses[piece] = (uses[piece] ?? 0) + (weights[at] ?? 0)
  })
  return new Map(list.map((piece, number) => [piece, uses[number] ?? 0]))
}
