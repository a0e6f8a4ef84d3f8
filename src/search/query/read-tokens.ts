// A query cut into words, phrases and signs. Whatever can't be one of them is named and left out here, so that the
// parser sees balanced parentheses only.

import { wordsOf } from '../text/analyze.ts'
import { explainUnknownField, type FieldName, findField } from './fields.ts'
import { nameIgnored } from './ignored.ts'
import type { Ignored } from './query.ts'

export type Token = TokenKind & { start: number; end: number }

type TokenKind =
  | { kind: 'word'; text: string; prefix: boolean }
  | { kind: 'phrase'; text: string }
  | { kind: 'open' | 'close' }
  | { kind: 'operator'; name: OperatorName }
  /** The next three belong to what follows at once, if something does. */
  | { kind: 'sign'; sign: '-' | '+' }
  | { kind: 'field'; field: FieldName }
  /** Stands for something that was named and left out, so that a sign before it isn't taken for another word's. */
  | { kind: 'nothing' }

/** Deeper parentheses are left out: nobody can read them. */
const deepest = 8
/** Words and phrases; a longer query is a document. */
export const mostWords = 64
/** In UTF-16 units; whatever is longer is no word. */
const longestRun = 200

/** `text` as `readableText` gives it; `source` as typed, of the same length, is what `ignored` quotes. */
export function readTokens(text: string, source: string, ignored: Ignored[]): Token[] {
  const reader = new TokenReader(text, source, ignored)
  reader.read()
  return reader.tokens
}

/** Signs that stand around words without meaning anything here. A dot may begin a word: .NET. */
const noise = /[\s,;:!?'`~|&=<>%*/…—–·•]|\.(?![a-z])|-{2,}|\+{2,}/iy
const trailing = /[\s,;:!?'`~|&=<>%…—–·•.-]+$/
const fieldName = /[a-z]{2,12}(?=:)/iy

class TokenReader {
  readonly tokens: Token[] = []
  private at = 0
  private words = 0
  private readonly opened: number[] = []
  /** Parentheses too deep to be read that are still open. */
  private tooDeep = 0
  private readonly text: string
  private readonly source: string
  private readonly ignored: Ignored[]

  constructor(text: string, source: string, ignored: Ignored[]) {
    this.text = text
    this.source = source
    this.ignored = ignored
  }

  read(): void {
    while (this.at < this.text.length && this.words < mostWords) this.readNext('nothing')
    if (this.at < this.text.length) this.nameRest()
    else
      for (const at of this.opened)
        this.name(at, at + 1, 'This parenthesis is never closed; it was read as closing at the end.')
  }

  /** `behind`: what stands just before. There a word is no operator, and behind a field no other sign or field begins. */
  private readNext(behind: 'nothing' | 'sign' | 'field'): void {
    if (this.text[this.at] === ')') this.close()
    else if (this.skipNoise()) return
    else if (isQuote(this.text, this.at)) this.readPhrase()
    else if (this.text[this.at] === '(') this.open()
    else if (behind !== 'field' && (this.readSign() || this.readField())) return
    else this.readWord(behind !== 'nothing')
  }

  private skipNoise(): boolean {
    noise.lastIndex = this.at
    if (!noise.test(this.text)) return false
    this.at = noise.lastIndex
    return true
  }

  private push(token: TokenKind, start: number): void {
    this.tokens.push({ ...token, start, end: this.at })
  }

  private open(): void {
    const start = this.at++
    if (this.opened.length < deepest) {
      this.opened.push(start)
      this.push({ kind: 'open' }, start)
    } else if (this.tooDeep++ === 0)
      this.name(start, this.at, 'Parentheses this deep are left out; use fewer.')
  }

  private close(): void {
    const start = this.at++
    if (this.tooDeep > 0) this.tooDeep--
    else if (this.opened.pop() === undefined)
      this.name(start, this.at, 'This parenthesis closes nothing; put another one where the group begins.')
    else this.push({ kind: 'close' }, start)
  }

  private readPhrase(): void {
    const start = this.at
    let end = start + 1
    while (end < this.text.length && !isQuote(this.text, end)) end++
    if (end === this.text.length) {
      this.at = start + 1
      this.name(start, this.at, 'This quotation mark has no partner; put one at both ends of the phrase.')
      return
    }
    this.at = end + 1
    const text = this.text
      .slice(start + 1, end)
      .replace(/\s+/g, ' ')
      .trim()
    if (wordsOf(text).length > 0) this.pushWord({ kind: 'phrase', text }, start)
    else this.leaveOut(start, 'There is no word between these quotation marks.')
  }

  private readSign(): boolean {
    const start = this.at
    const sign = this.text[start]
    if (sign !== '-' && sign !== '+') return false
    this.at++
    if (/[\s)]|^$/.test(this.text[this.at] ?? '')) {
      const does = sign === '-' ? 'excludes' : 'requires'
      this.name(start, this.at, `A ${sign} ${does} a word only when it touches it: ${sign}word.`)
    } else {
      this.push({ kind: 'sign', sign }, start)
      this.readBound('sign')
    }
    return true
  }

  private readField(): boolean {
    const start = this.at
    fieldName.lastIndex = start
    const name = fieldName.exec(this.text)?.[0]
    const field = name === undefined ? undefined : findField(name)
    if (name === undefined || !field) return false
    this.at += name.length + 1
    if (!/[\s)]|^$/.test(this.text[this.at] ?? '')) {
      this.push({ kind: 'field', field }, start)
      this.readBound('field')
      return true
    }
    this.name(
      start,
      this.at,
      `Write what ${name.toLowerCase()}: is to be right behind the colon, without a space.`,
    )
    this.pushWord({ kind: 'word', text: name, prefix: false }, start)
    return true
  }

  /** What belongs to the sign or field before: exactly one thing. */
  private readBound(behind: 'sign' | 'field'): void {
    const before = this.tokens.length
    while (this.skipNoise() || this.skipSign());
    if (this.at < this.text.length && this.text[this.at] !== ')') this.readNext(behind)
    if (this.tokens.length === before) this.push({ kind: 'nothing' }, this.at)
  }

  private skipSign(): boolean {
    const isSign = this.text[this.at] === '-' || this.text[this.at] === '+'
    if (isSign) this.at++
    return isSign
  }

  private readWord(isBound: boolean): void {
    const start = this.at
    const run = this.text.slice(start, this.endOfWord())
    this.at = start + run.length
    const bare = run.replace(trailing, '')
    const text = bare.replace(/[*\s,;:!?'`~|&=<>%…—–·•.-]+$/, '')
    if (!isBound && isOperator(text)) this.push({ kind: 'operator', name: text }, start)
    else if (wordsOf(text).length === 0) this.leaveOutSymbols(start)
    else this.readFoundWord(bare, text, start)
  }

  private readFoundWord(bare: string, text: string, start: number): void {
    const isPrefix = bare.length > text.length && bare[text.length] === '*'
    const prefix = isPrefix && wordsOf(text).some(({ folded }) => folded.length > 1)
    if (isPrefix && !prefix) this.name(start, this.at, 'A word that is cut short with * needs two letters.')
    this.explainField(text, start)
    this.pushWord({ kind: 'word', text, prefix }, start)
  }

  /** Up to a space, a quotation mark, or a parenthesis that the word doesn't balance: "f(x)" is one word. */
  private endOfWord(): number {
    const limit = Math.min(this.text.length, this.at + longestRun)
    const opened: number[] = []
    for (let at = this.at; at < limit; at++) {
      const character = this.text[at] ?? ''
      if (/\s/.test(character) || isQuote(this.text, at)) return opened[0] ?? at
      if (character === '(') opened.push(at)
      if (character === ')' && opened.pop() === undefined) return at
    }
    const isHalf = limit < this.text.length && /[\ud800-\udbff]/.test(this.text[limit - 1] ?? '')
    return opened[0] ?? (isHalf ? limit - 1 : limit)
  }

  private explainField(text: string, start: number): void {
    const [, name = '', value] = /^([a-z]{2,12}):([^/\s].*)$/is.exec(text) ?? []
    const why = value === undefined ? null : explainUnknownField(name)
    if (why !== null) this.name(start, this.at, why)
  }

  private leaveOutSymbols(start: number): void {
    const isAscii = /^[ -~]*$/.test(this.text.slice(start, this.at))
    if (isAscii) this.push({ kind: 'nothing' }, start)
    else this.leaveOut(start, 'There is no letter or digit in this; search looks for words.')
  }

  private leaveOut(start: number, why: string): void {
    this.name(start, this.at, why)
    this.push({ kind: 'nothing' }, start)
  }

  private pushWord(token: TokenKind, start: number): void {
    this.words++
    this.push(token, start)
  }

  private nameRest(): void {
    const rest = this.text.slice(this.at)
    if (wordsOf(rest.slice(0, longestRun)).length > 0)
      this.name(this.at, this.text.length, `A search reads ${mostWords} words; these were left out.`)
  }

  private name(start: number, end: number, why: string): void {
    nameIgnored(this.ignored, this.source.slice(start, end), why)
  }
}

type OperatorName = 'AND' | 'OR' | 'NOT'

export function isOperator(text: string): text is OperatorName {
  return text === 'AND' || text === 'OR' || text === 'NOT'
}

/** `\"` before a letter is LaTeX's umlaut. */
function isQuote(text: string, at: number): boolean {
  return text[at] === '"' && !(text[at - 1] === '\\' && /[a-z{\\]/i.test(text[at + 1] ?? ''))
}
