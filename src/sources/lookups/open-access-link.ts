import { parsePaperId } from '../../papers/identifiers/identifiers.ts'
import { webAddress } from '../../papers/import/fields.ts'
import type { Link, PaperId } from '../../papers/paper.ts'

/**
 * Where a work is read freely. A resolver's address only leads to the publisher's page, and the paper's own page at
 * its source follows from its id: neither says anything new.
 */
export function openAccessLink(address: string | undefined, id: PaperId): Link[] {
  const url = address === undefined ? undefined : webAddress(address)
  if (url === undefined || /^https?:\/\/(?:dx\.)?doi\.org\//i.test(url) || parsePaperId(url) === id) return []
  return [{ kind: 'pdf', url }]
}
