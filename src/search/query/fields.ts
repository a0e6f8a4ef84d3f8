// What may stand before a colon.

import type { Field } from './query.ts'

export type FieldName =
  | { kind: 'text'; field: Field }
  | { kind: 'filter'; filter: 'category' | 'after' | 'before' | 'year' | 'has' }

/** The short ones are those of arXiv's own search. */
const names = new Map<string, FieldName>([
  ['author', { kind: 'text', field: 'author' }],
  ['authors', { kind: 'text', field: 'author' }],
  ['au', { kind: 'text', field: 'author' }],
  ['title', { kind: 'text', field: 'title' }],
  ['ti', { kind: 'text', field: 'title' }],
  ['abstract', { kind: 'text', field: 'abstract' }],
  ['abs', { kind: 'text', field: 'abstract' }],
  ['category', { kind: 'filter', filter: 'category' }],
  ['categories', { kind: 'filter', filter: 'category' }],
  ['cat', { kind: 'filter', filter: 'category' }],
  ['after', { kind: 'filter', filter: 'after' }],
  ['before', { kind: 'filter', filter: 'before' }],
  ['year', { kind: 'filter', filter: 'year' }],
  ['has', { kind: 'filter', filter: 'has' }],
  ['is', { kind: 'filter', filter: 'has' }],
])

export function findField(name: string): FieldName | undefined {
  return names.get(name.toLowerCase())
}

/** Fields of other search engines, and what does the same here. */
const elsewhere = new Map([
  ['date', 'after:2024-05 or before:2024-05'],
  ['since', 'after:2024-05'],
  ['from', 'after:2024-05'],
  ['until', 'before:2024-05'],
  ['to', 'before:2024-05'],
  ['published', 'after:2024-05'],
  ['subject', 'category:cs.CL'],
  ['topic', 'category:cs.CL'],
  ['intitle', 'title:'],
  ['allintitle', 'title:'],
  ['inauthor', 'author:'],
  ['summary', 'abstract:'],
  ['in', 'title: or abstract:'],
  ['all', 'the words alone'],
  ['any', 'the words alone'],
  ['filter', 'has:code'],
  ['with', 'has:code'],
])

/** Fields of other search engines that have no counterpart. */
const unknownHere =
  /^(?:site|source|journal|venue|conference|publisher|keywords?|lang|language|type|filetype|sort|order|limit|affiliation|institution|id)$/

/** A sentence for a word that looks like an attempt at a field; null where a colon is just a colon. */
export function explainUnknownField(name: string): string | null {
  const lower = name.toLowerCase()
  const other = elsewhere.get(lower)
  if (other !== undefined)
    return `There is no field “${lower}:”, so it was read as words; write ${other} instead.`
  const meant = [...names.keys()].find((known) => known.length > 3 && isNearlySame(lower, known))
  if (meant !== undefined)
    return `There is no field “${lower}:”, so it was read as words; did you mean ${meant}:?`
  return unknownHere.test(lower)
    ? `There is no field “${lower}:”, so it was read as words; the help lists the fields there are.`
    : null
}

/** The same letters in another order, or one letter too many, too few or wrong. */
function isNearlySame(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  if ([...a].sort().join() === [...b].sort().join()) return true
  let start = 0
  while (start < a.length && a[start] === b[start]) start++
  let end = 0
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  return Math.max(a.length, b.length) - start - end <= 1
}
