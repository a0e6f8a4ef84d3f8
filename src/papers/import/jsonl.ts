// JSON Lines: one paper a line. Unknown keys are ignored.

import { isUtf8 } from 'node:buffer'
import { Invalid } from '../../errors.ts'
import { parseDay } from '../calendar.ts'
import { parseDoi } from '../identifiers/doi.ts'
import type { Author, EditionEntry, Link, PaperRecord } from '../paper.ts'
import { cleanAuthorNames } from '../text/author-names.ts'
import { cleanLine, longestName } from '../text/clean-text.ts'
import { type Bytes, type Line, linesOf } from './bytes.ts'
import { readDate } from './dates.ts'
import { recordOfDump } from './dumped-paper.ts'
import { addressIn, countIn, type Fields, fieldsOf, lineIn, linesIn, listIn, rawText } from './fields.ts'
import type { Item } from './item.ts'
import { bareRecord, given, ownAddress, requiredAbstract, requiredId, requiredTitle } from './record-parts.ts'

/** Bytes. */
const LONGEST_LINE = 4 * 1024 * 1024

export async function* readJsonLines(bytes: Bytes): AsyncGenerator<Item[]> {
  for await (const lines of linesOf(bytes, LONGEST_LINE)) {
    const items = lines.filter((line) => !isBlank(line)).map(itemOf)
    if (items.length > 0) yield items
  }
}

/** A record of one line's JSON. Throws `Invalid`. */
export function recordOfJson(value: unknown): PaperRecord {
  const fields = fieldsOf(value, 'The line')
  if (typeof fields.dump === 'number') return recordOfDump(fields)
  const id = requiredId(typeof fields.id === 'number' ? String(fields.id) : rawText(fields, 'id'))
  const authors = authorsOf(fields)
  const recordedVotes = countIn(fields, 'upvotes') ?? 0
  const recordedComments = countIn(fields, 'comment_count') ?? 0
  return {
    ...bareRecord(id),
    title: requiredTitle(rawText(fields, 'title')),
    abstract: requiredAbstract(rawText(fields, 'abstract')),
    authors,
    authorCount: Math.max(countIn(fields, 'author_count') ?? 0, authors.length),
    categories: categoriesOf(fields),
    venues: linesIn(fields, 'venue', 300),
    awards: linesIn(fields, 'awards', 300),
    links: codeLink(fields),
    recordedVotes,
    recordedComments,
    entries: entryOf(fields, recordedVotes, recordedComments),
    ...given<PaperRecord>({ published: dateOf(fields), doi: doiOf(fields) }),
    ...ownAddress(addressIn(fields, 'url'), id),
  }
}

const isBlank = ({ bytes }: Line): boolean =>
  bytes !== undefined && bytes.length < 1000 && bytes.toString('latin1').trim() === ''

function itemOf({ number, bytes }: Line): Item {
  return { where: `line ${number}`, read: () => recordOfJson(parseLine(bytes, number === 1)) }
}

function parseLine(bytes: Buffer | undefined, isFirst: boolean): unknown {
  if (!bytes) throw new Invalid(`The line is longer than ${LONGEST_LINE / 1024 / 1024} MB.`)
  if (!isUtf8(bytes)) throw new Invalid('The line is not UTF-8 text.')
  const text = bytes.toString('utf8')
  try {
    return JSON.parse(isFirst ? text.replace(/^\ufeff/, '') : text)
  } catch {
    throw new Invalid('The line is not valid JSON: each line is one whole paper.')
  }
}

/** Names, or objects with a `name`. */
function authorsOf(fields: Fields): Author[] {
  const names = listIn(fields, 'authors').map((item) => {
    const name =
      typeof item === 'string' ? item : rawText(fieldsOf(item, 'An author that is no text'), 'name')
    return (name ?? '').slice(0, 2 * longestName)
  })
  return cleanAuthorNames(names).map((name) => ({ name }))
}

/** A list, or one text with spaces between, as arXiv prints them. The primary one goes first. */
function categoriesOf(fields: Fields): string[] {
  const given = linesIn(fields, 'categories', 2_000)
  const categories = (given.length === 1 ? (given[0]?.split(/[\s,;]+/) ?? []) : given)
    .map((category) => cleanLine(category, 100))
    .filter((category) => category !== '')
  const primary = lineIn(fields, 'primary_category', 100)
  return primary === undefined
    ? categories
    : [primary, ...categories.filter((category) => category !== primary)]
}

function dateOf(fields: Fields): string | undefined {
  const raw = typeof fields.date === 'number' ? String(fields.date) : rawText(fields, 'date')
  return raw === undefined || raw.trim() === '' ? undefined : readDate(raw)
}

function doiOf(fields: Fields): string | undefined {
  const raw = rawText(fields, 'doi')
  return raw === undefined ? undefined : (parseDoi(raw) ?? undefined)
}

function codeLink(fields: Fields): Link[] {
  const url = addressIn(fields, 'code_url')
  return url === undefined ? [] : [{ kind: 'code', url }]
}

function entryOf(fields: Fields, recordedVotes: number, recordedComments: number): EditionEntry[] {
  const raw = rawText(fields, 'daily_date')
  if (raw === undefined || raw.trim() === '') return []
  const day = parseDay(raw.trim())
  if (day === null)
    throw new Invalid(`“daily_date” must be a day such as 2025-10-29, not “${raw.slice(0, 40)}”.`)
  const name = lineIn(fields, 'submitted_by', 100)?.replace(/^@/, '')
  return [{ day, recordedVotes, recordedComments, ...(name ? { submittedBy: { name } } : {}) }]
}
