import type { Db, Tx } from '../../db/connect.ts'
import type { SubmissionTable } from '../../db/schema-community.ts'
import type { PaperId } from '../../papers/paper.ts'

export async function addSubmission(tx: Tx, row: SubmissionTable): Promise<void> {
  await tx.insertInto('submission').values(row).execute()
}

export const submissionById = (db: Db | Tx, id: string): Promise<SubmissionTable | undefined> =>
  db.selectFrom('submission').selectAll().where('id', '=', id).executeTakeFirst()

export type NamedSubmission = SubmissionTable & { title: string; submitter: string | null }

const named = (db: Db) =>
  db
    .selectFrom('submission')
    .innerJoin('paper', 'paper.id', 'submission.paper_id')
    .leftJoin('person', 'person.id', 'submission.person_id')
    .selectAll('submission')
    .select(['paper.title', 'person.name as submitter'])

/** With the last list on which people put the paper while it waits. */
export type WaitingSubmission = NamedSubmission & { listed_on: string | null }

/** The longest waiting first. */
export const waitingSubmissions = (db: Db, limit: number): Promise<WaitingSubmission[]> =>
  named(db)
    .select(({ selectFrom }) =>
      selectFrom('edition_entry as entry')
        .select(({ fn }) => fn.max('entry.day').as('day'))
        .whereRef('entry.paper_id', '=', 'submission.paper_id')
        .where('entry.chosen_by', 'is', null)
        .as('listed_on'),
    )
    .where('submission.state', '=', 'waiting')
    .orderBy('submission.created_at')
    .orderBy('submission.id')
    .limit(limit)
    .execute()

/** Newest first. */
export const submissionsOf = (db: Db, personId: string, limit: number): Promise<NamedSubmission[]> =>
  named(db)
    .where('submission.person_id', '=', personId)
    .orderBy('submission.created_at', 'desc')
    .orderBy('submission.id')
    .limit(limit)
    .execute()

export async function isWaiting(db: Db | Tx, paperId: PaperId): Promise<boolean> {
  const row = await db
    .selectFrom('submission')
    .select('id')
    .where('paper_id', '=', paperId)
    .where('state', '=', 'waiting')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** The newest that this person made of the paper, and that waits or was listed. */
export const openSubmissionOf = (
  db: Db | Tx,
  paperId: PaperId,
  personId: string,
): Promise<SubmissionTable | undefined> =>
  db
    .selectFrom('submission')
    .selectAll()
    .where('paper_id', '=', paperId)
    .where('person_id', '=', personId)
    .where('state', 'in', ['waiting', 'listed'])
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()

/** When this person’s submissions since then were made, the earliest first. */
export async function submittedSince(db: Db | Tx, personId: string, since: number): Promise<number[]> {
  const rows = await db
    .selectFrom('submission')
    .select('created_at')
    .where('person_id', '=', personId)
    .where('created_at', '>', since)
    .orderBy('created_at')
    .execute()
  return rows.map(({ created_at }) => created_at)
}

export interface Decision {
  state: 'listed' | 'refused' | 'withdrawn'
  day?: string
  reason?: string
  by: string
  at: number
}

/** False where it no longer waits. */
export async function decideSubmission(
  tx: Tx,
  id: string,
  { state, day, reason, by, at }: Decision,
): Promise<boolean> {
  const decided = await tx
    .updateTable('submission')
    .set({
      state,
      reason: reason ?? null,
      decided_by: by,
      decided_at: at,
      ...(day === undefined ? {} : { day }),
    })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .executeTakeFirst()
  return decided.numUpdatedRows > 0n
}

interface ChangeOfListed {
  paperId: PaperId
  /** Of the list on which it is. */
  day: string
  by: string
  now: number
}

/** What was listed on a day goes to another one, as a curator decided. Returns it. */
export const moveListed = (
  tx: Tx,
  { to, by, now, ...listed }: ChangeOfListed & { to: string },
): Promise<SubmissionTable[]> => changeListed(tx, listed, { day: to, decided_by: by, decided_at: now })

/** What was listed on a day is so no longer. Returns it. */
export const refuseListed = (
  tx: Tx,
  { reason, by, now, ...listed }: ChangeOfListed & { reason: string },
): Promise<SubmissionTable[]> =>
  changeListed(tx, listed, { state: 'refused', reason, decided_by: by, decided_at: now })

const changeListed = (
  tx: Tx,
  { paperId, day }: Pick<ChangeOfListed, 'paperId' | 'day'>,
  change: Partial<SubmissionTable>,
): Promise<SubmissionTable[]> =>
  tx
    .updateTable('submission')
    .set(change)
    .where('paper_id', '=', paperId)
    .where('day', '=', day)
    .where('state', '=', 'listed')
    .returningAll()
    .execute()

/** What submitters wrote with a paper that stands on a list by `today`, the oldest first. */
export async function notesOn(
  db: Db,
  paperId: PaperId,
  today: string,
): Promise<{ note: string; name: string; at: number }[]> {
  const rows = await db
    .selectFrom('submission')
    .innerJoin('person', 'person.id', 'submission.person_id')
    .select(['submission.note', 'person.name', 'submission.created_at as at'])
    .where('submission.paper_id', '=', paperId)
    .where('submission.state', '=', 'listed')
    // As long as it is there, whoever is named on the list: another site's may have been first.
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('edition_entry as entry')
          .select('entry.day')
          .whereRef('entry.paper_id', '=', 'submission.paper_id')
          .whereRef('entry.day', '=', 'submission.day')
          .where('entry.day', '<=', today),
      ),
    )
    .where('submission.note', 'is not', null)
    .orderBy('submission.created_at')
    .limit(20)
    .execute()
  return rows.map(({ note, ...row }) => ({ ...row, note: note ?? '' }))
}
