// Papers as the store answers for them: one, several, whether there are any. No rules here.

import type { Db, Tx } from '../db/connect.ts'
import type { Paper, PaperId } from './paper.ts'
import { fromPaperRow } from './rows.ts'

export async function isEmpty(db: Db): Promise<boolean> {
  return (await db.selectFrom('paper').select('id').limit(1).executeTakeFirst()) === undefined
}

export async function paperById(db: Db, id: PaperId): Promise<Paper | null> {
  const row = await db.selectFrom('paper').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? fromPaperRow(row) : null
}

/** Papers in the order of `ids` (a page of a list, so at most some hundred); unknown ids are left out. */
export async function papersByIds(db: Db, ids: readonly PaperId[]): Promise<Paper[]> {
  if (ids.length === 0) return []
  const rows = await db.selectFrom('paper').selectAll().where('id', 'in', ids).execute()
  const papers = new Map(rows.map((row) => [row.id, fromPaperRow(row)]))
  return ids.map((id) => papers.get(id)).filter((paper) => paper !== undefined)
}

/** Only what a line about each says, in the order of `ids`; unknown ids are left out. */
export async function titlesByIds(db: Db, ids: readonly PaperId[]): Promise<Pick<Paper, 'id' | 'title'>[]> {
  if (ids.length === 0) return []
  const rows = await db.selectFrom('paper').select(['id', 'title']).where('id', 'in', ids).execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => byId.get(id)).filter((row) => row !== undefined)
}

/** Which of these ids are papers of the store. */
export async function knownIds(db: Db | Tx, ids: readonly PaperId[]): Promise<Set<PaperId>> {
  if (ids.length === 0) return new Set()
  const rows = await db.selectFrom('paper').select('id').where('id', 'in', ids).execute()
  return new Set(rows.map(({ id }) => id))
}

/** Ids that begin so, in their order. */
export async function idsBeginning(db: Db, prefix: string, limit: number): Promise<PaperId[]> {
  const query = db
    .selectFrom('paper')
    .select('id')
    .where('id', '>=', prefix)
    .where('id', '<', `${prefix}\uffff`)
  return (await query.orderBy('id').limit(limit).execute()).map(({ id }) => id)
}

/** A paper that has this DOI, bare and in lower case; where several claim it, the first by id. */
export async function paperIdOfDoi(db: Db, doi: string): Promise<PaperId | null> {
  const row = await db
    .selectFrom('paper_identifier')
    .select('paper_id')
    .where('scheme', '=', 'doi')
    .where('value', '=', doi)
    .orderBy('paper_id')
    .limit(1)
    .executeTakeFirst()
  return row?.paper_id ?? null
}

/** Number of the store's last change. */
export async function lastChange(db: Db): Promise<number> {
  return (await db.selectFrom('store').select('change_seq').executeTakeFirstOrThrow()).change_seq
}

/** Handles of people by their ids; of a recorded person who is a member here, the member’s. */
export async function personNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('person')
    .leftJoin('person_link', 'person_link.recorded_id', 'person.id')
    .leftJoin('person as member', 'member.id', 'person_link.member_id')
    .select(['person.id', 'person.name', 'member.name as memberName'])
    .where('person.id', 'in', ids)
    .execute()
  return new Map(rows.map(({ id, name, memberName }) => [id, memberName ?? name]))
}
