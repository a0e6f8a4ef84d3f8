import type { Db } from '../../db/connect.ts'
import type { Author, PaperId } from '../../papers/paper.ts'
import { present } from '../../papers/present.ts'

/** Papers of the store with this key of a title (papers/title-key.ts); a few. */
export async function papersOfTitle(
  db: Db,
  key: number,
): Promise<{ id: PaperId; title: string; authors: Author[]; published?: string }[]> {
  const rows = await db
    .selectFrom('paper')
    .select(['id', 'title', 'authors', 'published'])
    .where('title_key', '=', key)
    .orderBy('id')
    .limit(5)
    .execute()
  return rows.map(({ id, title, authors, published }) => ({
    ...{ id, title },
    authors: (JSON.parse(authors) as Author[]).filter(({ hidden }) => !hidden),
    ...present({ published }),
  }))
}
