// A page of results of arXiv's query interface: https://info.arxiv.org/help/api/user-manual.html#5-details-of-atom-results-returned

import { Invalid } from '../../errors.ts'
import { type Day, parseDay } from '../../papers/calendar.ts'
import { parseIdentifier } from '../../papers/identifiers/identifiers.ts'
import { readDate } from '../../papers/import/dates.ts'
import type { Item } from '../../papers/import/item.ts'
import { bareRecord, given, requiredAbstract, requiredTitle } from '../../papers/import/record-parts.ts'
import type { PaperRecord, Version } from '../../papers/paper.ts'
import { cleanAuthorNames } from '../../papers/text/author-names.ts'
import { cleanLine } from '../../papers/text/clean-text.ts'
import type { Answer } from '../protocol.ts'
import { SourceTrouble } from '../source-trouble.ts'
import { requireSuccess } from '../status-trouble.ts'
import { readXml } from '../xml/read-xml.ts'
import { childOf, childrenOf, textOf, type XmlElement } from '../xml/xml-element.ts'
import { firstDoi, longestComment, longestReference } from './arxiv-raw-record.ts'
import { categoriesIn } from './arxiv-sets.ts'
import { totalOf } from './last-page.ts'

export interface AtomPage {
  items: Item[]
  /** How many results there are in all. */
  total: number
  /** The UTC day on which the answer was made. */
  answeredOn: Day
}

const who = 'arXiv’s query interface'

/** @throws SourceTrouble */
export function readAtomPage(answer: Answer): AtomPage {
  // An error has status 400 or 200, and is told as a paper.
  if (!/^\s*(?:<\?xml[^>]*>\s*)?<feed\b/.test(answer.text)) requireSuccess(answer, who)
  const root = readXml(answer.text)
  if (root.name !== 'feed') throw new SourceTrouble('garbled', `${who} answered with XML that is no feed.`)
  const entries = childrenOf(root, 'entry')
  const error = entries.find(isError)
  if (error !== undefined) throw refused(error)
  requireSuccess(answer, who)
  const total = totalOf(textOf(childOf(root, 'totalResults')))
  const answeredOn = parseDay(textOf(childOf(root, 'updated')).trim().slice(0, 10))
  if (total === undefined || answeredOn === null)
    throw new SourceTrouble('garbled', `${who} answered without the number of its papers or the time.`)
  return { items: entries.map(itemOf), total, answeredOn }
}

const isError = (entry: XmlElement): boolean =>
  /\/api\/errors\b/.test(textOf(childOf(entry, 'id'))) ||
  (textOf(childOf(entry, 'title')).trim() === 'Error' && idOf(entry) === null)

function refused(entry: XmlElement): SourceTrouble {
  const words = cleanLine(textOf(childOf(entry, 'summary')), 300).replace(/[.\s]+$/, '')
  return new SourceTrouble(
    'refused',
    `${who} refused the request.${words === '' ? '' : ` It says: “${words}”.`}`,
  )
}

const itemOf = (entry: XmlElement, place: number): Item => ({
  where: cleanLine(textOf(childOf(entry, 'id')), 80) || `entry ${place + 1}`,
  read: () => recordOfEntry(entry),
})

/** `http://arxiv.org/abs/1707.08567v1` */
function idOf(entry: XmlElement): { id: string; version?: number } | null {
  const found = parseIdentifier(textOf(childOf(entry, 'id')))
  return found === null || found.id.includes(':') ? null : found
}

function recordOfEntry(entry: XmlElement): PaperRecord {
  const text = (name: string) => textOf(childOf(entry, name))
  const found = idOf(entry)
  if (found === null) throw new Invalid(`The entry “${cleanLine(text('id'), 80)}” is no paper of arXiv.`)
  const published = dateIn(text('published'))
  const updated = dateIn(text('updated'))
  const names = childrenOf(entry, 'author').map((author) => textOf(childOf(author, 'name')))
  const authors = cleanAuthorNames(names).map((name) => ({ name }))
  return {
    ...bareRecord(found.id),
    title: requiredTitle(text('title')),
    abstract: requiredAbstract(text('summary')),
    authors,
    authorCount: authors.length,
    versions: versionsOf(found.version, published, updated),
    categories: categoriesIn(termsOf(entry)),
    ...given<PaperRecord>({
      published,
      updated,
      comment: cleanLine(text('comment'), longestComment),
      journalRef: cleanLine(text('journal_ref'), longestReference),
      doi: firstDoi(text('doi')),
    }),
  }
}

const dateIn = (text: string): string | undefined => (text.trim() === '' ? undefined : readDate(text))

/** The first and the newest one, where the newest was asked for: `updated` is the time of the version that is shown. */
function versionsOf(
  number: number | undefined,
  published: string | undefined,
  updated: string | undefined,
): Version[] {
  if (number === undefined) return []
  const first = { number: 1, ...given<Version>({ at: published }) }
  return number === 1 ? [first] : [first, { number, ...given<Version>({ at: updated }) }]
}

/** The primary category is told apart. */
function termsOf(entry: XmlElement): string[] {
  const elements = [...childrenOf(entry, 'primary_category'), ...childrenOf(entry, 'category')]
  return elements.map(({ attributes }) => attributes.term ?? '')
}
