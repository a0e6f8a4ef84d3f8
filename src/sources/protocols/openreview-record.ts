import { Invalid } from '../../errors.ts'
import { parseForumId } from '../../papers/identifiers/other-ids.ts'
import {
  addressIn,
  type Fields,
  fieldsOf,
  lineIn,
  linesIn,
  listIn,
  objectIn,
  rawText,
} from '../../papers/import/fields.ts'
import { bareRecord, given, optionalAbstract, requiredTitle } from '../../papers/import/record-parts.ts'
import type { Author, PaperId, PaperRecord } from '../../papers/paper.ts'
import { cleanAuthorNames } from '../../papers/text/author-names.ts'
import { longestName } from '../../papers/text/clean-text.ts'

/** A record of one note of OpenReview. Throws `Invalid`. */
export function recordOfNote(value: unknown): PaperRecord {
  const note = fieldsOf(value, 'The paper')
  const content = unwrapped(objectIn(note, 'content') ?? {})
  const authors = authorsOf(content)
  const venueId = lineIn(content, 'venueid', 300) ?? ''
  const code = addressIn(content, 'code')
  return {
    ...bareRecord(idOf(note)),
    title: requiredTitle(rawText(content, 'title')),
    abstract: optionalAbstract(rawText(content, 'abstract')),
    authors,
    authorCount: authors.length,
    withdrawn: /withdrawn/i.test(venueId) || timeIn(note, 'ddate') !== undefined,
    venues: [lineIn(content, 'venue', 300) ?? venueOfId(venueId)].filter((venue) => venue !== ''),
    keywords: linesIn(content, 'keywords', 200),
    links: code === undefined ? [] : [{ kind: 'code', url: code }],
    ...given<PaperRecord>({
      published: timeIn(note, 'odate') ?? timeIn(note, 'pdate') ?? timeIn(note, 'cdate'),
      updated: timeIn(note, 'mdate'),
    }),
  }
}

/** The forum is the paper; other notes of it are versions, reviews and answers. */
function idOf(note: Fields): PaperId {
  const raw = rawText(note, 'forum') ?? rawText(note, 'id')
  if (raw === undefined || raw === '') throw new Invalid('The id is missing.')
  const forum = parseForumId(raw)
  if (forum !== null) return `openreview:${forum}`
  throw new Invalid(`The id “${raw.slice(0, 80)}” is none of OpenReview’s.`)
}

/** The second interface wraps every value as `{ value }`, the first didn't. */
function unwrapped(content: Fields): Fields {
  const values = Object.entries(content).map(([key, value]) => [
    key,
    typeof value === 'object' && value !== null && Object.hasOwn(value, 'value')
      ? (value as Fields).value
      : value,
  ])
  return Object.fromEntries(values)
}

/** Names, or objects that hold one. */
function authorsOf(content: Fields): Author[] {
  const names = listIn(content, 'authors').map((item) => {
    if (typeof item === 'string') return item.slice(0, 2 * longestName)
    const person = fieldsOf(item, 'An author that is no text')
    return (rawText(person, 'fullname') ?? rawText(person, 'name') ?? '').slice(0, 2 * longestName)
  })
  return cleanAuthorNames(names).map((name) => ({ name }))
}

/** `ICML 2025` of `ICML.cc/2025/Conference`. */
function venueOfId(venueId: string): string {
  const match = /^([\w-]+)\.\w+\/(\d{4})\/Conference$/.exec(venueId)
  return match ? `${match[1]} ${match[2]}` : ''
}

/** Milliseconds of the years 1970 to 9999, as an ISO time. */
function timeIn(note: Fields, key: string): string | undefined {
  const value = note[key]
  if (value === undefined || value === null) return undefined
  if (typeof value === 'number' && value > 0 && value < 253_402_300_800_000)
    return new Date(value).toISOString()
  throw new Invalid(`“${key}” must be a time in milliseconds.`)
}
