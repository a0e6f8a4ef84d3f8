import { doiOf, paperAddress } from '../identifiers/identifiers.ts'
import type { Paper } from '../paper.ts'
import { mathFinder } from '../text/latex-math.ts'
import { citationKey, dateParts, publicationKind } from './publication.ts'

/** One BibTeX entry with a final newline. Text keeps its mathematics; everything else is escaped for TeX. */
export function toBibtex(paper: Paper): string {
  const kind = publicationKind(paper)
  const fields = Object.entries({
    ...commonFields(paper),
    ...venueFields(paper, kind),
    ...eprintFields(paper),
  })
  const lines = fields.filter(([, value]) => value !== undefined && value !== '')
  const type = kind === 'preprint' ? 'misc' : kind
  return `@${type}{${citationKey(paper)},\n${lines.map(fieldLine).join('')}}\n`
}

/** Months are macros that each style prints in its own language, so they stand without braces. */
function fieldLine([name, value]: [string, string | undefined]): string {
  return name === 'month' ? `  month = ${value},\n` : `  ${name} = {${value}},\n`
}

type Fields = Record<string, string | undefined>

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

function commonFields(paper: Paper): Fields {
  const [year, month] = dateParts(paper.published)
  const doi = paper.doi ?? doiOf(paper.id)
  const names = paper.authors.map(({ name }) => bibtexName(name))
  if (names.length > 0 && paper.authorCount > names.length) names.push('others')
  return {
    title: `{${escapeTex(paper.title)}}`,
    author: names.join(' and '),
    year: year?.toString(),
    month: month === undefined ? undefined : months[month - 1],
    doi: doi === null ? undefined : escapeVerbatim(doi),
    url: escapeVerbatim(paperAddress(paper.id).abs ?? paper.url ?? ''),
  }
}

function venueFields(paper: Paper, kind: string): Fields {
  if (kind === 'article') return { journal: escapeTex(paper.journalRef ?? paper.venues[0] ?? '') }
  if (kind === 'inproceedings') return { booktitle: escapeTex(paper.venues[0] ?? '') }
  return {}
}

function eprintFields(paper: Paper): Fields {
  if (paper.source !== 'arxiv') return {}
  return { eprint: paper.id, archivePrefix: 'arXiv', primaryClass: paper.categories[0] }
}

/** A group's name, or one with "and" or a comma in it, must not be taken apart. */
function bibtexName(name: string): string {
  const escaped = escapeTex(name)
  return /\band\b|,|collaboration|consortium|\bteam\b/i.test(name) ? `{${escaped}}` : escaped
}

const escapes: Record<string, string> = {
  '%': '\\%',
  '&': '\\&',
  '#': '\\#',
  _: '\\_',
  $: '\\$',
  '^': '\\^{}',
}

/**
 * Escapes what TeX would take for a command, except in mathematics and in commands that authors wrote (`\'e`).
 * Unpaired braces would swallow the rest of a bibliography and go.
 */
export function escapeTex(text: string): string {
  const math = mathFinder(text)
  let escaped = ''
  for (let at = 0; at < text.length; ) {
    const mark = text[at] ?? ''
    const span = mark === '$' || mark === '\\' ? math.at(at, text.length) : null
    const end = span?.end ?? (mark === '\\' ? Math.min(at + 2, text.length) : at + 1)
    escaped += span || mark === '\\' ? balanced(text.slice(at, end)) : (escapes[mark] ?? mark)
    at = end
  }
  return withoutUnpairedBraces(escaped)
}

/** A backslash that ends the text would escape the closing brace of the field. */
function balanced(piece: string): string {
  return piece === '\\' ? '\\textbackslash ' : piece
}

/** BibTeX counts every brace, escaped or not. */
function withoutUnpairedBraces(text: string): string {
  const unpaired = new Set<number>()
  const open: number[] = []
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '{') open.push(at)
    else if (text[at] === '}' && open.pop() === undefined) unpaired.add(at)
  }
  for (const at of open) unpaired.add(at)
  if (unpaired.size === 0) return text
  return Array.from({ length: text.length }, (_, at) => keptMark(text, at, unpaired)).join('')
}

function keptMark(text: string, at: number, unpaired: ReadonlySet<number>): string {
  if (unpaired.has(at)) return ''
  return unpaired.has(at + 1) && isEscape(text, at) ? '' : (text[at] ?? '')
}

/** A backslash that another one escapes is no escape itself. */
function isEscape(text: string, at: number): boolean {
  return text[at] === '\\' && !isEscape(text, at - 1)
}

/** DOIs and addresses stand as they are, but for what would end the field. */
function escapeVerbatim(text: string): string {
  return text.replace(/[{}\\\s]/g, (mark) => encodeURIComponent(mark))
}
