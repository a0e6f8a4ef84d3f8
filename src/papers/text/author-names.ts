// Lists of authors, as sources and files write them.

import { cleanName } from './clean-text.ts'
import { plainLatex } from './latex-text.ts'

/**
 * A name as a page shows it: accents instead of LaTeX, no affiliation behind it. `Cl\'ement Example (Univ. X)` →
 * `Clément Example`.
 */
export function cleanAuthorName(raw: string): string {
  const name = cleanName(raw)
  const plain = /[\\{}~$]|--|``|''/.test(name) ? cleanName(plainLatex(name)) : name
  const bare = withoutAffiliation(plain)
  return bare.length > 1 ? bare : plain
}

const affiliation = /(?<=\S)\s*\((?=[^()]*[A-Za-z0-9])[\x20-\x27\x2a-\x7e\u00a0-\u024f–]*\)*$/u

/** Brackets stand in brackets at times: `Ada Example (LAB (UMR 1))`. Names in another script stay. */
function withoutAffiliation(name: string): string {
  let bare = name
  for (let depth = 0; depth < 3; depth++) bare = bare.replace(affiliation, '')
  return bare
}

/**
 * Cleans a list of names and mends what careless splitting at commas broke: `["A. One (Lab", "Town)", "B. Two"]` are
 * two people. Empty names fall out.
 */
export function cleanAuthorNames(raw: readonly string[]): string[] {
  return withoutBrokenAffiliations(raw)
    .map(cleanAuthorName)
    .filter((name) => name !== '')
}

/** `Example, Ada` → `Ada Example`, `Example, Jr., Ada` → `Ada Example Jr.`; other forms as they are. */
export function authorFromBibtex(text: string): string {
  const group = withinBraces(text.trim())
  if (group !== null) return cleanAuthorName(group.replace(/[{}]/g, ''))
  const [last = '', second, third] = splitOutsideBraces(text)
  if (second === undefined) return cleanAuthorName(last)
  return cleanAuthorName(third === undefined ? `${second} ${last}` : `${third} ${last} ${second}`)
}

/** What stands between braces around the whole text, accents such as `{\'e}` resolved; null where none do. */
function withinBraces(text: string): string | null {
  if (!text.startsWith('{') || !text.endsWith('}')) return null
  let depth = 0
  for (let at = 0; at < text.length - 1; at++) {
    if (text[at] === '{') depth++
    else if (text[at] === '}' && --depth === 0) return null
  }
  return plainLatex(text.slice(1, -1))
}

/** An affiliation of this many parts is long enough; behind it the bracket was never meant to close. */
const mostParts = 8

function withoutBrokenAffiliations(raw: readonly string[]): string[] {
  const names: string[] = []
  for (let at = 0; at < raw.length; at++) {
    const part = raw[at] ?? ''
    names.push(part)
    if (part.lastIndexOf('(') > part.lastIndexOf(')')) at = closingPart(raw, at)
  }
  return names
}

/** The index of the part that ends with the bracket opened in part `opening`; `opening` itself where none does. */
function closingPart(raw: readonly string[], opening: number): number {
  for (let at = opening + 1; at < Math.min(raw.length, opening + mostParts); at++) {
    const part = raw[at] ?? ''
    if (part.includes('(')) return opening
    if (part.includes(')')) return part.trim().endsWith(')') ? at : opening
  }
  return opening
}

/** At most three parts: last name, suffix, first names. */
function splitOutsideBraces(text: string): string[] {
  const parts: string[] = ['']
  let depth = 0
  for (const mark of text.slice(0, 2000)) {
    if (mark === '{') depth++
    if (mark === '}') depth = Math.max(0, depth - 1)
    if (mark === ',' && depth === 0 && parts.length < 3) parts.push('')
    else parts[parts.length - 1] += mark
  }
  return parts.map((part) => part.trim())
}
