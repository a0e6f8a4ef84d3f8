// Ids hold slashes and dots, so the store decides what an address behind `/papers/` means.

import type { Db } from '../../db/connect.ts'
import { NotFound } from '../../errors.ts'
import { type PaperPath, paperPathCandidates } from '../../papers/identifiers/paper-id-address.ts'
import { knownIds, paperIdOfDoi } from '../../papers/queries.ts'
import { aliasesOf } from '../../papers/statement-queries.ts'
import type { Ctx } from '../environment.ts'

// Hono's own path is decoded in part, which would lose the difference between `/` and `%2F`.
export function rawPaperPath(c: Ctx): string {
  return new URL(c.req.url).pathname.slice('/papers/'.length)
}

/** The first way to read the path whose paper is known; that of an id that was merged, if none is. @throws NotFound */
export async function readingOf(db: Db, path: string): Promise<PaperPath> {
  const candidates = paperPathCandidates(path)
  const known = await knownIds(db, [...new Set(candidates.map(({ id }) => id))])
  const reading = candidates.find(({ id }) => known.has(id))
  if (reading) return reading
  const aliases = await aliasesOf(
    db,
    candidates.map(({ id }) => id),
  )
  const merged = candidates.find(({ id }) => aliases.has(id))
  if (merged) return { ...withoutVersion(merged), id: aliases.get(merged.id) ?? merged.id }
  const ofOtherSource = await byDoi(db, candidates)
  if (ofOtherSource) return ofOtherSource
  if (candidates.length === 0) throw noSuchPage()
  throw new NotFound('This paper is not in the collection of this site.')
}

/** Papers of other sources have DOIs that their ids don’t show. */
async function byDoi(db: Db, candidates: readonly PaperPath[]): Promise<PaperPath | null> {
  for (const candidate of candidates.filter(({ id }) => id.startsWith('doi:'))) {
    const id = await paperIdOfDoi(db, candidate.id.slice('doi:'.length))
    if (id !== null) return { ...candidate, id }
  }
  return null
}

export const noSuchPage = () => new NotFound('There is no page at this address.')

/** Its versions are those of another source. */
function withoutVersion({ version: _, ...reading }: PaperPath): PaperPath {
  return reading
}
