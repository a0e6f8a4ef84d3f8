// Two ids of one paper become one page, and can be taken apart again. Statements keep the id under which they were said;
// what else belonged to the alias is written down where it went.

import { forgetTrendingMoment, recountPaper } from '../../community/counts-queries.ts'
import type { Db, Tx } from '../../db/connect.ts'
import type { EditionEntryTable } from '../../db/schema.ts'
import { inTransaction, nextChangeSeq } from '../../db/write.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { sourceOf } from '../identifiers/identifiers.ts'
import type { Statement } from '../merging/compose.ts'
import { joinEntry } from '../merging/merge-parts.ts'
import { soleStatement } from '../merging/statement-rows.ts'
import type { EditionEntry, PaperId } from '../paper.ts'
import { toEntryRow } from '../rows.ts'
import { recomposePaper } from '../save.ts'
import {
  entriesOfPapers,
  entryOfNamed,
  memberWhoSubmitted,
  type NamedEntry,
  papersById,
  putEntries,
} from '../save-queries.ts'
import { putStatements, statementsOfPapers } from '../statement-queries.ts'
import {
  aliasesStillAt,
  deleteEntries,
  deletePaper,
  type MovedAnnouncement,
  mergeOf,
  moveAliases,
  moveAnnouncements,
  moveMembersRows,
  moveStatements,
  putMerge,
  redirectAliases,
  restoreAnnouncements,
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

/** What went from the alias to the paper, so that it can go back. */
interface Moved {
  into: PaperId
  /** The alias's entries as they were. */
  entries: EditionEntryTable[]
  /** The paper's entries of the same days, before and after. */
  joined: { before: EditionEntryTable | null; after: EditionEntryTable }[]
  /** Ids that led to the alias. */
  aliases: PaperId[]
  announcements: MovedAnnouncement[]
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
  if (by === undefined) await refuseSecond(tx, alias, into)
  await putStatements(
    tx,
    [gone, kept]
      .filter((row) => row.sole_origin !== null)
      .map((row) => ({ paperId: row.id, statement: soleStatement(row) })),
  )
  await moveStatements(tx, alias, into)
  const moved: Moved = {
    into,
    ...(await moveEntries(tx, alias, into)),
    announcements: await moveAnnouncements(tx, alias, into),
    aliases: await moveAliases(tx, alias, into),
  }
  await moveMembersRows(tx, alias, into)
  await forgetTrendingMoment(tx, alias)
  await recountPaper(tx, into)
  await deletePaper(tx, alias)
  const seq = await recomposePaper(tx, into, (await statementsOfPapers(tx, [into])).get(into) ?? [])
  await putMerge(tx, {
    ...{ alias_id: alias, paper_id: into, reason, moved: JSON.stringify(moved) },
    ...{ merged_at: now, merged_by: by ?? null, undone_at: null, change_seq: seq },
  })
}

/** A source knows its own papers: two of its ids are two papers, and one page isn't both. @throws Conflict */
async function refuseSecond(tx: Tx, alias: PaperId, into: PaperId): Promise<void> {
  const said = (await statementsOfPapers(tx, [into])).get(into) ?? []
  const source = sourceOf(alias)
  const other = said.find(({ recordId }) => recordId !== alias && sourceOf(recordId) === source)
  if (other) throw new Conflict(`${into} is ${other.recordId} already, which is another paper than ${alias}.`)
}

/**
 * Takes the two apart: the alias gets back what was said under its id and under those that led to it, and what was
 * its own before. What the paper was told since stays there. No rule merges them again. @throws NotFound
 */
export function undoMerge(db: Db, alias: PaperId, now: number): Promise<void> {
  return inTransaction(db, async (tx) => {
    await nextChangeSeq(tx, 0)
    const merge = await mergeOf(tx, alias)
    if (!merge || merge.undone_at !== null) throw new NotFound(`${alias} is not merged into another paper.`)
    const { paper_id: paper } = merge
    const moved = JSON.parse(merge.moved) as Moved
    const ids = [alias, ...(await aliasesStillAt(tx, moved.aliases, paper))]
    const said = (await statementsOfPapers(tx, [paper])).get(paper) ?? []
    const isOwn = ({ recordId }: Statement) => ids.includes(recordId)
    await recomposePaper(tx, alias, said.filter(isOwn))
    for (const id of ids) await moveStatements(tx, paper, alias, id)
    await redirectAliases(tx, ids.slice(1), alias)
    await putEntries(tx, moved.entries)
    await restoreAnnouncements(tx, moved.announcements, alias, moved.into === paper ? paper : null)
    if (moved.into === paper) await restoreEntries(tx, paper, moved.joined)
    const seq = await recomposePaper(
      tx,
      paper,
      said.filter((statement) => !isOwn(statement)),
    )
    await putMerge(tx, { ...merge, undone_at: now, change_seq: seq })
  })
}

/** Only what nobody has changed since. */
async function restoreEntries(tx: Tx, paper: PaperId, joined: Moved['joined']): Promise<void> {
  const now = await entriesOfPapers(tx, [paper])
  for (const { before, after } of joined) {
    const current = now.find(({ day }) => day === after.day)
    const isSame = (Object.keys(after) as (keyof EditionEntryTable)[]).every(
      (key) => current?.[key] === after[key],
    )
    if (!isSame) continue
    if (before) await putEntries(tx, [before])
    else await deleteEntries(tx, paper, [after.day])
  }
}

async function moveEntries(
  tx: Tx,
  alias: PaperId,
  into: PaperId,
): Promise<Pick<Moved, 'entries' | 'joined'>> {
  const entries = await entriesOfPapers(tx, [alias, into])
  const own = entries.filter(({ paper_id }) => paper_id === alias)
  const joined = own.map((entry) => {
    const other = entries.find(({ paper_id, day }) => paper_id === into && day === entry.day)
    return { before: other ? bareEntry(other) : null, after: toEntryRow(into, oneEntry(entry, other)) }
  })
  await deleteEntries(
    tx,
    alias,
    own.map(({ day }) => day),
  )
  await putEntries(
    tx,
    joined.map(({ after }) => after),
  )
  return { entries: own.map(bareEntry), joined }
}

function oneEntry(row: NamedEntry, other: NamedEntry | undefined): EditionEntry {
  if (!other) return entryOfNamed(row)
  const both = joinEntry(entryOfNamed(other), entryOfNamed(row))
  const member = memberWhoSubmitted([other, row])
  return member ? { ...both, submittedBy: member } : both
}

const bareEntry = ({ submitter_name: _, submitter_kind: __, ...row }: NamedEntry): EditionEntryTable => row
