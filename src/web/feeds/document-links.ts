// Links of one document of a feed to itself and to the others, for both formats in XML.

import type { Feed, FeedDocuments } from './feed.ts'
import { element, type Xml } from './xml.ts'

const relations = ['first', 'previous', 'next', 'last', 'current', 'prev-archive', 'next-archive'] as const

/** `name`: of the element of Atom, as its namespace is bound in the document. */
export function documentLinks(name: string, type: string, { self, documents }: Feed): Xml[] {
  const others = relations.flatMap((relation) => {
    const address = documents[relation]
    return address === undefined ? [] : [element(name, { rel: relation, type, href: address })]
  })
  return [element(name, { rel: 'self', type, href: self }), ...others]
}

/** RFC 5005: the document is one of the past. */
export const archiveMark = ({ isArchive }: FeedDocuments): Xml | undefined =>
  isArchive ? element('fh:archive') : undefined
