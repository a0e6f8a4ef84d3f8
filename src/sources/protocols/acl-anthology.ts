// The ACL Anthology: one XML file for each collection, at https://github.com/acl-org/acl-anthology/tree/master/data/xml.

import type { Item } from '../../papers/import/item.ts'
import { endpoint } from '../endpoint.ts'
import type { Protocol } from '../protocol.ts'
import { SourceTrouble } from '../source-trouble.ts'
import { requireSuccess } from '../status-trouble.ts'
import { readXml } from '../xml/read-xml.ts'
import { childOf, childrenOf, type XmlElement } from '../xml/xml-element.ts'
import { recordOfAnthologyPaper } from './acl-anthology-record.ts'

export interface AclCursor {
  /** Index into the collections. */
  collection: number
}

/** `collections` such as `2025.acl` and `W95`, at least one. Days mean nothing here: a collection is read whole. */
export function aclProtocol({
  url,
  collections,
}: {
  url: string
  collections: string[]
}): Protocol<AclCursor> {
  return {
    start: () => ({ collection: 0 }),
    ask: ({ collection }) => ({
      url: endpoint(url, `/${encodeURIComponent(collections[collection] ?? '')}.xml`),
    }),
    read(answer, { collection }) {
      const name = collections[collection] ?? ''
      if (answer.status === 404) {
        throw new SourceTrouble('refused', `The ACL Anthology has no collection “${name}”.`)
      }
      requireSuccess(answer, 'The ACL Anthology')
      const root = readXml(answer.text)
      if (root.name !== 'collection') {
        throw new SourceTrouble('garbled', `The ACL Anthology’s file “${name}” is no collection.`)
      }
      return {
        items: itemsOf(root, root.attributes.id ?? name),
        ...nextCollection(collection, collections),
      }
    },
    unchanged: ({ collection }) => ({ items: [], ...nextCollection(collection, collections) }),
  }
}

const nextCollection = (collection: number, collections: string[]): { next?: AclCursor } =>
  collection + 1 < collections.length ? { next: { collection: collection + 1 } } : {}

/** Front matter is an element of its own, so that only papers are read. */
function itemsOf(root: XmlElement, collection: string): Item[] {
  return childrenOf(root, 'volume').flatMap((volume) => {
    const meta = childOf(volume, 'meta')
    const volumeId = volume.attributes.id ?? ''
    return childrenOf(volume, 'paper').map((paper) => ({
      where: `${collection} volume ${volumeId} paper ${paper.attributes.id ?? ''}`.slice(0, 100),
      read: () => recordOfAnthologyPaper({ collection, volumeId, meta, paper }),
    }))
  })
}
