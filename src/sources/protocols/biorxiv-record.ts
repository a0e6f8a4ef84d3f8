import { Invalid } from '../../errors.ts'
import { parseDay } from '../../papers/calendar.ts'
import { parseDoi } from '../../papers/identifiers/doi.ts'
import { parsePreprintDoi } from '../../papers/identifiers/other-ids.ts'
import { dateIn } from '../../papers/import/dates.ts'
import { type Fields, lineIn, rawText } from '../../papers/import/fields.ts'
import { bareRecord, given, optionalAbstract, requiredTitle } from '../../papers/import/record-parts.ts'
import type { Author, PaperId, PaperRecord, Version } from '../../papers/paper.ts'
import { authorFromBibtex } from '../../papers/text/author-names.ts'
import { longestName } from '../../papers/text/clean-text.ts'

export type PreprintServer = 'biorxiv' | 'medrxiv'

const mostAuthors = 20_000

/** A record of the rows of one preprint's versions: the newest says what it is, all say when they came. */
export function recordOfVersions(server: PreprintServer, rows: readonly Fields[]): PaperRecord {
  const doi = rawText(rows[0] ?? {}, 'doi')?.trim() ?? ''
  const id = idOf(server, doi)
  const posted = rows
    .map((row) => ({ row, version: versionOf(row), day: dateIn(row, 'date') }))
    .sort((a, b) => a.version - b.version)
  const newest = posted.at(-1)
  if (newest === undefined) throw new Invalid('The preprint has no version.')
  const { row } = newest
  const first = posted.find(({ version }) => version === 1)
  const title = requiredTitle(rawText(row, 'title'))
  const authors = authorsOf(rawText(row, 'authors') ?? '')
  return {
    ...bareRecord(id),
    title,
    abstract: optionalAbstract(rawText(row, 'abstract')),
    authors,
    authorCount: authors.length,
    versions: posted.map(({ version, day }) => ({ number: version, ...given<Version>({ at: day }) })),
    withdrawn:
      /^withdraw/i.test(lineIn(row, 'type', 100) ?? '') || /^(?:withdrawn|retracted)\s*:/i.test(title),
    categories: [lineIn(row, 'category', 100)?.toLowerCase() ?? ''].filter((category) => category !== ''),
    ...given<PaperRecord>({
      published: first?.day ?? dayInDoi(doi),
      updated: newest.version > 1 ? newest.day : undefined,
      doi: publishedDoi(row),
      licence: licenceOf(lineIn(row, 'license', 100) ?? ''),
    }),
  }
}

function idOf(server: PreprintServer, doi: string): PaperId {
  const bare = parsePreprintDoi(doi)
  if (bare !== null) return `${server}:${bare.toLowerCase()}`
  throw new Invalid(
    doi === '' ? 'The DOI is missing.' : `The DOI “${doi.slice(0, 80)}” is none that this server gives.`,
  )
}

/** A number, or a number as text. */
function versionOf({ version }: Fields): number {
  const text = typeof version === 'number' || typeof version === 'string' ? String(version).trim() : ''
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text)
  throw new Invalid('The version must be a whole number from 1.')
}

/** `Example, A.; Other, B. C.` */
function authorsOf(text: string): Author[] {
  const names = text.split(';')
  if (names.length > mostAuthors) throw new Invalid(`There are more than ${mostAuthors} authors.`)
  return names
    .map((name) => ({ name: authorFromBibtex(name.slice(0, 2 * longestName)) }))
    .filter(({ name }) => name !== '')
}

/** Where the first version isn't at hand: the day on which it was handed in, a few days before it was posted. */
function dayInDoi(doi: string): string | undefined {
  const [, year, month, day] = /\/(\d{4})\.(\d{2})\.(\d{2})\./.exec(doi) ?? []
  return parseDay(`${year}-${month}-${day}`) ?? undefined
}

/** “NA” as long as no journal has published it. */
function publishedDoi(row: Fields): string | undefined {
  const text = rawText(row, 'published')
  return text === undefined ? undefined : (parseDoi(text) ?? undefined)
}

/** `cc_by_nc_nd` as the address that licences are known by; `cc_no` means that there is none. */
function licenceOf(code: string): string | undefined {
  const bare = code.toLowerCase().replaceAll(/[_\s]+/g, '-')
  if (/^cc0/.test(bare)) return 'https://creativecommons.org/publicdomain/zero/1.0/'
  const terms = /^cc-(by(?:-(?:nc|nd|sa))*)$/.exec(bare)?.[1]
  return terms === undefined ? undefined : `https://creativecommons.org/licenses/${terms}/4.0/`
}
