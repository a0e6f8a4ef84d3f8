// Browsers set mathematics by MathML Core, which knows no `mathvariant` but `normal`: letters in bold, script or
// double-struck are characters of their own there. https://www.w3.org/TR/mathml-core/#new-text-transform-mappings

interface Alphabet {
  /** Code points of A, a and 0; a lack of digits is usual. */
  upper: number
  lower: number
  digit?: number
  /** Letters that Unicode had before it had the alphabet. */
  exceptions?: Record<string, string>
}

const alphabets: Record<string, Alphabet> = {
  bold: { upper: 0x1d400, lower: 0x1d41a, digit: 0x1d7ce },
  italic: { upper: 0x1d434, lower: 0x1d44e, exceptions: { h: 'ℎ' } },
  'bold-italic': { upper: 0x1d468, lower: 0x1d482 },
  script: {
    upper: 0x1d49c,
    lower: 0x1d4b6,
    exceptions: {
      ...{ B: 'ℬ', E: 'ℰ', F: 'ℱ', H: 'ℋ', I: 'ℐ', L: 'ℒ', M: 'ℳ', R: 'ℛ' },
      ...{ e: 'ℯ', g: 'ℊ', o: 'ℴ' },
    },
  },
  'bold-script': { upper: 0x1d4d0, lower: 0x1d4ea },
  fraktur: { upper: 0x1d504, lower: 0x1d51e, exceptions: { C: 'ℭ', H: 'ℌ', I: 'ℑ', R: 'ℜ', Z: 'ℨ' } },
  'double-struck': {
    upper: 0x1d538,
    lower: 0x1d552,
    digit: 0x1d7d8,
    exceptions: { C: 'ℂ', H: 'ℍ', N: 'ℕ', P: 'ℙ', Q: 'ℚ', R: 'ℝ', Z: 'ℤ' },
  },
  'bold-fraktur': { upper: 0x1d56c, lower: 0x1d586 },
  'sans-serif': { upper: 0x1d5a0, lower: 0x1d5ba, digit: 0x1d7e2 },
  'bold-sans-serif': { upper: 0x1d5d4, lower: 0x1d5ee, digit: 0x1d7ec },
  'sans-serif-italic': { upper: 0x1d608, lower: 0x1d622 },
  'sans-serif-bold-italic': { upper: 0x1d63c, lower: 0x1d656 },
  monospace: { upper: 0x1d670, lower: 0x1d68a, digit: 0x1d7f6 },
}

/** Replaces `<mi mathvariant="script">O</mi>` by `<mi>𝒪</mi>` throughout the markup of a formula. */
export function withUnicodeLetters(markup: string): string {
  return markup.replace(
    /<(mi|mn|mo|mtext) mathvariant="([a-z-]+)">([^<]*)<\//g,
    (whole, element: string, variant: string, text: string) => {
      const alphabet = Object.hasOwn(alphabets, variant) ? alphabets[variant] : undefined
      return alphabet ? `<${element}>${inAlphabet(text, alphabet)}</` : whole
    },
  )
}

function inAlphabet(text: string, alphabet: Alphabet): string {
  // Entities (`&amp;`) keep their letters.
  return text.replace(/&[a-z]+;|[A-Za-z0-9]/g, (part) => (part.length > 1 ? part : letterOf(part, alphabet)))
}

function letterOf(letter: string, { upper, lower, digit, exceptions }: Alphabet): string {
  const exception = exceptions && Object.hasOwn(exceptions, letter) ? exceptions[letter] : undefined
  if (exception) return exception
  const code = letter.charCodeAt(0)
  if (letter >= 'a') return String.fromCodePoint(lower + code - 97)
  if (letter >= 'A') return String.fromCodePoint(upper + code - 65)
  return digit === undefined ? letter : String.fromCodePoint(digit + code - 48)
}
