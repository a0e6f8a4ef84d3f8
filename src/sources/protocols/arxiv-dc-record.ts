// arXiv's papers in Dublin Core (https://www.openarchives.org/OAI/2.0/oai_dc.xsd), which mirrors fall back to. It knows
// neither versions nor categories; the latter follow from the sets of the header.

import { readDate } from '../../papers/import/dates.ts'
import { webAddress } from '../../papers/import/fields.ts'
import { bareRecord, given, requiredAbstract, requiredTitle } from '../../papers/import/record-parts.ts'
import type { PaperRecord } from '../../papers/paper.ts'
import { authorFromBibtex } from '../../papers/text/author-names.ts'
import { cleanLine } from '../../papers/text/clean-text.ts'
import { childrenOf, textOf, type XmlElement } from '../xml/xml-element.ts'
import { firstDoi, idOf, longestComment, longestLicence, longestReference } from './arxiv-raw-record.ts'
import { categoriesIn, categoryOfSet } from './arxiv-sets.ts'

/** @throws Invalid */
export function recordOfDublinCore(dublinCore: XmlElement, header: XmlElement | undefined): PaperRecord {
  const texts = (name: string) => childrenOf(dublinCore, name).map((element) => textOf(element).trim())
  const authors = texts('creator')
    .map(authorFromBibtex)
    .filter((name) => name !== '')
    .map((name) => ({ name }))
  const [abstract, comment] = texts('description')
  const [published, ...later] = texts('date').map(readDate)
  return {
    ...bareRecord(idOf(dublinCore, header)),
    title: requiredTitle(texts('title')[0]),
    abstract: requiredAbstract(abstract),
    authors,
    authorCount: authors.length,
    categories: categoriesOf(header),
    ...given<PaperRecord>({
      published,
      updated: later.at(-1) ?? published,
      comment: cleanLine((comment ?? '').replace(/^Comment:/i, ''), longestComment),
      licence: cleanLine(texts('rights')[0] ?? '', longestLicence),
      ...identifiersIn(texts('identifier')),
    }),
  }
}

/** The page of the paper, the reference to its journal and its DOI, in no order that is sure. */
function identifiersIn(identifiers: string[]): { doi?: string | undefined; journalRef?: string | undefined } {
  const doi = identifiers.find((text) => /^doi:/i.test(text))
  const reference = identifiers.find((text) => !/^doi:/i.test(text) && webAddress(text) === undefined)
  return {
    doi: doi === undefined ? undefined : firstDoi(doi.replace(/^doi:/i, '')),
    journalRef: reference === undefined ? undefined : cleanLine(reference, longestReference),
  }
}

function categoriesOf(header: XmlElement | undefined): string[] {
  const sets = childrenOf(header, 'setSpec').map((element) => textOf(element).trim())
  return categoriesIn(sets.map((set) => categoryOfSet(set) ?? ''))
}
