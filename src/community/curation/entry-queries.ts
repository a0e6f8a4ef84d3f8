// Entries of editions as curators and members change them.

import type { Db, Tx } from '../../db/connect.ts'
import type { EditionEntryTable } from '../../db/schema.ts'
import type { Day } from '../../papers/calendar.ts'
import type { PaperId } from '../../papers/paper.ts'
import { advancePapers } from '../../papers/save-queries.ts'

export interface EditionLine {
  paperId: PaperId
  title: string
  place: number | null
  enteredAt: number | null
  chosenBy: string | null
  votes: number
  submitter: string | null
}

/** All entries of a day, unordered. */
export function linesOfDay(db: Db | Tx, day: Day): Promise<EditionLine[]> {
  return db
    .selectFrom('edition_entry as entry')
    .innerJoin('paper', 'paper.id', 'entry.paper_id')
    .leftJoin('person', 'person.id', 'entry.submitted_by')
    .select(({ eb }) => [
      'entry.paper_id as paperId',
      'paper.title',
      'entry.place',
      'entry.entered_at as enteredAt',
      'entry.chosen_by as chosenBy',
      eb('entry.recorded_votes', '+', eb.ref('paper.member_votes')).as('votes'),
      'person.name as submitter',
    ])
    .where('entry.day', '=', day)
    .execute()
}

/** Days on which people, not the rule, put the paper; the last first. */
export async function chosenDaysOf(db: Db | Tx, id: PaperId): Promise<Day[]> {
  const rows = await db
    .selectFrom('edition_entry')
    .select('day')
    .where('paper_id', '=', id)
    .where('chosen_by', 'is', null)
    .orderBy('day', 'desc')
    .execute()
  return rows.map(({ day }) => day)
}

export interface NewEntry {
  day: Day
  paperId: PaperId
  submittedBy: string | null
  enteredAt: number
}

/** Takes the place of what the rule chose; an entry that people made stays as it is. */
export async function putChosenEntry(
  tx: Tx,
  { day, paperId, submittedBy, enteredAt }: NewEntry,
): Promise<void> {
  const chosen = {
    place: null,
    entered_at: enteredAt,
    submitted_by: submittedBy,
    chosen_by: null,
    score: null,
  }
  await tx
    .insertInto('edition_entry')
    .values({
      ...{ day, paper_id: paperId, recorded_votes: 0, recorded_comments: 0, author_participates: null },
      ...chosen,
    })
    .onConflict((conflict) =>
      conflict.columns(['day', 'paper_id']).doUpdateSet(chosen).where('edition_entry.chosen_by', '=', 'rule'),
    )
    .execute()
  await advancePapers(tx, [paperId])
}

/** Where nobody is named who put the paper on the list, such as the formula’s that a curator left there. */
export async function nameSubmitter(
  tx: Tx,
  { day, paperId, submittedBy }: Omit<NewEntry, 'enteredAt'>,
): Promise<void> {
  await tx
    .updateTable('edition_entry')
    .set({ submitted_by: submittedBy })
    .where('day', '=', day)
    .where('paper_id', '=', paperId)
    .where('submitted_by', 'is', null)
    .execute()
}

export const entryOf = (db: Db | Tx, day: Day, id: PaperId): Promise<EditionEntryTable | undefined> =>
  db
    .selectFrom('edition_entry')
    .selectAll()
    .where('day', '=', day)
    .where('paper_id', '=', id)
    .executeTakeFirst()

export async function deleteEntry(tx: Tx, day: Day, id: PaperId): Promise<void> {
  await tx.deleteFrom('edition_entry').where('day', '=', day).where('paper_id', '=', id).execute()
  await advancePapers(tx, [id])
}

/** What the rule chose for the day counts as chosen by people from now on. */
export async function adoptEntries(tx: Tx, day: Day): Promise<void> {
  await tx
    .updateTable('edition_entry')
    .set({ chosen_by: null, score: null })
    .where('day', '=', day)
    .where('chosen_by', '=', 'rule')
    .execute()
}

/** With all that it recorded. The other day must not hold the paper. */
export async function moveEntry(tx: Tx, id: PaperId, from: Day, to: Day): Promise<void> {
  await tx
    .updateTable('edition_entry')
    .set({ day: to, place: null, chosen_by: null, score: null })
    .where('day', '=', from)
    .where('paper_id', '=', id)
    .execute()
  await advancePapers(tx, [id])
}

/** The order of a day: 0 for the first. */
export async function putPlaces(tx: Tx, day: Day, order: readonly PaperId[]): Promise<void> {
  for (const [place, id] of order.entries()) {
    await tx
      .updateTable('edition_entry')
      .set({ place })
      .where('day', '=', day)
      .where('paper_id', '=', id)
      .execute()
  }
}

/** Why a curator has last taken the paper off a list or refused it since then; undefined where none has. */
export async function declinedSince(db: Db | Tx, id: PaperId, since: number): Promise<string | undefined> {
  const row = await db
    .selectFrom('moderation_entry')
    .select('reason')
    .where('subject_kind', '=', 'paper')
    .where('subject_id', '=', id)
    .where('action', 'in', ['edition-remove', 'edition-refuse'])
    .where('at', '>', since)
    .orderBy('at', 'desc')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row?.reason
}

/** Number of entries on each day from `first` to `last` that has some. */
export function entriesByDay(db: Db, first: Day, last: Day): Promise<{ day: Day; papers: number }[]> {
  return db
    .selectFrom('edition_entry')
    .select((select) => ['day', select.fn.countAll<number>().as('papers')])
    .where('day', '>=', first)
    .where('day', '<=', last)
    .groupBy('day')
    .orderBy('day')
    .execute()
}
