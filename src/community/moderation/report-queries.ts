import type { Db, Tx } from '../../db/connect.ts'
import type { ReportTable } from '../../db/schema-community.ts'
import type { SubjectKey } from './subjects.ts'

/** The states of what this person has reported of the subject. */
export async function statesOfReports(
  db: Db | Tx,
  { kind, id }: SubjectKey,
  personId: string,
): Promise<string[]> {
  const rows = await db
    .selectFrom('report')
    .select('state')
    .where('subject_kind', '=', kind)
    .where('subject_id', '=', id)
    .where('person_id', '=', personId)
    .execute()
  return rows.map(({ state }) => state)
}

/** False where there is one with this id. */
export async function addReport(tx: Db | Tx, row: ReportTable): Promise<boolean> {
  const added = await tx
    .insertInto('report')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst()
  return (added.numInsertedOrUpdatedRows ?? 0n) > 0n
}

export type OpenReport = Pick<ReportTable, 'subject_kind' | 'subject_id' | 'reason' | 'created_at'> & {
  name: string | null
}

/** With the names of those who reported, oldest first. */
export const openReports = (db: Db, most: number): Promise<OpenReport[]> =>
  db
    .selectFrom('report')
    .leftJoin('person', 'person.id', 'report.person_id')
    .select(['report.subject_kind', 'report.subject_id', 'report.reason', 'report.created_at', 'person.name'])
    .where('report.state', '=', 'open')
    .orderBy('report.created_at')
    .orderBy('report.id')
    .limit(most)
    .execute()

/** How many things are reported, each once. */
export async function countReported(db: Db): Promise<number> {
  const { things } = await db
    .selectFrom((select) =>
      select
        .selectFrom('report')
        .select(['subject_kind', 'subject_id'])
        .distinct()
        .where('state', '=', 'open')
        .as('reported'),
    )
    .select((select) => select.fn.countAll<number>().as('things'))
    .executeTakeFirstOrThrow()
  return things
}

/** Settles all open reports about something; returns how many. */
export async function settleReports(
  tx: Tx,
  { kind, id }: SubjectKey,
  { by, at }: { by: string; at: number },
): Promise<number> {
  const settled = await tx
    .updateTable('report')
    .set({ state: 'settled', settled_by: by, settled_at: at })
    .where('subject_kind', '=', kind)
    .where('subject_id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return Number(settled.numUpdatedRows)
}

/** Opens those that were settled at that moment; returns how many. */
export async function reopenReports(tx: Tx, { kind, id }: SubjectKey, settledAt: number): Promise<number> {
  const opened = await tx
    .updateTable('report')
    .set({ state: 'open', settled_by: null, settled_at: null })
    .where('subject_kind', '=', kind)
    .where('subject_id', '=', id)
    .where('state', '=', 'settled')
    .where('settled_at', '=', settledAt)
    .executeTakeFirst()
  return Number(opened.numUpdatedRows)
}
