// Characters that mean the same to a reader, made the same before the syntax is read. Every place keeps its index.

const unusual = /[^\n -~]/
const quotes = '“”„‟«»〝〞〟＂'
/** Control characters, direction marks and what is no character. */
const meaningless =
  /[\p{Cc}\p{Cs}\p{Zs}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u

/** Smart quotes are quotes, full-width signs are signs, a minus is a minus, and control characters are spaces. */
export function readableText(text: string): string {
  if (!unusual.test(text)) return text
  let readable = ''
  for (const character of text) readable += character.length === 1 ? readableCharacter(character) : character
  return readable
}

function readableCharacter(character: string): string {
  if (quotes.includes(character)) return '"'
  if (character === '\u2212') return '-'
  if (meaningless.test(character)) return ' '
  const code = character.charCodeAt(0)
  return code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : character
}
