import { Invalid } from '../../errors.ts'
import { parsePaperId, sourceOf } from '../../papers/identifiers/identifiers.ts'
import type { PaperId } from '../../papers/paper.ts'

/**
 * The id of a work of an index by the identifiers it gives, the surest first. An id of a source that we know beats a
 * bare DOI: the same paper comes from that source, too. Throws `Invalid` where nothing names it.
 */
export function identifyWork(identifiers: readonly (string | undefined)[]): PaperId {
  const ids = identifiers
    .map((text) => (text === undefined || text === '' ? null : parsePaperId(text)))
    .filter((id) => id !== null)
  const id = ids.find((one) => sourceOf(one) !== 'doi') ?? ids[0]
  if (id !== undefined) return id
  throw new Invalid('The work has neither a DOI nor an id of a source that is known.')
}
