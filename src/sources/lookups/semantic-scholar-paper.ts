// What one paper of Semantic Scholar says.

import { dateIn } from '../../papers/import/dates.ts'
import {
  countIn,
  type Fields,
  fieldsOf,
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

/**
 * Venue, citations, DOI and open access. No date: theirs is at times the preprint's, at times the journal's. Throws
 * `Invalid`.
 */
export function saidBySemanticScholar(paper: Fields, id: PaperId): PaperRecord {
  const free = objectIn(paper, 'openAccessPdf')
  const others = objectIn(paper, 'externalIds') ?? {}
  const journal = objectIn(paper, 'journal') ?? {}
  const venue = venueOf(lineIn(paper, 'venue', 300)) ?? venueOf(lineIn(journal, 'name', 300))
  return {
    ...bareRecord(id),
    venues: venue === undefined ? [] : [venue],
    links: openAccessLink(free && rawText(free, 'url'), id),
    ...given<PaperRecord>({
      citations: countIn(paper, 'citationCount'),
      doi: tellingDoi(rawText(others, 'DOI'), id),
    }),
    ...journalReference({
      journal: lineIn(journal, 'name', 300),
      volume: lineIn(journal, 'volume', 40),
      pages: lineIn(journal, 'pages', 60),
    }),
  }
}

/** The paper with title, abstract, authors and date, too. Throws `Invalid`. */
export function wholeSemanticScholarPaper(paper: Fields): PaperRecord {
  const others = objectIn(paper, 'externalIds') ?? {}
  const acl = rawText(others, 'ACL')
  const id = identifyWork([
    rawText(others, 'ArXiv'),
    acl === undefined ? undefined : `acl:${acl}`,
    rawText(others, 'DOI'),
  ])
  const authors = authorsOf(paper)
  const year = countIn(paper, 'year')
  return {
    ...saidBySemanticScholar(paper, id),
    title: requiredTitle(rawText(paper, 'title')),
    abstract: optionalAbstract(rawText(paper, 'abstract')),
    authors,
    authorCount: authors.length,
    ...given<PaperRecord>({
      published:
        dateIn(paper, 'publicationDate') ?? (year && year > 999 && year < 10_000 ? `${year}` : undefined),
    }),
  }
}

function authorsOf(paper: Fields): PaperRecord['authors'] {
  const names = listIn(paper, 'authors').map((value) =>
    (rawText(fieldsOf(value, 'An author'), 'name') ?? '').slice(0, 2 * longestName),
  )
  return cleanAuthorNames(names).map((name) => ({ name }))
}
