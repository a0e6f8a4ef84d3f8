// How far saved searches were compared with what is new, as a mark of the store.

import type { Db, Tx } from '../db/connect.ts'
import { getMark, putMark } from '../db/marks.ts'
import { endOfNews, type Reach } from './find-queries.ts'

const MARK = 'saved searches'

/** Null: nothing was compared yet. */
export async function readReach(db: Db | Tx): Promise<Reach | null> {
  const text = await getMark(db, MARK)
  return text === null ? null : (JSON.parse(text) as Reach)
}

export const writeReach = (db: Db | Tx, reach: Reach): Promise<void> =>
  putMark(db, MARK, JSON.stringify(reach))

/** What comes from now on is new, where it wasn't said before from when on. */
export async function beginReach(tx: Tx): Promise<void> {
  if ((await readReach(tx)) === null) await writeReach(tx, await endOfNews(tx))
}
