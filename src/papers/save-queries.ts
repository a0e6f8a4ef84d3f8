// What saving papers asks of the store and writes to it, whole batches at a time.

import type { Tx } from '../db/connect.ts'
import type {
  EditionEntryTable,
  PaperCategoryTable,
  PaperIdentifierTable,
  PaperRow,
  PersonTable,
  StoredPaper,
} from '../db/schema.ts'
import { inChunks, nextChangeSeq } from '../db/write.ts'
import type { EditionEntry, RecordedPerson } from './paper.ts'
import { fromEntryRow } from './rows.ts'

/** Rows a statement: 500 papers have 15,000 parameters, and SQLite takes 32,766. */
const ROWS = 500

export async function papersById(tx: Tx, ids: string[]): Promise<Map<string, StoredPaper>> {
  const found = new Map<string, StoredPaper>()
  await inChunks(ids, ROWS, async (some) => {
    const rows = await tx.selectFrom('paper').selectAll().where('id', 'in', some).execute()
    for (const row of rows) found.set(row.id, row)
  })
  return found
}

/** An entry with who submitted it: their name, and whether they are a `member` or `recorded`. */
export type NamedEntry = EditionEntryTable & { submitter_name: string | null; submitter_kind: string | null }

/** The entry that such a row is, with who submitted it. */
export const entryOfNamed = (row: NamedEntry): EditionEntry =>
  fromEntryRow(
    row,
    row.submitted_by === null ? undefined : { id: row.submitted_by, name: row.submitter_name ?? '' },
  )

/** The member who submitted it here; where several did, who came first. What they may do by it is nobody else's to take. */
export const memberWhoSubmitted = (rows: readonly NamedEntry[]): RecordedPerson | undefined =>
  rows
    .filter((row) => row.submitter_kind === 'member')
    .sort((a, b) => (a.entered_at ?? 0) - (b.entered_at ?? 0))
    .map((row) => entryOfNamed(row).submittedBy)[0]

export async function entriesOfPapers(tx: Tx, ids: string[]): Promise<NamedEntry[]> {
  const found: NamedEntry[] = []
  await inChunks(ids, ROWS, async (some) => {
    const rows = await tx
      .selectFrom('edition_entry')
      .leftJoin('person', 'person.id', 'edition_entry.submitted_by')
      .selectAll('edition_entry')
      .select(['person.name as submitter_name', 'person.kind as submitter_kind'])
      .where('paper_id', 'in', some)
      .orderBy('paper_id')
      .orderBy('day')
      .execute()
    found.push(...rows)
  })
  return found
}

export async function personsById(tx: Tx, ids: string[]): Promise<Map<string, PersonTable>> {
  const found = new Map<string, PersonTable>()
  await inChunks(ids, ROWS, async (some) => {
    const rows = await tx.selectFrom('person').selectAll().where('id', 'in', some).execute()
    for (const row of rows) found.set(row.id, row)
  })
  return found
}

export async function putPapers(tx: Tx, rows: PaperRow[]): Promise<void> {
  await inChunks(rows, ROWS, async (some) => {
    const [first] = some
    if (!first) return
    const columns = Object.keys(first).filter((column) => column !== 'id') as (keyof PaperRow)[]
    await tx
      .insertInto('paper')
      .values(some)
      .onConflict((conflict) =>
        conflict
          .column('id')
          .doUpdateSet(({ ref }) =>
            Object.fromEntries(columns.map((column) => [column, ref(`excluded.${column}`)])),
          ),
      )
      .execute()
  })
}

/** Gives these papers these categories and no others. `known` are those that had a row before. */
export async function putCategories(tx: Tx, rows: PaperCategoryTable[], known: string[]): Promise<void> {
  await inChunks(known, ROWS, (some) =>
    tx.deleteFrom('paper_category').where('paper_id', 'in', some).execute(),
  )
  await inChunks(rows, ROWS, (some) => tx.insertInto('paper_category').values(some).execute())
}

/** Gives these papers these identifiers and no others. `known` are those that had a row before. */
export async function putIdentifiers(tx: Tx, rows: PaperIdentifierTable[], known: string[]): Promise<void> {
  await inChunks(known, ROWS, (some) =>
    tx.deleteFrom('paper_identifier').where('paper_id', 'in', some).execute(),
  )
  await inChunks(rows, ROWS, (some) => tx.insertInto('paper_identifier').values(some).execute())
}

export async function putPersons(tx: Tx, rows: PersonTable[]): Promise<void> {
  await inChunks(rows, ROWS, (some) =>
    tx
      .insertInto('person')
      .values(some)
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet(({ ref }) => ({
          name: ref('excluded.name'),
          name_key: ref('excluded.name_key'),
          fullname: ref('excluded.fullname'),
          avatar_url: ref('excluded.avatar_url'),
          details: ref('excluded.details'),
        })),
      )
      .execute(),
  )
}

export async function putEntries(tx: Tx, rows: EditionEntryTable[]): Promise<void> {
  await inChunks(rows, ROWS, (some) =>
    tx
      .insertInto('edition_entry')
      .values(some)
      .onConflict((conflict) =>
        conflict.columns(['day', 'paper_id']).doUpdateSet(({ ref }) => ({
          place: ref('excluded.place'),
          entered_at: ref('excluded.entered_at'),
          submitted_by: ref('excluded.submitted_by'),
          recorded_votes: ref('excluded.recorded_votes'),
          recorded_comments: ref('excluded.recorded_comments'),
          author_participates: ref('excluded.author_participates'),
          chosen_by: ref('excluded.chosen_by'),
          score: ref('excluded.score'),
        })),
      )
      .execute(),
  )
}

/**
 * Gives papers new change numbers although their rows stay as they are: whether a paper stands on a list that is open is
 * something that the search knows.
 */
export async function advancePapers(tx: Tx, ids: readonly string[]): Promise<void> {
  const first = await nextChangeSeq(tx, ids.length)
  for (const [at, id] of ids.entries()) {
    await tx
      .updateTable('paper')
      .set({ change_seq: first + at })
      .where('id', '=', id)
      .execute()
  }
}
