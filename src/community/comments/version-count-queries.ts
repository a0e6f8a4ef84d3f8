import type { Db } from '../../db/connect.ts'

/** How many earlier texts of each of these comments are kept; none where a comment is left out. */
export async function versionCounts(db: Db, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('comment_version')
    .select(({ fn }) => ['comment_id', fn.countAll<number>().as('versions')])
    .where('comment_id', 'in', ids)
    .groupBy('comment_id')
    .execute()
  return new Map(rows.map(({ comment_id, versions }) => [comment_id, versions]))
}
