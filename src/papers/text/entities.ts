// Character references as they occur in titles and abstracts. Windows-1252 numbers are read as browsers do.

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

const latin = `iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute
  micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig
  Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash
  Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc
  euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml
  yacute thorn yuml`
const greek = `Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho sigmaf Sigma Tau
  Upsilon Phi Chi Psi Omega`
const others = `ndash– mdash— lsquo‘ rsquo’ sbquo‚ ldquo“ rdquo” bdquo„ hellip… bull• prime′ minus− infin∞ le≤ ge≥ ne≠
  asymp≈ sim∼ equiv≡ prop∝ sum∑ prod∏ radic√ int∫ part∂ nabla∇ isin∈ notin∉ cap∩ cup∪ sub⊂ sup⊃ sube⊆ supe⊇ rarr→
  larr← harr↔ rArr⇒ hArr⇔ forall∀ exist∃ empty∅ sdot⋅ lowast∗ ensp\u2002 emsp\u2003 thinsp\u2009 euro€ trade™
  Scaron\u0160 scaron\u0161 OElig\u0152 oelig\u0153 Yuml\u0178`

words(latin).forEach((name, at) => {
  named[name] = String.fromCodePoint(0xa1 + at)
})
words(greek).forEach((name, at) => {
  named[name] = String.fromCodePoint(0x391 + at)
  named[name.toLowerCase()] = String.fromCodePoint(0x3b1 + at)
})
for (const word of words(others)) named[word.slice(0, -1)] = word.slice(-1)

/** What the bytes 80 to 9f mean in Windows-1252; unused ones stand for themselves. */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** Decodes one layer of character references; unknown ones stay as they are. */
export function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]\w{1,30}));/gi,
    (whole, decimal, hexadecimal, name) => {
      if (name !== undefined)
        return (Object.hasOwn(named, name) ? named[name] : named[name.toLowerCase()]) ?? whole
      return character(decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal))
    },
  )
}

function character(code: number): string {
  if (code >= 0x80 && code <= 0x9f) return readAsWindows1252(code)
  const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
  return isCharacter ? String.fromCodePoint(code) : ''
}

/** The character that an old program meant by a control character from U+0080 to U+009F. */
export function readAsWindows1252(code: number): string {
  return windows1252[code - 0x80] ?? ''
}

function words(text: string): string[] {
  return text.split(/\s+/)
}
