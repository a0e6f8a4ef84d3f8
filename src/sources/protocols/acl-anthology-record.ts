import { Invalid } from '../../errors.ts'
import { parseDay } from '../../papers/calendar.ts'
import { parseDoi } from '../../papers/identifiers/doi.ts'
import { parseAnthologyId } from '../../papers/identifiers/other-ids.ts'
import { webAddress } from '../../papers/import/fields.ts'
import { bareRecord, given, optionalAbstract, requiredTitle } from '../../papers/import/record-parts.ts'
import { referenceDate } from '../../papers/import/reference-date.ts'
import type { Author, Link, PaperId, PaperRecord, Version } from '../../papers/paper.ts'
import { cleanAuthorName } from '../../papers/text/author-names.ts'
import { cleanLine, longestName } from '../../papers/text/clean-text.ts'
import { childOf, childrenOf, textOf, type XmlElement } from '../xml/xml-element.ts'

export interface AnthologyPaper {
  /** `2025.acl`, `W95`. */
  collection: string
  volumeId: string
  /** What holds for the whole volume. */
  meta: XmlElement | undefined
  paper: XmlElement
}

const mostAuthors = 20_000

/** A record of one paper of a volume. Throws `Invalid`. */
export function recordOfAnthologyPaper({ collection, volumeId, meta, paper }: AnthologyPaper): PaperRecord {
  const authors = authorsOf(paper)
  const versions = versionsOf(paper)
  return {
    ...bareRecord(anthologyId(collection, volumeId, paper.attributes.id ?? '')),
    title: requiredTitle(markedText(childOf(paper, 'title'))),
    abstract: optionalAbstract(markedText(childOf(paper, 'abstract'))),
    authors,
    authorCount: authors.length,
    versions,
    withdrawn: childOf(paper, 'retracted') !== undefined || childOf(paper, 'removed') !== undefined,
    venues: [cleanLine(markedText(childOf(meta, 'booktitle')), 300)].filter((venue) => venue !== ''),
    awards: childrenOf(paper, 'award')
      .map((award) => cleanLine(textOf(award), 300))
      .filter((award) => award !== ''),
    links: linksOf(paper),
    ...given<PaperRecord>({
      published: publishedIn(collection, meta),
      updated: versions.at(-1)?.at,
      doi: parseDoi(textOf(childOf(paper, 'doi'))) ?? undefined,
    }),
  }
}

/** The longest real ones have 30 characters. */
const LONGEST_ID = 100

/**
 * Since 2020 the parts are joined. Before, paper and volume shared four digits, of which the volume has two in
 * workshops (W), in C69 and from volume 5 of D19 on.
 */
export function anthologyId(collection: string, volumeId: string, paperId: string): PaperId {
  const id = parseAnthologyId(
    /^\d/.test(collection)
      ? `${collection}-${volumeId}.${paperId}`
      : `${collection}-${legacyNumber(collection, volumeId, paperId)}`,
  )
  if (id !== null && id.length <= LONGEST_ID) return `acl:${id}`
  const given = `${collection}-${volumeId}.${paperId}`.slice(0, 80)
  throw new Invalid(`The id “${given}” is none of the ACL Anthology’s.`)
}

function legacyNumber(collection: string, volumeId: string, paperId: string): string {
  const hasLongVolumes =
    /^W/i.test(collection) || collection === 'C69' || (collection === 'D19' && Number(volumeId) >= 5)
  const digits = hasLongVolumes ? 2 : 1
  return volumeId.padStart(digits, '0') + paperId.padStart(4 - digits, '0')
}

/** Markup dropped, but for mathematics, which gets its dollars. */
function markedText(element: XmlElement | undefined): string {
  if (element === undefined) return ''
  if (element.name === 'tex-math') return `$${textOf(element).replaceAll('$', '').trim()}$`
  if (element.name === 'br') return ' '
  return element.children.map((child) => (typeof child === 'string' ? child : markedText(child))).join('')
}

/** Editors stand under the volume, affiliations and names in other scripts beside the two parts of a name. */
function authorsOf(paper: XmlElement): Author[] {
  const authors = childrenOf(paper, 'author')
  if (authors.length > mostAuthors) throw new Invalid(`There are more than ${mostAuthors} authors.`)
  return authors
    .map((author) => {
      const parts = [childOf(author, 'first'), childOf(author, 'last')].map((part) => textOf(part).trim())
      return { name: cleanAuthorName(parts.join(' ').slice(0, 2 * longestName)) }
    })
    .filter(({ name }) => name !== '')
}

/** Revisions are numbered from 2: the first version is the paper as it was printed. */
function versionsOf(paper: XmlElement): Version[] {
  const revisions = childrenOf(paper, 'revision').flatMap(({ attributes }) => {
    const number = /^[1-9]\d{0,2}$/.test(attributes.id ?? '') ? Number(attributes.id) : 0
    const at = parseDay(attributes.date ?? '') ?? undefined
    return number > 1 ? [{ number, ...given<Version>({ at }) }] : []
  })
  revisions.sort((a, b) => a.number - b.number)
  return revisions.length === 0 ? [] : [{ number: 1 }, ...revisions]
}

function linksOf(paper: XmlElement): Link[] {
  const linked = (name: string, kind: Link['kind']) =>
    childrenOf(paper, name).flatMap(({ attributes }) => {
      const url = webAddress(attributes.url ?? '')
      return url === undefined ? [] : [{ kind, url }]
    })
  return [...linked('pwccode', 'code'), ...linked('pwcdataset', 'data')]
}

/** The oldest volumes don't say their year, but their id does: `W95`. */
function publishedIn(collection: string, meta: XmlElement | undefined): string | undefined {
  const said = referenceDate(textOf(childOf(meta, 'year')), textOf(childOf(meta, 'month')).slice(0, 100))
  if (said !== undefined) return said
  const modern = /^([12]\d{3})\./.exec(collection)?.[1]
  const legacy = /^[A-Z](\d\d)$/i.exec(collection)?.[1]
  if (legacy === undefined) return modern
  return `${legacy >= '60' ? 19 : 20}${legacy}`
}
