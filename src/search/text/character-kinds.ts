// What a UTF-16 unit is to the tokenizer: one table look-up instead of a regular expression a character.

/** Kinds up to `mark` continue a word; those from `dot` on may do so, after a closer look. */
export const kind = {
  unknown: 0,
  letter: 1,
  digit: 2,
  mark: 3,
  /** Stands alone as a word: scripts written without spaces. */
  single: 4,
  separator: 5,
  hyphen: 6,
  /** `_ ^ $`: ties what stands on both sides, as in `$k$-NN` and `H_2`. */
  tie: 7,
  closingBrace: 8,
  openingBrace: 9,
  dot: 10,
  comma: 11,
  apostrophe: 12,
  backslash: 13,
  plus: 14,
  hash: 15,
  /** Soft hyphens, joiners, selectors: as if they weren't there. */
  invisible: 16,
  highSurrogate: 17,
} as const

export const lastWordKind = kind.mark
export const firstDoubtfulKind = kind.openingBrace

const kinds = new Uint8Array(65_536)

/** The kind of the character at `at`; of a pair, by its first half. */
export function kindAt(text: string, at: number): number {
  if (at >= text.length) return kind.separator
  const unit = text.charCodeAt(at)
  const found = kinds[unit] || learn(unit)
  return found === kind.highSurrogate ? kindOfPair(text, at) : found
}

/** Units that the character at `at` takes. */
export function widthAt(text: string, at: number): number {
  const unit = text.charCodeAt(at)
  if (unit < 0xd800 || unit > 0xdbff) return 1
  const next = text.charCodeAt(at + 1)
  return next >= 0xdc00 && next <= 0xdfff ? 2 : 1
}

function learn(unit: number): number {
  const found = kindOfUnit(unit)
  kinds[unit] = found
  return found
}

// Without spaces between words, single characters are terms: any word is then a phrase of its characters. Pairs
// (as in Lucene) would rank a little better and miss words of one character.
const unspaced =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u30fc\uff70]$/u
const hidden = /^(?:\u034f|[\u00ad\u061c\u180e\u2060-\u2064\ufeff]|[\u200c-\u200f]|[\ufe00-\ufe0f])$/

function kindOfUnit(unit: number): number {
  if (unit >= 0xd800 && unit <= 0xdbff) return kind.highSurrogate
  const character = String.fromCharCode(unit)
  const named = namedKinds.get(character)
  if (named !== undefined) return named
  if (hidden.test(character)) return kind.invisible
  if (character >= '0' && character <= '9') return kind.digit
  return kindOfLetter(character)
}

function kindOfLetter(character: string): number {
  if (/^\p{M}$/u.test(character)) return kind.mark
  if (!/^[\p{L}\p{N}]$/u.test(character)) return kind.separator
  return unspaced.test(character) ? kind.single : kind.letter
}

function kindOfPair(text: string, at: number): number {
  const code = text.codePointAt(at) ?? 0
  return code < 0x10000 ? kind.separator : kindOfLetter(String.fromCodePoint(code))
}

const namedKinds = new Map<string, number>([
  ['-', kind.hyphen],
  ['\u2010', kind.hyphen],
  ['\u2011', kind.hyphen],
  ['\u2013', kind.hyphen],
  ['_', kind.tie],
  ['^', kind.tie],
  ['$', kind.tie],
  ['}', kind.closingBrace],
  ['{', kind.openingBrace],
  ['.', kind.dot],
  [',', kind.comma],
  ["'", kind.apostrophe],
  ['\u2019', kind.apostrophe],
  ['\u02bc', kind.apostrophe],
  ['\\', kind.backslash],
  ['+', kind.plus],
  ['#', kind.hash],
])
