import { queryText } from '../../saved-searches/saved-search.ts'
import { sameSearch } from '../../saved-searches/saved-search-queries.ts'
import type { Ctx } from '../environment.ts'

/** The same search, where the one who asks keeps it; undefined where nobody is signed in. */
export async function keptSearch(
  c: Ctx,
  query: string,
  mode: string,
): Promise<{ id: string; name: string } | null | undefined> {
  const { db, viewer, site } = c.var
  if (!viewer || site.sample) return undefined
  const row = await sameSearch(db, { member_id: viewer.id, query: queryText(query), mode })
  return row ? { id: row.id, name: row.name } : null
}
