// DataCite: https://support.datacite.org/docs/api. Knows the DOIs of arXiv, Zenodo and data sets.

import {
  addressIn,
  countIn,
  type Fields,
  fieldsOf,
  lineIn,
  listIn,
  objectIn,
  rawText,
} from '../../papers/import/fields.ts'
import {
  bareRecord,
  given,
  optionalAbstract,
  ownAddress,
  requiredTitle,
} from '../../papers/import/record-parts.ts'
import { referenceDateOf } from '../../papers/import/reference-date.ts'
import type { PaperRecord } from '../../papers/paper.ts'
import { cleanAuthorNames } from '../../papers/text/author-names.ts'
import { longestName } from '../../papers/text/clean-text.ts'
import type { Answer } from '../protocol.ts'
import { readJsonObject } from '../read-json.ts'
import { SourceTrouble } from '../source-trouble.ts'
import { requireSuccess } from '../status-trouble.ts'
import { identifyWork } from './identify-work.ts'
import { tellingDoi } from './known-doi.ts'
import { namedOrcids } from './named-orcids.ts'
import { venueOf } from './published-in.ts'
import { unlessInvalid } from './unless-invalid.ts'

const who = 'DataCite'

/** A work that was found by DOI, or the first of those found by title. @throws SourceTrouble, Invalid */
export function readDataciteWork(answer: Answer): PaperRecord {
  requireSuccess(answer, who)
  const { data } = readJsonObject(answer, who)
  if (Array.isArray(data) && data.length === 0) {
    throw new SourceTrouble('refused', `${who} knows no such work.`)
  }
  const first: unknown = Array.isArray(data) ? data[0] : data
  if (typeof first !== 'object' || first === null) {
    throw new SourceTrouble('garbled', `${who} answered without a work.`)
  }
  const work = fieldsOf(first, 'The work')
  return recordOf(objectIn(work, 'attributes') ?? {})
}

function recordOf(work: Fields): PaperRecord {
  const id = identifyWork([rawText(work, 'doi')])
  const authors = authorsOf(work)
  const container = objectIn(work, 'container')
  const venue = venueOf(container && lineIn(container, 'title', 300))
  return {
    ...bareRecord(id),
    title: requiredTitle(titleOf(work)),
    abstract: optionalAbstract(abstractOf(work)),
    authors,
    authorCount: authors.length,
    venues: venue === undefined ? [] : [venue],
    ...given<PaperRecord>({
      orcids: unlessInvalid(() => orcidsOf(work)),
      published: publishedOn(work),
      doi: tellingDoi(rawText(work, 'doi'), id),
      citations: countIn(work, 'citationCount'),
      licence: licenceOf(work),
    }),
    ...ownAddress(addressIn(work, 'url'), id),
  }
}

/** Titles of a kind are subtitles, translations and other names. */
function titleOf(work: Fields): string | undefined {
  const titles = listIn(work, 'titles').map((value) => fieldsOf(value, 'A title'))
  const main = titles.find((title) => lineIn(title, 'titleType', 60) === undefined) ?? titles[0]
  return main && rawText(main, 'title')
}

function abstractOf(work: Fields): string | undefined {
  const found = listIn(work, 'descriptions')
    .map((value) => fieldsOf(value, 'A description'))
    .find((description) => lineIn(description, 'descriptionType', 60) === 'Abstract')
  return found && rawText(found, 'description')
}

/** `name` has the family name first. */
function authorsOf(work: Fields): PaperRecord['authors'] {
  const names = listIn(work, 'creators').map((value) => nameOf(fieldsOf(value, 'An author')))
  return cleanAuthorNames(names).map((name) => ({ name }))
}

function nameOf(creator: Fields): string {
  const [given, family] = [rawText(creator, 'givenName'), rawText(creator, 'familyName')]
  const name = given && family ? `${given} ${family}` : rawText(creator, 'name')
  return (name ?? '').slice(0, 2 * longestName)
}

function orcidsOf(work: Fields): PaperRecord['orcids'] {
  const creators = listIn(work, 'creators').map((value) => fieldsOf(value, 'An author'))
  const told = creators.map((creator) => {
    const names = listIn(creator, 'nameIdentifiers').map((value) => fieldsOf(value, 'A name'))
    const orcid = names.find((one) => lineIn(one, 'nameIdentifierScheme', 40)?.toUpperCase() === 'ORCID')
    return { name: nameOf(creator), orcid: orcid && rawText(orcid, 'nameIdentifier') }
  })
  return namedOrcids(told)
}

/** arXiv's works say when they were submitted, all others when they were issued; the year stands everywhere. */
function publishedOn(work: Fields): string | undefined {
  const dates = listIn(work, 'dates').map((value) => fieldsOf(value, 'A date'))
  const dateOf = (type: string): string | undefined => {
    const found = dates.find((date) => lineIn(date, 'dateType', 60) === type)
    return found && referenceDateOf((rawText(found, 'date') ?? '').slice(0, 40))
  }
  const year = countIn(work, 'publicationYear')
  return (
    dateOf('Submitted') ?? dateOf('Issued') ?? (year && year > 999 && year < 10_000 ? `${year}` : undefined)
  )
}

function licenceOf(work: Fields): string | undefined {
  return listIn(work, 'rightsList')
    .map((value) => addressIn(fieldsOf(value, 'A licence'), 'rightsUri'))
    .find((address) => address !== undefined)
}
