import { Invalid } from '../../errors.ts'
import type { Item } from '../../papers/import/item.ts'
import type { PaperRecord } from '../../papers/paper.ts'
import { cleanLine } from '../../papers/text/clean-text.ts'
import { childOf, textOf, type XmlElement } from '../xml/xml-element.ts'
import { recordOfDublinCore } from './arxiv-dc-record.ts'
import { recordOfArxivRaw } from './arxiv-raw-record.ts'

/**
 * Elements `record` as papers that are still to be read. Deleted ones are left out: arXiv deletes nothing, it withdraws
 * by a new version; and a mirror that forgot a paper doesn't make it unsaid.
 */
export function itemsOfRecords(records: readonly XmlElement[]): Item[] {
  return records
    .filter((record) => childOf(record, 'header')?.attributes.status !== 'deleted')
    .map((record, place) => ({
      where: cleanLine(textOf(childOf(childOf(record, 'header'), 'identifier')), 80) || `record ${place + 1}`,
      read: () => recordOfOai(record),
    }))
}

/** A mirror may know nothing but Dublin Core, whatever it is asked for. */
export function recordOfOai(record: XmlElement): PaperRecord {
  const metadata = childOf(record, 'metadata')
  const raw = childOf(metadata, 'arXivRaw') ?? childOf(metadata, 'arXivOld')
  if (raw !== undefined) return recordOfArxivRaw(raw, childOf(record, 'header'))
  const dublinCore = childOf(metadata, 'dc')
  if (dublinCore !== undefined) return recordOfDublinCore(dublinCore, childOf(record, 'header'))
  throw new Invalid('The record is neither in the form arXivRaw nor in Dublin Core.')
}
