// Two ids of one paper become one page, and can be taken apart again. Statements keep the id under which they were said;
// what else belonged to the alias is written down where it went.

import { forgetTrendingMoment, recountPaper } from '../../community/counts-queries.ts'
import type { Db, Tx } from '../../db/connect.ts'
import type { EditionEntryTable, StoredPaper } from '../../db/schema.ts'
import { inTransaction, nextChangeSeq } from '../../db/write.ts'
import { Conflict, NotFound } from '../../errors.ts'
import type { Statement } from '../merging/compose.ts'
import { joinEntry } from '../merging/merge-parts.ts'
import { normalizeRecord } from '../merging/normalize-record.ts'
import type { Origin } from '../merging/origins.ts'
import type { PaperId } from '../paper.ts'
import { fromEntryRow, fromPaperRow, toEntryRow } from '../rows.ts'
import { recomposePaper } from '../save.ts'
import { entriesOfPapers, papersById, putEntries } from '../save-queries.ts'
import { putStatements, statementsOfPapers } from '../statement-queries.ts'
import {
  deleteEntries,
  deletePaper,
  mergeOf,
  moveAliases,
  moveAnnouncements,
  moveMembersRows,
  moveStatements,
  putMerge,
} from './merge-queries.ts'
import type { SameReason } from './same-paper.ts'

export interface MergeOrder {
  alias: PaperId
  into: PaperId
  reason: SameReason | 'person'
  /** Who ordered it; absent: a rule. */
  by?: string
  now: number
}

/** What went from the alias to the paper. */
interface Moved {
  /** The alias's entries as they were. */
  entries: EditionEntryTable[]
  /** Entries of the paper on the same days, before. */
  joined: EditionEntryTable[]
}

/** @throws NotFound, Conflict where a rule would make again what a person undid. */
export function mergePapers(db: Db, order: MergeOrder): Promise<void> {
  return inTransaction(db, (tx) => mergeIn(tx, order))
}

async function mergeIn(tx: Tx, { alias, into, reason, by, now }: MergeOrder): Promise<void> {
  await nextChangeSeq(tx, 0)
  const earlier = await mergeOf(tx, alias)
  if (earlier && by === undefined)
    throw new Conflict(`${alias} was taken apart from ${earlier.paper_id} by a person.`)
  const rows = await papersById(tx, [alias, into])
  const [gone, kept] = [rows.get(alias), rows.get(into)]
  if (!gone || !kept || alias === into) throw new NotFound(`There are no two papers ${alias} and ${into}.`)
  await putStatements(
    tx,
    [gone, kept].flatMap((row) => soleStatement(row).map((statement) => ({ paperId: row.id, statement }))),
  )
  await moveStatements(tx, alias, into)
  const moved = await moveEntries(tx, alias, into)
  await moveAnnouncements(tx, alias, into)
  await moveMembersRows(tx, alias, into)
  await forgetTrendingMoment(tx, alias)
  await recountPaper(tx, into)
  await moveAliases(tx, alias, into)
  await deletePaper(tx, alias)
  const seq = await recomposePaper(tx, into, (await statementsOfPapers(tx, [into])).get(into) ?? [])
  await putMerge(tx, {
    ...{ alias_id: alias, paper_id: into, reason, moved: JSON.stringify(moved) },
    ...{ merged_at: now, merged_by: by ?? null, undone_at: null, change_seq: seq },
  })
}

/** Takes the two apart: each gets what was said under its id. No rule merges them again. @throws NotFound */
export function undoMerge(db: Db, alias: PaperId, now: number): Promise<void> {
  return inTransaction(db, async (tx) => {
    await nextChangeSeq(tx, 0)
    const merge = await mergeOf(tx, alias)
    if (!merge || merge.undone_at !== null) throw new NotFound(`${alias} is not merged into another paper.`)
    const said = (await statementsOfPapers(tx, [merge.paper_id])).get(merge.paper_id) ?? []
    const own = said.filter(({ recordId }) => recordId === alias)
    const others = said.filter(({ recordId }) => recordId !== alias)
    await recomposePaper(tx, alias, own)
    await moveStatements(tx, merge.paper_id, alias, alias)
    const { entries, joined } = JSON.parse(merge.moved) as Moved
    await deleteEntries(
      tx,
      merge.paper_id,
      entries.map(({ day }) => day),
    )
    await putEntries(tx, [...joined, ...entries])
    const seq = await recomposePaper(tx, merge.paper_id, others)
    await putMerge(tx, { ...merge, undone_at: now, change_seq: seq })
  })
}

function soleStatement(row: StoredPaper): Statement[] {
  if (row.sole_origin === null) return []
  const record = normalizeRecord({ ...fromPaperRow(row), entries: [] })
  return [{ recordId: row.id, origin: row.sole_origin as Origin, record }]
}

async function moveEntries(tx: Tx, alias: PaperId, into: PaperId): Promise<Moved> {
  const entries = await entriesOfPapers(tx, [alias, into])
  const bare = ({ submitter_name: _, ...row }: (typeof entries)[number]): EditionEntryTable => row
  const personOf = ({ submitted_by, submitter_name }: (typeof entries)[number]) =>
    submitted_by === null ? undefined : { id: submitted_by, name: submitter_name ?? '' }
  const own = entries.filter(({ paper_id }) => paper_id === alias)
  const others = entries.filter(
    ({ paper_id, day }) => paper_id === into && own.some((entry) => entry.day === day),
  )
  const joined = own.map((entry) => {
    const other = others.find(({ day }) => day === entry.day)
    const said = fromEntryRow(entry, personOf(entry))
    return toEntryRow(into, other ? joinEntry(fromEntryRow(other, personOf(other)), said) : said)
  })
  await deleteEntries(
    tx,
    alias,
    own.map(({ day }) => day),
  )
  await putEntries(tx, joined)
  return { entries: own.map(bare), joined: others.map(bare) }
}
