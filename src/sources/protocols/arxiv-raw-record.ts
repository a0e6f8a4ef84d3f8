// The metadata of arXiv's format arXivRaw: https://info.arxiv.org/help/oa/index.html#metadata-formats

import { Invalid } from '../../errors.ts'
import { parseArxivId } from '../../papers/identifiers/arxiv-id.ts'
import { parseDoi } from '../../papers/identifiers/doi.ts'
import { bareRecord, given, requiredAbstract, requiredTitle } from '../../papers/import/record-parts.ts'
import type { PaperId, PaperRecord, Version } from '../../papers/paper.ts'
import { cleanLine } from '../../papers/text/clean-text.ts'
import { splitAuthors } from '../../papers/text/split-authors.ts'
import { childOf, childrenOf, textOf, type XmlElement } from '../xml/xml-element.ts'
import { categoriesIn } from './arxiv-sets.ts'
import { parseMailDate } from './mail-date.ts'

/** Bounds of lines, in UTF-16 units; the longest real ones are under half of these. */
export const longestComment = 2_000
export const longestReference = 1_000
export const longestLicence = 300
/** The paper with the most has under a hundred. */
const mostVersions = 1_000

/** @throws Invalid */
export function recordOfArxivRaw(raw: XmlElement, header: XmlElement | undefined): PaperRecord {
  const id = idOf(raw, header)
  const text = (name: string) => textOf(childOf(raw, name))
  const versions = versionsOf(raw)
  const authors = splitAuthors(text('authors')).map((name) => ({ name }))
  return {
    ...bareRecord(id),
    title: requiredTitle(text('title')),
    abstract: requiredAbstract(text('abstract')),
    authors,
    authorCount: authors.length,
    versions,
    // Earlier versions stay readable; what counts is whether the newest one took the paper back.
    withdrawn: versions.at(-1)?.withdrawn ?? false,
    categories: categoriesIn([text('categories')]),
    ...given<PaperRecord>({
      published: versions.find(({ number }) => number === 1)?.at,
      updated: versions.at(-1)?.at,
      comment: cleanLine(text('comments'), longestComment),
      journalRef: cleanLine(text('journal-ref'), longestReference),
      doi: firstDoi(text('doi')),
      licence: cleanLine(text('license'), longestLicence),
    }),
  }
}

/** Records hold ids that never were (`0811.36489`), and the header says the id a second time. */
export function idOf(metadata: XmlElement, header: XmlElement | undefined): PaperId {
  const identifier = textOf(childOf(header, 'identifier')).trim()
  const inHeader = identifier.replace(/^oai:[^:]*:/i, '')
  const inside = textOf(childOf(metadata, 'id')).trim()
  if (`${inside}${inHeader}` === '') throw new Invalid('The id is missing.')
  const id = parseArxivId(inside || inHeader)?.id
  if (id === undefined)
    throw new Invalid(`The id “${cleanLine(inside || inHeader, 80)}” is none that arXiv gives.`)
  const other = parseArxivId(inHeader)?.id
  if (other !== undefined && other !== id)
    throw new Invalid(`The record is about ${other} by its header and about ${id} by itself.`)
  return id
}

/** Several DOIs in one field are separated by spaces or commas. */
export function firstDoi(text: string): string | undefined {
  return parseDoi(text.trim().slice(0, 1_000).split(/\s/, 1)[0] ?? '') ?? undefined
}

/** By their numbers. Of two with one number the later is taken. */
function versionsOf(raw: XmlElement): Version[] {
  const elements = childrenOf(raw, 'version')
  if (elements.length > mostVersions) throw new Invalid(`The paper has more than ${mostVersions} versions.`)
  const byNumber = new Map(elements.map(versionOf).map((version) => [version.number, version]))
  return [...byNumber.values()].sort((a, b) => a.number - b.number)
}

function versionOf(element: XmlElement): Version {
  const number = /^v?([1-9]\d{0,2})$/.exec(element.attributes.version ?? '')?.[1]
  if (number === undefined) throw new Invalid('A version of the paper has no number.')
  const sourceType = textOf(childOf(element, 'source_type'))
  return {
    number: Number(number),
    ...given<Version>({
      at: timeOf(textOf(childOf(element, 'date'))),
      size: cleanLine(textOf(childOf(element, 'size')), 40),
    }),
    ...(sourceType.includes('I') ? { withdrawn: true } : {}),
  }
}

function timeOf(text: string): string | undefined {
  if (text.trim() === '') return undefined
  const date = parseMailDate(text)
  if (date !== null) return date.time
  throw new Invalid(`The date “${cleanLine(text, 40)}” of a version is not understood.`)
}
