// A vocabulary as a function: text → rows of the table.

import { createSplitter, scanWords, type Vocabulary } from './word-pieces.ts'

/** Calls `onToken` for every token of the text, in order, repeated ones too. */
export type Tokenizer = (text: string, onToken: (row: number) => void) => void

/** Words without a row whose pieces are remembered; hostile texts must not fill the memory. */
const mostRemembered = 50_000

/** A word is its row, or the rows of its pieces; two adjacent words of a sentence add their bigram's row. */
export function createTokenizer({ words, pieces, bigrams }: Vocabulary): Tokenizer {
  const wordRows = new Map(words.map((word, row) => [word, row]))
  const pieceRows = new Map(pieces.map((piece, at) => [piece, words.length + at]))
  const split = createSplitter((piece) => pieceRows.get(piece))
  const firstBigram = words.length + pieces.length
  const bigramRows = new Map(bigrams.map(([a, b], at) => [a * words.length + b, firstBigram + at]))
  const startsBigram = new Uint8Array(words.length)
  for (const [first] of bigrams) startsBigram[first] = 1
  const remembered = new Map<string, number[]>()

  function piecesOf(word: string): number[] {
    let found = remembered.get(word)
    if (!found) {
      found = split(word)
      if (remembered.size >= mostRemembered) remembered.clear()
      remembered.set(word, found)
    }
    return found
  }

  return (text, onToken) => {
    let before = -1
    scanWords(text, (word, afterBreak) => {
      const row = wordRows.get(word)
      if (row === undefined) {
        for (const piece of piecesOf(word)) onToken(piece)
        before = -1
        return
      }
      onToken(row)
      if (before >= 0 && !afterBreak && startsBigram[before]) {
        const bigram = bigramRows.get(before * words.length + row)
        if (bigram !== undefined) onToken(bigram)
      }
      before = row
    })
  }
}
