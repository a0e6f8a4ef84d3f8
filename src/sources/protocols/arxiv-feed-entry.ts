// An entry of arXiv's daily feeds: https://info.arxiv.org/help/rss_specifications.html

import { Invalid } from '../../errors.ts'
import { type Day, parseDay } from '../../papers/calendar.ts'
import { type ArxivId, parseArxivId } from '../../papers/identifiers/arxiv-id.ts'
import type { Item } from '../../papers/import/item.ts'
import { bareRecord, given, requiredAbstract, requiredTitle } from '../../papers/import/record-parts.ts'
import type { PaperRecord } from '../../papers/paper.ts'
import { cleanLine } from '../../papers/text/clean-text.ts'
import { splitAuthors } from '../../papers/text/split-authors.ts'
import { newYorkDay } from '../arxiv-announcements.ts'
import type { Announcement, AnnouncementKind } from '../protocol.ts'
import { childOf, childrenOf, textOf, type XmlElement } from '../xml/xml-element.ts'
import { firstDoi, longestLicence, longestReference } from './arxiv-raw-record.ts'
import { categoriesIn } from './arxiv-sets.ts'
import { parseMailDate } from './mail-date.ts'

export function itemOfFeed(entry: XmlElement, place: number): Item {
  return {
    where: cleanLine(rawId(entry), 80) || `entry ${place + 1}`,
    read: () => recordOf(entry),
  }
}

const kinds: Record<string, AnnouncementKind> = {
  new: 'new',
  cross: 'cross',
  replace: 'replace',
  'replace-cross': 'replace-cross',
  // Only the abstract's page changed.
  absonly: 'replace',
}

/** On the list of the day that the entry names, or the feed. Null where it isn't said how it is announced. */
export function announcementOf(entry: XmlElement, dayOfFeed: Day): Announcement | null {
  const id = idOf(entry)
  const kind = kindOf(entry)
  return id === null || kind === undefined
    ? null
    : { paperId: id.id, kind, day: dayOfEntry(entry) ?? dayOfFeed }
}

function kindOf(entry: XmlElement): AnnouncementKind | undefined {
  const name = textOf(childOf(entry, 'announce_type')).trim()
  return Object.hasOwn(kinds, name) ? kinds[name] : undefined
}

const dayOfEntry = (entry: XmlElement): Day | null =>
  localDay(childOf(entry, 'pubDate')) ?? localDay(childOf(entry, 'published'))

/** The day that a date names where it was written: midnight Eastern is another moment in UTC. */
export function localDay(element: XmlElement | undefined): Day | null {
  const text = textOf(element).trim().slice(0, 60)
  return (
    parseMailDate(text)?.localDay ?? (/^\d{4}-\d\d-\d\dT/.test(text) ? parseDay(text.slice(0, 10)) : null)
  )
}

/** The day that it was in New York; Atom has the time in UTC. */
export function easternDay(element: XmlElement | undefined): Day | null {
  const text = textOf(element).trim().slice(0, 60)
  const at = localDay(element) === null ? Number.NaN : Date.parse(text)
  return Number.isNaN(at) ? null : parseDay(newYorkDay(at))
}

/** `oai:arXiv.org:2508.13426v1` */
const rawId = (entry: XmlElement): string => textOf(childOf(entry, 'guid') ?? childOf(entry, 'id')).trim()

const idOf = (entry: XmlElement): ArxivId | null =>
  parseArxivId(rawId(entry).replace(/^oai:arxiv\.org:/i, ''))

/** Of a version that is replaced or listed again, the feed knows no date but that of the list. */
function recordOf(entry: XmlElement): PaperRecord {
  const text = (name: string) => textOf(childOf(entry, name))
  const id = idOf(entry)
  if (id === null) throw new Invalid(`The entry “${cleanLine(rawId(entry), 80)}” is no paper of arXiv.`)
  const authors = splitAuthors(text('creator')).map((name) => ({ name }))
  const isNew = kindOf(entry) === 'new'
  return {
    ...bareRecord(id.id),
    title: requiredTitle(text('title')),
    abstract: requiredAbstract(withoutHeading(text('summary') || text('description'))),
    authors,
    authorCount: authors.length,
    versions: id.version === undefined ? [] : [{ number: id.version }],
    categories: categoriesIn(
      childrenOf(entry, 'category').map((category) => category.attributes.term ?? textOf(category)),
    ),
    ...given<PaperRecord>({
      published: isNew ? (dayOfEntry(entry) ?? undefined) : undefined,
      licence: cleanLine(text('rights'), longestLicence),
      journalRef: cleanLine(text('journal_reference'), longestReference),
      doi: firstDoi(text('DOI')),
    }),
  }
}

/** `arXiv:2508.13426v1 Announce Type: cross \nAbstract: …` */
const withoutHeading = (text: string): string =>
  text.replace(/^\s*arXiv:\S{1,40}\s+Announce Type:\s+[a-z-]{1,20}\s+Abstract:\s?/i, '')
