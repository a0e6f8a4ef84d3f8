// Where the words of a text stand. One pass; what a word is worth to an index is decided in analyze.ts.

import { firstDoubtfulKind, kind, kindAt, lastWordKind, widthAt } from './character-kinds.ts'
import { longestWord } from './fold.ts'
import { readAccent, readCommand } from './latex-words.ts'
import { type KnownWord, knowWord } from './lexicon.ts'

/**
 * @param start and `end`: where it stands in the text, in UTF-16 units
 * @param tied to the word before by a hyphen, a subscript or the like, without a space
 */
export type OnWord = (word: KnownWord, start: number, end: number, tied: boolean) => void

/** Calls back for each word in order. Takes time linear in the text, whatever it holds. */
export function scanWords(text: string, onWord: OnWord): void {
  new Scanner(text, onWord).scan()
}

/** How the gap since the last word looks so far. */
const gap = { broken: 0, none: 1, brace: 2, braces: 3, tied: 4 } as const

class Scanner {
  private at = 0
  private gap: number = gap.broken
  private hyphens = 0
  private readonly text: string
  private readonly onWord: OnWord

  constructor(text: string, onWord: OnWord) {
    this.text = text
    this.onWord = onWord
  }

  scan(): void {
    const length = this.text.length
    while (this.at < length) {
      const found = kindAt(this.text, this.at)
      if (found <= lastWordKind) this.readWord(this.at)
      else if (found === kind.separator) this.skipSeparator()
      else this.readOther(found)
    }
  }

  private skipSeparator(): void {
    this.gap = gap.broken
    this.at++
  }

  private readOther(found: number): void {
    if (found === kind.single) this.readSingle()
    else if (found === kind.backslash) this.readBackslash()
    else if (found === kind.openingBrace && this.readAccentedWord()) return
    else if (found === kind.dot && this.readDotNet()) return
    else {
      this.gap = this.gapBehind(found)
      this.at++
    }
  }

  private gapBehind(found: number): number {
    if (found === kind.invisible || this.gap === gap.broken) return this.gap
    if (found === kind.tie) return gap.tied
    if (found === kind.hyphen) return ++this.hyphens > 2 ? gap.broken : gap.tied
    if (found === kind.openingBrace || found === kind.closingBrace) return braceAfter[this.gap] ?? gap.broken
    // O'Brien
    const ties = found === kind.apostrophe && this.gap === gap.none
    return ties && kindAt(this.text, this.at + 1) === kind.letter ? gap.tied : gap.broken
  }

  /** Takes the word that stands in `source` from `from` to `to`; `source` is not the text where LaTeX wrote it. */
  private emit(source: string, from: number, to: number, start: number, end: number): void {
    const tied = this.gap === gap.tied || this.gap === gap.brace
    this.gap = gap.none
    this.hyphens = 0
    const word = knowWord(source, from, Math.min(to, from + longestWord))
    if (word.term !== '') this.onWord(word, start, end, tied)
  }

  private readWord(start: number): void {
    const end = this.runEnd(start)
    this.at = end
    if (kindAt(this.text, end) >= firstDoubtfulKind) this.readRest('', start, start)
    else this.emit(this.text, start, end, start, end)
  }

  /** Behind the letters, digits and marks from `start` on. */
  private runEnd(start: number): number {
    let end = start
    while (kindAt(this.text, end) <= lastWordKind) end += widthAt(this.text, end)
    return end
  }

  /** A word with more in it than letters: 3.5, don't, Erd\H{o}s, C++. `letters` have been read already. */
  private readRest(letters: string, start: number, from: number): void {
    let raw = letters
    let at = from
    for (;;) {
      const end = this.runEnd(at)
      if (end > at && raw.length < longestWord) raw += this.text.slice(at, Math.min(end, at + longestWord))
      at = end
      const more = continuation(this.text, at, raw)
      if (!more) break
      if (raw.length < longestWord) raw += more.letters
      at = more.end
      if (more.isLast) break
    }
    this.at = behindGenitive(this.text, at)
    this.emit(raw, 0, raw.length, start, at)
  }

  private readSingle(): void {
    const start = this.at
    let end = start + widthAt(this.text, start)
    while (kindAt(this.text, end) === kind.mark) end += widthAt(this.text, end)
    this.at = end
    this.gap = gap.broken
    this.emit(this.text, start, end, start, end)
    this.gap = gap.broken
  }

  private readAccentedWord(): boolean {
    const accented = readAccent(this.text, this.at)
    if (accented) this.readRest(accented.letters, this.at, accented.end)
    return accented !== null
  }

  private readBackslash(): void {
    if (this.readAccentedWord()) return
    const start = this.at
    const command = readCommand(this.text, start)
    this.at = command.end
    if (command.kind === 'word') this.emit(command.word, 0, command.word.length, start, command.end)
    else if (command.kind === 'separator') this.gap = gap.broken
  }

  private readDotNet(): boolean {
    const { text, at } = this
    if (text.slice(at, at + 4).toLowerCase() !== '.net' || this.gap === gap.none) return false
    if (kindAt(text, at + 4) <= lastWordKind) return false
    this.at = at + 4
    this.emit('.net', 0, 4, at, at + 4)
    return true
  }
}

const braceAfter: Record<number, number> = {
  [gap.none]: gap.brace,
  [gap.brace]: gap.braces,
  [gap.braces]: gap.braces,
  [gap.tied]: gap.tied,
}

interface Continuation {
  letters: string
  end: number
  isLast?: boolean
}

/** What follows a run of letters and still belongs to the word. */
function continuation(text: string, at: number, raw: string): Continuation | null {
  switch (kindAt(text, at)) {
    case kind.invisible:
      return { letters: '', end: at + 1 }
    case kind.dot:
      return isDigit(text, at - 1) && isDigit(text, at + 1) ? { letters: '.', end: at + 1 } : null
    case kind.comma:
      return isDigit(text, at - 1) && hasThreeDigits(text, at + 1) ? { letters: '', end: at + 1 } : null
    case kind.apostrophe:
      return contraction(text, at)
    case kind.backslash:
      return readAccent(text, at) ?? (/[-/@]/.test(text[at + 1] ?? '') ? { letters: '', end: at + 2 } : null)
    case kind.openingBrace:
      return readAccent(text, at)
    default:
      return languageSign(text, at, raw)
  }
}

/** "don't" and "we're" are one word each. */
function contraction(text: string, at: number): Continuation | null {
  contractions.lastIndex = at + 1
  const tail = contractions.exec(text)?.[0]
  return tail === undefined || kindAt(text, at + 1 + tail.length) <= lastWordKind
    ? null
    : { letters: tail, end: at + 1 + tail.length }
}
const contractions = /(?:t|re|ve|ll|d|m)/iy

/** C++, g++, C#, F#. */
function languageSign(text: string, at: number, raw: string): Continuation | null {
  if (raw.length > 2 || !/^[a-zA-Z]+$/.test(raw)) return null
  const sign = text.startsWith('++', at) ? '++' : text[at] === '#' && raw.length === 1 ? '#' : ''
  return sign === '' || kindAt(text, at + sign.length) <= lastWordKind
    ? null
    : { letters: sign, end: at + sign.length, isLast: true }
}

/** "Bayes's" is "Bayes". */
function behindGenitive(text: string, at: number): number {
  const isGenitive =
    kindAt(text, at) === kind.apostrophe &&
    (text[at + 1] === 's' || text[at + 1] === 'S') &&
    kindAt(text, at + 2) > lastWordKind
  return isGenitive ? at + 2 : at
}

function isDigit(text: string, at: number): boolean {
  return at >= 0 && kindAt(text, at) === kind.digit
}

function hasThreeDigits(text: string, at: number): boolean {
  return isDigit(text, at) && isDigit(text, at + 1) && isDigit(text, at + 2) && !isDigit(text, at + 3)
}
