// The fields of one BibTeX entry. Written here because what it takes beyond cutting the file into entries is this
// page. The parsers on npm want the whole file at once and bring 14 MB (bibtex-parse), 22 MB (biblatex-csl-converter
// with core-js) or 11 MB (@citation-js/plugin-bibtex). The last one, tried on 20 odd entries, gives up a whole file for
// one unclosed brace, refuses entries without a key, leaves out `eprint` and turns mathematics into HTML.

import { Invalid } from '../../errors.ts'

/** `@string` definitions so far, lower-cased names. */
export type Macros = Map<string, string>

/** Keys are lower-cased; values keep their LaTeX. */
export type BibtexFields = Map<string, string>

/** UTF-16 units. Macros made of macros could grow without bound. */
const LONGEST_VALUE = 1_000_000

/** Reads `key, title = {…}, year = 2024, month = may # "~27"`. Throws `Invalid`. */
export function readBibtexFields(body: string, macros: Macros): BibtexFields {
  const reader = createReader(body, macros)
  const fields: BibtexFields = new Map()
  // The key may be anything without a comma; some files leave it out.
  if (!/^\s*[\w-]+\s*=/.test(body)) reader.take(/[^,]*/y)
  reader.take(/[\s,]*/y)
  while (!reader.atEnd()) {
    const name = reader.take(/[^\s=,{}"]+/y).toLowerCase()
    reader.take(/\s*/y)
    if (name === '' || reader.take(/=/y) === '') {
      throw new Invalid(`The entry can’t be read at “${reader.near()}”: a field looks like name = {value}.`)
    }
    const value = reader.value()
    // The first of two fields of one name counts, as in BibTeX.
    if (!fields.has(name)) fields.set(name, value)
    reader.take(/[\s,]*/y)
  }
  return fields
}

/** `name = {text}` of an `@string`. */
export function readMacro(body: string, macros: Macros): void {
  const match = /^\s*([^\s=]+)\s*=/.exec(body)
  if (!match) return
  const [start, name = ''] = match
  macros.set(name.toLowerCase(), createReader(body.slice(start.length), macros).value())
}

function createReader(text: string, macros: Macros) {
  let at = 0

  function take(pattern: RegExp): string {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0] ?? ''
    at += found.length
    return found
  }

  function value(): string {
    let joined = ''
    do {
      take(/\s*/y)
      joined += part()
      if (joined.length > LONGEST_VALUE) throw new Invalid('A field’s value is too long.')
      take(/\s*/y)
    } while (take(/#/y) !== '')
    return joined
  }

  function part(): string {
    const mark = text[at]
    if (mark === '{' || mark === '"') return delimited(mark === '{' ? '}' : '"')
    const word = take(/[^\s,#{}"=]+/y)
    if (word === '') throw new Invalid(`A field has no value at “${near()}”.`)
    return /^\d+$/.test(word) ? word : (macros.get(word.toLowerCase()) ?? word)
  }

  function delimited(closing: string): string {
    const start = at + 1
    let depth = 0
    for (at = start; at < text.length; at++) {
      const mark = text[at]
      if (mark === closing && depth === 0) return text.slice(start, at++)
      if (mark === '{') depth++
      else if (mark === '}') depth--
    }
    throw new Invalid('A field’s value is never closed.')
  }

  const near = () => text.slice(at, at + 30).replace(/\s+/g, ' ')

  return { take, value, near, atEnd: () => at >= text.length }
}
