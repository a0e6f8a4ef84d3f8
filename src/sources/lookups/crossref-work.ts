// What one work of Crossref says: https://github.com/CrossRef/rest-api-doc/blob/master/api_format.md

import { parseDoi } from '../../papers/identifiers/doi.ts'
import {
  countIn,
  type Fields,
  fieldsOf,
  lineIn,
  linesIn,
  listIn,
  objectIn,
  rawText,
} from '../../papers/import/fields.ts'
import { bareRecord, given, requiredTitle } from '../../papers/import/record-parts.ts'
import { referenceDate } from '../../papers/import/reference-date.ts'
import type { Link, PaperId, PaperRecord } from '../../papers/paper.ts'
import { cleanAuthorNames } from '../../papers/text/author-names.ts'
import { cleanAbstract, longestName } from '../../papers/text/clean-text.ts'
import { isRetracted } from './crossref-updates.ts'
import { identifyWork } from './identify-work.ts'
import { tellingDoi } from './known-doi.ts'
import { namedOrcids } from './named-orcids.ts'
import { openAccessLink } from './open-access-link.ts'
import { journalReference, venueOf } from './published-in.ts'
import { unlessInvalid } from './unless-invalid.ts'

/** Venue, citations, DOI, journal reference, licence, free text and retraction. Throws `Invalid`. */
export function saidByCrossref(work: Fields, id: PaperId): PaperRecord {
  const venue = venueOf(linesIn(work, 'container-title', 300)[0])
  const licence = licenceOf(work)
  return {
    ...bareRecord(id),
    venues: venue === undefined ? [] : [venue],
    links: licence === undefined ? [] : freeText(work, id),
    withdrawn: isRetracted(work),
    ...given<PaperRecord>({
      orcids: unlessInvalid(() => orcidsOf(work)),
      citations: countIn(work, 'is-referenced-by-count'),
      doi: tellingDoi(publishedAs(work), id) ?? tellingDoi(rawText(work, 'DOI'), id),
      licence,
    }),
    ...(lineIn(work, 'type', 60) === 'journal-article' ? whereInJournal(work, venue) : {}),
  }
}

/** The work with title, abstract, authors and date, too. Throws `Invalid`. */
export function wholeCrossrefWork(work: Fields): PaperRecord {
  const id = identifyWork([rawText(work, 'DOI')])
  const authors = authorsOf(work)
  return {
    ...saidByCrossref(work, id),
    title: requiredTitle(titleOf(work)),
    abstract: abstractOf(work),
    authors,
    authorCount: authors.length,
    ...given<PaperRecord>({ published: publishedOn(work) }),
  }
}

function whereInJournal(work: Fields, journal: string | undefined) {
  return journalReference({
    journal,
    volume: lineIn(work, 'volume', 40),
    issue: lineIn(work, 'issue', 40),
    pages: lineIn(work, 'page', 60) ?? lineIn(work, 'article-number', 60),
    year: publishedOn(work)?.slice(0, 4),
  })
}

/** Lists of translations and repeats: the first is the title. */
function titleOf(work: Fields): string | undefined {
  const [title] = linesIn(work, 'title', 2_000)
  const [subtitle] = linesIn(work, 'subtitle', 2_000)
  const isToldAlready = subtitle === undefined || title?.toLowerCase().includes(subtitle.toLowerCase())
  return title === undefined || isToldAlready ? title : `${title}: ${subtitle}`
}

/**
 * JATS has more markup than text at times: its length is bounded once that is out. What is raised must stay so, or
 * 10⁵ would become 105.
 */
function abstractOf(work: Fields): string {
  return cleanAbstract((rawText(work, 'abstract') ?? '').replace(/<(\/?)jats:sup>/gi, '<$1sup>'))
}

function authorsOf(work: Fields): PaperRecord['authors'] {
  const names = listIn(work, 'author').map((value) => nameOf(fieldsOf(value, 'An author')))
  return cleanAuthorNames(names).map((name) => ({ name }))
}

function nameOf(author: Fields): string {
  const parts = ['given', 'family', 'suffix'].map((part) => rawText(author, part) ?? '')
  const name = parts.join(' ').trim() || (rawText(author, 'name') ?? '')
  return name.slice(0, 2 * longestName)
}

function orcidsOf(work: Fields): PaperRecord['orcids'] {
  const authors = listIn(work, 'author').map((value) => fieldsOf(value, 'An author'))
  return namedOrcids(authors.map((author) => ({ name: nameOf(author), orcid: rawText(author, 'ORCID') })))
}

/** The earliest of print and online first, then what else tells. */
function publishedOn(work: Fields): string | undefined {
  return ['issued', 'published', 'posted', 'published-online', 'published-print']
    .map((key) => dateOfParts(objectIn(work, key)))
    .find((date) => date !== undefined)
}

/** `{ "date-parts": [[2025, 4]] }`; `[[null]]` where they don't know. */
function dateOfParts(date: Fields | undefined): string | undefined {
  const parts = date?.['date-parts']
  const [year, month, day] = (Array.isArray(parts) && Array.isArray(parts[0]) ? parts[0] : []).map(partText)
  return referenceDate(year, month, day)
}

const partText = (part: unknown): string =>
  typeof part === 'number' || typeof part === 'string' ? String(part).slice(0, 20) : ''

/** Of several licences only an open one is for readers; others are for machines that mine texts. */
function licenceOf(work: Fields): string | undefined {
  return listIn(work, 'license')
    .map((value) => rawText(fieldsOf(value, 'A licence'), 'URL')?.trim() ?? '')
    .find((url) => url.length < 200 && /^https?:\/\/(?:www\.)?creativecommons\.org\/[!-~]+$/i.test(url))
}

function freeText(work: Fields, id: PaperId): Link[] {
  const pdf = listIn(work, 'link')
    .map((value) => fieldsOf(value, 'A link'))
    .find((link) => lineIn(link, 'content-type', 60) === 'application/pdf')
  return openAccessLink(pdf && rawText(pdf, 'URL'), id)
}

/** The article that a preprint has become. */
function publishedAs(work: Fields): string | undefined {
  const relation = objectIn(work, 'relation') ?? {}
  const articles = listIn(relation, 'is-preprint-of').map((value) => fieldsOf(value, 'A relation'))
  const article = articles.find((one) => lineIn(one, 'id-type', 20) === 'doi')
  return article && (parseDoi(rawText(article, 'id') ?? '') ?? undefined)
}
