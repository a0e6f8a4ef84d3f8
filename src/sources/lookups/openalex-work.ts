// What one work of OpenAlex says.

import { dateIn } from '../../papers/import/dates.ts'
import {
  countIn,
  type Fields,
  fieldsOf,
  flagIn,
  lineIn,
  listIn,
  objectIn,
  rawText,
} from '../../papers/import/fields.ts'
import { bareRecord, given, optionalAbstract, requiredTitle } from '../../papers/import/record-parts.ts'
import type { PaperId, PaperRecord } from '../../papers/paper.ts'
import { cleanAuthorNames } from '../../papers/text/author-names.ts'
import { longestName } from '../../papers/text/clean-text.ts'
import { identifyWork } from './identify-work.ts'
import { tellingDoi } from './known-doi.ts'
import { openAccessLink } from './open-access-link.ts'
import { journalReference, venueOf } from './published-in.ts'

/** No abstract has more words. */
const mostWords = 10_000

/** Venue, citations, DOI, open access and retraction. Throws `Invalid`. */
export function saidByOpenAlex(work: Fields, id: PaperId): PaperRecord {
  const best = objectIn(work, 'best_oa_location')
  const access = objectIn(work, 'open_access')
  const free = (best && rawText(best, 'pdf_url')) ?? (access && rawText(access, 'oa_url'))
  const place = placeOf(work)
  return {
    ...bareRecord(id),
    venues: place === undefined ? [] : [place.name],
    links: openAccessLink(free, id),
    withdrawn: flagIn(work, 'is_retracted') ?? false,
    ...given<PaperRecord>({
      citations: countIn(work, 'cited_by_count'),
      doi: tellingDoi(rawText(work, 'doi'), id),
    }),
    ...(place?.isJournal ? journalReference({ journal: place.name, ...whereInJournal(work) }) : {}),
  }
}

/** The work with title, abstract, authors and date, too. Throws `Invalid`. */
export function wholeOpenAlexWork(work: Fields): PaperRecord {
  const location = objectIn(work, 'primary_location')
  const page = location && rawText(location, 'landing_page_url')
  const id = identifyWork([rawText(work, 'doi'), page])
  const authors = authorsOf(work)
  return {
    ...saidByOpenAlex(work, id),
    title: requiredTitle(rawText(work, 'title') ?? rawText(work, 'display_name')),
    abstract: optionalAbstract(abstractOf(objectIn(work, 'abstract_inverted_index'))),
    authors,
    authorCount: authors.length,
    ...given<PaperRecord>({ published: publishedOn(work) }),
  }
}

interface Place {
  name: string
  isJournal: boolean
}

/** Repositories are places, too, but no venues. */
function placeOf(work: Fields): Place | undefined {
  const location = objectIn(work, 'primary_location')
  const source = location && objectIn(location, 'source')
  if (source === undefined) return undefined
  const type = lineIn(source, 'type', 60) ?? ''
  const name = venueOf(lineIn(source, 'display_name', 300))
  return name === undefined || /repository|metadata/i.test(type)
    ? undefined
    : { name, isJournal: type === 'journal' }
}

function whereInJournal(work: Fields) {
  const biblio = objectIn(work, 'biblio') ?? {}
  const [first, last] = [lineIn(biblio, 'first_page', 40), lineIn(biblio, 'last_page', 40)]
  const year = countIn(work, 'publication_year')
  return {
    volume: lineIn(biblio, 'volume', 40),
    issue: lineIn(biblio, 'issue', 40),
    pages: first !== undefined && last !== undefined && first !== last ? `${first}–${last}` : first,
    year: year === undefined ? undefined : String(year),
  }
}

/** The first of January stands for a year of which no more is known. */
function publishedOn(work: Fields): string | undefined {
  const date = dateIn(work, 'publication_date')
  return date?.endsWith('-01-01') ? date.slice(0, 4) : date
}

function authorsOf(work: Fields): PaperRecord['authors'] {
  const names = listIn(work, 'authorships').map((value) => {
    const authorship = fieldsOf(value, 'An author')
    const author = objectIn(authorship, 'author')
    const name = (author && rawText(author, 'display_name')) ?? rawText(authorship, 'raw_author_name') ?? ''
    return name.slice(0, 2 * longestName)
  })
  return cleanAuthorNames(names).map((name) => ({ name }))
}

/** `{ "We": [0, 7], "show": [1] }`: each word with the places where it stands. */
function abstractOf(index: Fields | undefined): string {
  const words: string[] = []
  for (const [word, places] of Object.entries(index ?? {})) {
    if (!Array.isArray(places)) continue
    for (const place of places) {
      if (Number.isInteger(place) && place >= 0 && place < mostWords) words[place] = word
    }
  }
  return words.filter((word) => word !== undefined).join(' ')
}
