// One form for words that a reader takes for the same: case, accents, ligatures and widths aside.

/** Longest word that is kept, in UTF-16 units; what stands behind is not searched. */
export const longestWord = 64

/** Lower case without accents; `''` where nothing is left. Plain ASCII, the usual case, costs next to nothing. */
export function fold(word: string): string {
  if (isAscii(word)) return word.toLowerCase().slice(0, longestWord)
  const plain = word
    .normalize('NFKD')
    .toLowerCase()
    .replace(accents, '')
    .replace(otherLetters, (letter) => asciiOf.get(letter) ?? letter)
  return cut(withGreekNames(plain).normalize('NFC').replace(notOfWords, ''))
}

function isAscii(word: string): boolean {
  for (let at = 0; at < word.length; at++) if (word.charCodeAt(at) > 127) return false
  return true
}

/**
 * Marks that readers leave out. Those of Indic scripts are vowels and stay, as do the voicing marks of kana: without
 * them it would be another word.
 */
const accents =
  /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]|[\ufe00-\ufe0f]|[\u0483-\u0489]|[\u0591-\u05c7]|[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]|\u0640/g

/** Latin letters that Unicode doesn't take apart. */
const asciiOf = new Map([
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ø', 'o'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['ł', 'l'],
  ['þ', 'th'],
  ['ħ', 'h'],
  ['ı', 'i'],
  ['ȷ', 'j'],
  ['ŋ', 'ng'],
  ['ŧ', 't'],
  ['ĸ', 'k'],
  ['ƒ', 'f'],
  ['ɛ', 'e'],
  ['ɔ', 'o'],
  ['ς', 'σ'],
])
const otherLetters = new RegExp(`[${[...asciiOf.keys()].join('')}]`, 'g')
const notOfWords = /[^\p{L}\p{N}\p{M}.+#]/gu

const greekNames = new Map(
  'α alpha β beta γ gamma δ delta ε epsilon ζ zeta η eta θ theta ι iota κ kappa λ lambda μ mu ν nu ξ xi ο omicron π pi ρ rho σ sigma τ tau υ upsilon φ phi χ chi ψ psi ω omega'
    .split(' ')
    .flatMap((letter, index, all) => (index % 2 === 0 ? [[letter, all[index + 1] ?? letter] as const] : [])),
)

/** "α", "TGFβ" and `$\alpha$` are one to a reader; words of the Greek language stay. */
function withGreekNames(word: string): string {
  if (!/[α-ω]/.test(word)) return word
  if (word.length > 1 && !/[a-z0-9]/.test(word)) return word
  return word.replace(/[α-ω]/g, (letter) => greekNames.get(letter) ?? letter)
}

function cut(word: string): string {
  if (word.length <= longestWord) return word
  const last = word.charCodeAt(longestWord - 1)
  return word.slice(0, last >= 0xd800 && last <= 0xdbff ? longestWord - 1 : longestWord)
}
