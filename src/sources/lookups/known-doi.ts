// Which DOIs stand for a paper that is known here.

import { parseDoi } from '../../papers/identifiers/doi.ts'
import { doiOf, parsePaperId, sourceOf } from '../../papers/identifiers/identifiers.ts'
import type { PaperId } from '../../papers/paper.ts'
import type { KnownPaper } from '../protocol.ts'

/** The DOI under which a paper was published, or that its id is; lower-cased. Not arXiv's, which follow from the id. */
export function publishedDoi(paper: KnownPaper): string | undefined {
  const said = paper.doi === undefined ? null : parseDoi(paper.doi)
  if (said !== null && !isArxivDoi(said)) return said
  return sourceOf(paper.id) === 'arxiv' ? undefined : doiOf(paper.id)?.toLowerCase()
}

/** The DOI that arXiv gives each of its papers; lower-cased. */
export function arxivDoi(id: PaperId): string | undefined {
  return sourceOf(id) === 'arxiv' ? doiOf(id)?.toLowerCase() : undefined
}

/** What to say of a DOI that an index gives: nothing where it only names the preprint whose id it is. */
export function tellingDoi(text: string | undefined, id: PaperId): string | undefined {
  const doi = text === undefined ? null : parseDoi(text)
  if (doi === null || isArxivDoi(doi)) return undefined
  const isPreprintsOwn = sourceOf(id) !== 'doi' && doiOf(id)?.toLowerCase() === doi
  return isPreprintsOwn ? undefined : doi
}

const isArxivDoi = (doi: string): boolean => doi.startsWith('10.48550/arxiv.') && parsePaperId(doi) !== null
