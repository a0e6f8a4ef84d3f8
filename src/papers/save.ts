// What sources and files say goes into the store: read what is known, merge, write only what is new.

import type { Db, Tx } from '../db/connect.ts'
import type { EditionEntryTable, PaperTable } from '../db/schema.ts'
import { inTransaction, nextChangeSeq } from '../db/write.ts'
import { doiOf } from './identifiers/identifiers.ts'
import { mergeRecords } from './merging/merge.ts'
import { normalizeRecord } from './merging/normalize-record.ts'
import type { PaperRecord } from './paper.ts'
import { fromEntryRow, fromPaperRow, toEntryRow, toPaperRow } from './rows.ts'
import { savePersons } from './save-persons.ts'
import {
  entriesOfPapers,
  papersById,
  putCategories,
  putEntries,
  putIdentifiers,
  putPapers,
} from './save-queries.ts'

/** Papers, not records: two records of one paper in one batch count once. */
export interface Saved {
  added: number
  changed: number
  unchanged: number
}

/** Saves a batch in one transaction. Some 200 records stay under 50 ms on SQLite. */
export function saveRecords(db: Db, records: PaperRecord[]): Promise<Saved> {
  return inTransaction(db, (tx) => saveRecordsIn(tx, records))
}

/** The same inside a transaction of the caller's. */
export async function saveRecordsIn(tx: Tx, records: PaperRecord[]): Promise<Saved> {
  // Taking no number locks the counter's row: what is read below stays true until the commit, on both databases,
  // and writers that wait for one lock only can't wait for each other.
  await nextChangeSeq(tx, 0)
  const papers = await compareWithStore(tx, oneRecordEach(records))
  await writePapers(tx, papers)
  await savePersons(tx, records)
  await putEntries(
    tx,
    papers.flatMap((paper) => paper.newEntries),
  )

  const added = papers.filter((paper) => !paper.stored).length
  const changed = papers.filter((paper) => paper.stored && isChanged(paper)).length
  return { added, changed, unchanged: papers.length - added - changed }
}

interface ComparedPaper {
  record: PaperRecord
  stored: PaperTable | undefined
  /** With the stored change number: 0 for a new paper. */
  row: PaperTable
  /** Entries that are new or say something new. */
  newEntries: EditionEntryTable[]
  /** Readers of changes must look again: text, authors, dates … changed, or it came onto another day's list. */
  advances: boolean
  /** Only the counts of votes or comments grew. */
  countsGrew: boolean
}

const isChanged = (paper: ComparedPaper) => paper.advances || paper.countsGrew || paper.newEntries.length > 0

function oneRecordEach(records: PaperRecord[]): PaperRecord[] {
  const byId = new Map<string, PaperRecord>()
  for (const record of records) {
    const known = byId.get(record.id)
    byId.set(record.id, known ? mergeRecords(known, record) : normalizeRecord(record))
  }
  return [...byId.values()]
}

async function compareWithStore(tx: Tx, records: PaperRecord[]): Promise<ComparedPaper[]> {
  const storedRows = await papersById(
    tx,
    records.map((record) => record.id),
  )
  const storedEntries = await entriesOfPapers(tx, [...storedRows.keys()])
  const entriesOf = Map.groupBy(storedEntries, (entry) => entry.paper_id)
  return records.map((record) => compare(record, storedRows.get(record.id), entriesOf.get(record.id) ?? []))
}

type StoredEntries = Awaited<ReturnType<typeof entriesOfPapers>>

function compare(record: PaperRecord, stored: PaperTable | undefined, entries: StoredEntries): ComparedPaper {
  const merged = stored ? mergeRecords(storedRecord(stored, entries), record) : record
  const row = toPaperRow(merged, stored?.change_seq ?? 0)
  const newEntries = merged.entries
    .map((entry) => toEntryRow(merged.id, entry))
    .filter((entry) => !entries.some((known) => sameEntry(entry, known)))
  const onAnotherDay = newEntries.some(({ day }) => !entries.some((known) => known.day === day))
  return {
    record: merged,
    stored,
    row,
    newEntries,
    advances: !stored || onAnotherDay || !sameContent(row, stored),
    countsGrew: stored !== undefined && !sameCounts(row, stored),
  }
}

function storedRecord(row: PaperTable, entries: StoredEntries): PaperRecord {
  return {
    ...fromPaperRow(row),
    entries: entries.map((entry) => fromEntryRow(entry, submitterOf(entry))),
  }
}

const submitterOf = ({ submitted_by, submitter_name }: StoredEntries[number]) =>
  submitted_by === null ? undefined : { id: submitted_by, name: submitter_name ?? '' }

const sameEntry = (row: EditionEntryTable, known: EditionEntryTable): boolean =>
  (Object.keys(row) as (keyof EditionEntryTable)[]).every((column) => row[column] === known[column])

const sameCounts = (row: PaperTable, stored: PaperTable): boolean =>
  row.recorded_votes === stored.recorded_votes && row.recorded_comments === stored.recorded_comments

const countColumns = new Set<string>(['recorded_votes', 'recorded_comments'])

const sameContent = (row: PaperTable, stored: PaperTable): boolean =>
  (Object.keys(row) as (keyof PaperTable)[]).every(
    (column) => row[column] === stored[column] || countColumns.has(column),
  )

async function writePapers(tx: Tx, papers: ComparedPaper[]): Promise<void> {
  const advancing = papers.filter((paper) => paper.advances)
  if (advancing.length > 0) {
    const first = await nextChangeSeq(tx, advancing.length)
    advancing.forEach((paper, index) => {
      paper.row.change_seq = first + index
    })
  }
  await putPapers(
    tx,
    papers.filter((paper) => paper.advances || paper.countsGrew).map((paper) => paper.row),
  )
  await writeCategories(tx, advancing)
  await writeIdentifiers(tx, advancing)
}

async function writeCategories(tx: Tx, papers: ComparedPaper[]): Promise<void> {
  const differing = papers.filter(
    ({ row, stored }) => row.categories !== stored?.categories || row.published_at !== stored.published_at,
  )
  const rows = differing.flatMap(({ record, row }) =>
    record.categories.map((category) => ({ paper_id: row.id, category, published_at: row.published_at })),
  )
  await putCategories(tx, rows, idsOfKnown(differing))
}

async function writeIdentifiers(tx: Tx, papers: ComparedPaper[]): Promise<void> {
  const differing = papers.filter(({ row, stored }) => !stored || row.doi !== stored.doi)
  const rows = differing.flatMap(({ record }) =>
    doisOf(record).map((value) => ({ scheme: 'doi', value, paper_id: record.id })),
  )
  await putIdentifiers(tx, rows, idsOfKnown(differing))
}

const idsOfKnown = (papers: ComparedPaper[]) =>
  papers.filter((paper) => paper.stored).map((paper) => paper.row.id)

/** Lower-cased, as they compare. arXiv's own DOIs are left out: the id can be read from them. */
function doisOf({ id, doi }: PaperRecord): string[] {
  const own = id.includes(':') ? doiOf(id) : null
  return [...new Set([doi, own].filter((value) => value != null).map((value) => value.toLowerCase()))]
}
