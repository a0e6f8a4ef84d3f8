// What sources and files say goes into the store: read what is known, merge, write only what is new.

import type { Db, Tx } from '../db/connect.ts'
import type { EditionEntryTable, PaperRow, StoredPaper } from '../db/schema.ts'
import { inTransaction, nextChangeSeq } from '../db/write.ts'
import { noteAdditions } from './addition-queries.ts'
import { putAuthorOrcids } from './author-orcid-queries.ts'
import { curatedAmong } from './curated-days-queries.ts'
import { doiOf } from './identifiers/identifiers.ts'
import { composeRecord, type Statement, succeed } from './merging/compose.ts'
import { normalizeRecord } from './merging/normalize-record.ts'
import type { Origin } from './merging/origins.ts'
import { composePaper, type Standing } from './merging/standing.ts'
import { soleStatement } from './merging/statement-rows.ts'
import type { PaperId, PaperRecord } from './paper.ts'
import { toEntryRow, toPaperRow } from './rows.ts'
import { savePersons } from './save-persons.ts'
import {
  entriesOfPapers,
  entryOfNamed,
  memberWhoSubmitted,
  papersById,
  putCategories,
  putEntries,
  putIdentifiers,
  putPapers,
} from './save-queries.ts'
import { aliasesOf, putStatements, statementsOfPapers } from './statement-queries.ts'

/** Papers, not records: two records of one paper in one batch count once. */
export interface Saved {
  added: number
  changed: number
  unchanged: number
}

/** Saves what files say, in one transaction. Some 200 records stay under 50 ms on SQLite. */
export function saveRecords(db: Db, records: PaperRecord[]): Promise<Saved> {
  return inTransaction(db, (tx) => saveRecordsIn(tx, records))
}

/** Saves what one origin says, inside a transaction of the caller's. */
export async function saveRecordsIn(
  tx: Tx,
  records: PaperRecord[],
  origin: Origin = 'import',
): Promise<Saved> {
  // Taking no number locks the counter's row: what is read below stays true until the commit, on both databases,
  // and writers that wait for one lock only can't wait for each other.
  await nextChangeSeq(tx, 0)
  const papers = await compareWithStore(tx, oneRecordEach(records, origin), origin)
  await writePapers(tx, papers)
  if (origin !== 'import') await noteAdditions(tx, rowsOf(papers.filter((paper) => !paper.stored)))
  await putStatements(
    tx,
    papers.flatMap(({ row, statements }) => statements.map((statement) => ({ paperId: row.id, statement }))),
  )
  await savePersons(tx, records)
  await putAuthorOrcids(tx, records)
  await putEntries(
    tx,
    papers.flatMap((paper) => paper.newEntries),
  )

  const added = papers.filter((paper) => !paper.stored).length
  const changed = papers.filter((paper) => paper.stored && isChanged(paper)).length
  return { added, changed, unchanged: papers.length - added - changed }
}

/** Writes a paper anew from all that was said of it, statements that are stored already; returns its change number. */
export async function recomposePaper(tx: Tx, id: PaperId, said: readonly Statement[]): Promise<number> {
  const stored = (await papersById(tx, [id])).get(id)
  const record = composeRecord(id, said)
  const row = toPaperRow(record, 0)
  const all = [...said]
  const paper = { record, stored, row, newEntries: [], statements: all, dois: doisOf(all) }
  await writePapers(tx, [{ ...paper, advances: true, standsElsewhere: false }])
  return row.change_seq
}

interface ComparedPaper {
  record: PaperRecord
  stored: StoredPaper | undefined
  /** With the stored change number: 0 for a new paper. */
  row: PaperRow
  /** Entries that are new or say something new. */
  newEntries: EditionEntryTable[]
  /** Readers of changes must look again: text, authors, dates … changed, or it came onto another day's list. */
  advances: boolean
  /** Only the counts of votes or comments grew, or another origin says the same. */
  standsElsewhere: boolean
  /** New or changed. */
  statements: Statement[]
  /** Under which it can be found. */
  dois: string[]
}

const isChanged = (paper: ComparedPaper) =>
  paper.advances || paper.standsElsewhere || paper.newEntries.length > 0

function oneRecordEach(records: PaperRecord[], origin: Origin): PaperRecord[] {
  const byId = new Map<string, PaperRecord>()
  for (const record of records) {
    const known = byId.get(record.id)
    byId.set(record.id, known ? succeed(origin, known, record) : normalizeRecord(record))
  }
  return [...byId.values()]
}

async function compareWithStore(tx: Tx, records: PaperRecord[], origin: Origin): Promise<ComparedPaper[]> {
  const ids = records.map((record) => record.id)
  const aliases = await aliasesOf(tx, ids)
  const storedRows = await papersById(tx, [...new Set(ids.map((id) => aliases.get(id) ?? id))])
  const entriesOf = Map.groupBy(await entriesOfPapers(tx, [...storedRows.keys()]), (entry) => entry.paper_id)
  const manyVoices = [...storedRows.values()].filter((row) => row.sole_origin === null)
  const statementsOf = await statementsOfPapers(
    tx,
    manyVoices.map((row) => row.id),
  )
  const standings = new Map<PaperId, Standing>()
  for (const row of storedRows.values()) {
    const statements = statementsOf.get(row.id)
    standings.set(row.id, {
      statements: statements ?? [soleStatement(row)],
      isSole: statements === undefined,
    })
  }
  const curated = await curatedAmong(
    tx,
    records.flatMap(({ entries }) => entries.map(({ day }) => day)),
  )
  return byPaper(records, aliases).map(([id, said]) => {
    const entries = entriesOf.get(id) ?? []
    const heard = curated.size === 0 ? said : said.map((record) => withoutCurated(record, entries, curated))
    return compare(id, heard, origin, { stored: storedRows.get(id), standing: standings.get(id), entries })
  })
}

/** Only who is on a curator's list is spoken of there, and not where: their numbers go on. */
function withoutCurated(
  record: PaperRecord,
  stored: StoredEntries,
  curated: ReadonlySet<string>,
): PaperRecord {
  const entries = record.entries
    .filter(({ day }) => !curated.has(day) || stored.some((known) => known.day === day))
    .map((entry) => {
      if (!curated.has(entry.day)) return entry
      const { place: _, ...rest } = entry
      return rest
    })
  return { ...record, entries }
}

/** Records of several ids may be about one paper since those ids were merged. */
function byPaper(records: PaperRecord[], aliases: Map<PaperId, PaperId>): [PaperId, PaperRecord[]][] {
  return [...Map.groupBy(records, ({ id }) => aliases.get(id) ?? id)]
}

type StoredEntries = Awaited<ReturnType<typeof entriesOfPapers>>

interface Known {
  stored: StoredPaper | undefined
  standing: Standing | undefined
  entries: StoredEntries
}

function compare(
  id: PaperId,
  said: PaperRecord[],
  origin: Origin,
  { stored, standing, entries }: Known,
): ComparedPaper {
  const { record, soleOrigin, statements, said: all } = composePaper(id, standing, said, origin)
  const merged = { ...record, entries: entriesAfter(record, { said, origin, stored: entries }) }
  const row = { ...toPaperRow(merged, stored?.change_seq ?? 0), sole_origin: soleOrigin }
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
    standsElsewhere: stored !== undefined && !sameBesides(row, stored),
    statements,
    dois: doisOf(all),
  }
}

interface Entries {
  said: readonly PaperRecord[]
  origin: Origin
  stored: StoredEntries
}

/**
 * Entries that are stored and entries that are said, one a day. A source's list moves: its newer place is the place. Who
 * submitted it here stays who submitted it, whomever a list of another site names.
 */
function entriesAfter(record: PaperRecord, { said, origin, stored }: Entries): PaperRecord['entries'] {
  const news = said.flatMap(({ entries }) => entries)
  const known = stored.map(entryOfNamed)
  const all = [...known, ...news]
  if (all.length === 0) return []
  const members = new Map(stored.map((row) => [row.day, memberWhoSubmitted([row])]))
  const entries = normalizeRecord({ ...record, entries: all }).entries.map((entry) => {
    const submittedBy = members.get(entry.day)
    return submittedBy ? { ...entry, submittedBy } : entry
  })
  if (origin === 'import') return entries
  const places = new Map(news.map(({ day, place }) => [day, place]))
  return entries.map((entry) => {
    const place = places.get(entry.day)
    return place === undefined ? entry : { ...entry, place }
  })
}

const sameEntry = (row: EditionEntryTable, known: EditionEntryTable): boolean =>
  (Object.keys(row) as (keyof EditionEntryTable)[]).every((column) => row[column] === known[column])

/** What readers of changes needn't look at again: counts, and how many origins say what the paper says. */
const besides = ['recorded_votes', 'recorded_comments', 'citations', 'sole_origin', 'title_key'] as const
const isBesides = new Set<string>(besides)

const sameBesides = (row: PaperRow, stored: PaperRow): boolean =>
  besides.every((column) => row[column] === stored[column])

const sameContent = (row: PaperRow, stored: PaperRow): boolean =>
  (Object.keys(row) as (keyof PaperRow)[]).every(
    (column) => row[column] === stored[column] || isBesides.has(column),
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
    papers.filter((paper) => paper.advances || paper.standsElsewhere).map((paper) => paper.row),
  )
  await writeCategories(tx, advancing)
  await writeIdentifiers(tx, papers)
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
  const differing = papers.filter(
    ({ row, stored, statements }) => !stored || row.doi !== stored.doi || statements.length > 0,
  )
  const rows = differing.flatMap(({ row, dois }) =>
    dois.map((value) => ({ scheme: 'doi', value, paper_id: row.id })),
  )
  await putIdentifiers(tx, rows, idsOfKnown(differing))
}

const rowsOf = (papers: ComparedPaper[]) => papers.map(({ row }) => row)

const idsOfKnown = (papers: ComparedPaper[]) =>
  papers.filter((paper) => paper.stored).map((paper) => paper.row.id)

/** Lower-cased, as they compare. arXiv's own DOIs are left out: the id can be read from them. */
function doisOf(said: readonly Statement[]): string[] {
  const own = said.map(({ recordId }) => (recordId.includes(':') ? doiOf(recordId) : null))
  const told = said.map(({ record }) => record.doi)
  return [...new Set([...told, ...own].filter((value) => value != null).map((value) => value.toLowerCase()))]
}
