import { Invalid } from '../../errors.ts'
import type { PaperRecord } from '../paper.ts'
import { authorFromBibtex } from '../text/author-names.ts'
import { plainLatex } from '../text/latex-text.ts'
import { type BibtexFields, type Macros, readBibtexFields, readMacro } from './bibtex-fields.ts'
import { type RawEntry, scanBibtex } from './bibtex-scanner.ts'
import type { Bytes } from './bytes.ts'
import type { Item } from './item.ts'
import { recordOfReference } from './reference.ts'
import { referenceDate, referenceDateOf } from './reference-date.ts'

/** The entries of a BibTeX or BibLaTeX file, in order. */
export async function* readBibtexItems(bytes: Bytes): AsyncGenerator<Item[]> {
  const macros: Macros = new Map()
  for await (const entries of scanBibtex(bytes)) {
    const items = entries.flatMap((entry) => itemOf(entry, macros))
    if (items.length > 0) yield items
  }
}

function itemOf(entry: RawEntry, macros: Macros): Item[] {
  if (entry.type === 'string' && entry.body !== undefined) {
    defineMacro(entry.body, macros)
    return []
  }
  return [{ where: `line ${entry.line}`, read: () => recordOfEntry(entry, macros) }]
}

/** A broken definition shows where it is used: the macro's name stands there. */
function defineMacro(body: string, macros: Macros): void {
  try {
    readMacro(body, macros)
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
  }
}

function recordOfEntry({ body, damage }: RawEntry, macros: Macros): PaperRecord {
  if (body === undefined) {
    throw new Invalid(damage === 'open' ? 'The entry’s closing brace is missing.' : 'The entry is too long.')
  }
  if (body.includes('\ufffd')) throw new Invalid('The entry is not UTF-8 text: convert the file first.')
  return recordOfBibtex(readBibtexFields(body, macros))
}

/** A record of one entry's fields. Throws `Invalid`. */
function recordOfBibtex(fields: BibtexFields): PaperRecord {
  const text = (...names: string[]) => {
    const name = names.find((candidate) => fields.get(candidate)?.trim())
    return name === undefined ? undefined : withoutLatex(fields.get(name) ?? '')
  }
  const raw = (name: string) => fields.get(name)?.replace(/[{}]/g, '').trim() ?? ''
  const venue = text('journal', 'journaltitle', 'booktitle')
  const venueIsArxiv = /\barxiv\b|^corr$/i.test(venue ?? '')
  return recordOfReference({
    title: titleOf(text('title'), text('subtitle')),
    authors: authorsOf(fields.get('author') ?? ''),
    abstract: text('abstract'),
    date: raw('date') ? referenceDateOf(raw('date')) : referenceDate(raw('year'), raw('month'), raw('day')),
    doi: raw('doi').replaceAll('\\', '') || undefined,
    urls: [raw('url').replaceAll('\\', '')].filter(Boolean),
    hints: hintsOf(raw, venue),
    categories: raw('primaryclass') ? [raw('primaryclass')] : [],
    venue: venueIsArxiv ? undefined : venue,
    journalRef: venueIsArxiv ? undefined : journalRef(text('journal', 'journaltitle'), raw),
    comment: text('note'),
    keywords: text('keywords')?.split(/[,;]/) ?? [],
  })
}

const titleOf = (title: string | undefined, subtitle: string | undefined) =>
  title && subtitle ? `${title}: ${subtitle}` : title

/** `eprint` is arXiv's unless another archive is named; older entries hide the id in the journal. */
function hintsOf(raw: (name: string) => string, venue: string | undefined): string[] {
  const archive = raw('archiveprefix') || raw('eprinttype')
  const isArxiv = archive === '' || /^arxiv$/i.test(archive)
  const inVenue = /arxiv:\s*([\w./-]+)/i.exec(venue ?? '')?.[1] ?? ''
  return [isArxiv ? raw('eprint') : '', inVenue, raw('eprintid')].filter((hint) => hint !== '')
}

function journalRef(journal: string | undefined, raw: (name: string) => string): string | undefined {
  const volume = raw('volume')
  if (!journal || !volume) return undefined
  const number = raw('number') ? `(${raw('number')})` : ''
  const pages = raw('pages') ? `:${raw('pages').replace(/--+/g, '–')}` : ''
  return `${journal} ${volume}${number}${pages}`
}

/** Names are separated by the word "and" outside of braces. "and others" is nobody. */
function authorsOf(value: string): string[] {
  const names: string[] = []
  let depth = 0
  let start = 0
  for (const match of value.matchAll(/[{}]|\s+and(?=\s|$)/gi)) {
    if (match[0] === '{') depth++
    else if (match[0] === '}') depth--
    else if (depth === 0) {
      names.push(value.slice(start, match.index))
      start = match.index + match[0].length
    }
  }
  names.push(value.slice(start))
  return names
    .filter((name) => !/^\s*(?:others)?\s*$/i.test(name))
    .map((name) => authorFromBibtex(name.replace(/[\s,]+$/, '')))
    .filter((name) => name !== '')
}

/** Accents as letters, protective braces out, mathematics as it is. */
function withoutLatex(value: string): string {
  // Indentation is the file's, not a new paragraph.
  return plainLatex(value.replace(/[ \t]*\r?\n[ \t]*/g, '\n'))
    .split(/(\$[^$]+\$)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/[{}]/g, '').replaceAll('~', ' ')))
    .join('')
}
