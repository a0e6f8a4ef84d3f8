import { parseOrcid } from '../../papers/identifiers/orcid.ts'
import type { PaperRecord } from '../../papers/paper.ts'
import { cleanAuthorNames } from '../../papers/text/author-names.ts'

/** Those that are ORCIDs, of authors with one name; undefined for none. */
export function namedOrcids(
  told: readonly { name: string; orcid: string | undefined }[],
): PaperRecord['orcids'] {
  const found = told.flatMap(({ name, orcid }) => {
    const parsed = parseOrcid(orcid ?? '')
    const [clean, ...more] = cleanAuthorNames([name])
    return parsed === null || clean === undefined || more.length > 0 ? [] : [{ name: clean, orcid: parsed }]
  })
  return found.length === 0 ? undefined : found
}
