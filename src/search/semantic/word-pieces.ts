// How text becomes tokens. The trainer and the encoder share this file: a token means the same in both.

/** What the table of vectors has rows for, in the order of its rows: words, pieces, bigrams. */
export interface Vocabulary {
  words: readonly string[]
  /** `^start` of a word or `+continuation`. */
  pieces: readonly string[]
  /** Adjacent words as positions in `words`. */
  bigrams: readonly (readonly [number, number])[]
}

/** Longer words are cut: they are identifiers or damage. */
export const longestWord = 40
/** Characters of a piece, without its mark. */
export const longestPiece = 12

/**
 * Calls `onWord` with every word, lower-case and without accents; `afterBreak` says that a sentence ended between
 * it and the word before. Any string is fine, also damaged UTF-16.
 */
export function scanWords(text: string, onWord: (word: string, afterBreak: boolean) => void): void {
  const folded = fold(text)
  let start = -1
  let afterBreak = false
  for (let i = 0; i <= folded.length; i++) {
    const code = i < folded.length ? folded.charCodeAt(i) : space
    if (code > 127 || isWordCode[code]) {
      if (start < 0) start = i
      continue
    }
    if (start >= 0) {
      onWord(folded.slice(start, Math.min(i, start + longestWord)), afterBreak)
      start = -1
      afterBreak = false
    }
    if (endsSentence[code] && isWhite(folded.charCodeAt(i + 1))) afterBreak = true
  }
}

const space = 32
const isWordCode = Uint8Array.from({ length: 128 }, (_, code) =>
  Number(/[a-z0-9]/.test(String.fromCharCode(code))),
)
const endsSentence = Uint8Array.from({ length: 128 }, (_, code) =>
  Number('.?!'.includes(String.fromCharCode(code))),
)
const isWhite = (code: number) => code === space || (code >= 9 && code <= 13)

// What is left beyond ASCII are letters and digits only, so that the scanner needs no tables of Unicode.
function fold(text: string): string {
  if (!/[^\0-\x7f]/.test(text)) return text.toLowerCase()
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\0-\x7f]/gu, ' ')
}

/** The pieces of a word by greedy longest match; characters without a piece are left out. */
export type Splitter = (word: string) => number[]

/** `idOf` is asked for `^start` and `+continuation`. */
export function createSplitter(idOf: (piece: string) => number | undefined): Splitter {
  return (word) => {
    const ids: number[] = []
    let at = 0
    while (at < word.length) {
      let length = Math.min(longestPiece, word.length - at)
      let id: number | undefined
      for (; length > 0; length--) {
        id = idOf((at === 0 ? '^' : '+') + word.slice(at, at + length))
        if (id !== undefined) break
      }
      if (id !== undefined) ids.push(id)
      at += Math.max(length, 1)
    }
    return ids
  }
}
