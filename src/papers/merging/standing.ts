// What is known of a paper before and after an origin speaks of it.

import type { PaperId, PaperRecord } from '../paper.ts'
import { composeRecord, type Statement, succeed } from './compose.ts'
import type { Origin } from './origins.ts'

export interface Standing {
  /** Without entries of editions. */
  statements: readonly Statement[]
  /** One origin alone has spoken: the paper's row is its statement, and none is stored. */
  isSole: boolean
}

export interface ComposedPaper {
  /** Without entries of editions. */
  record: PaperRecord
  /** The origin whose statement the row is; null: all statements are stored. */
  soleOrigin: Origin | null
  /** Statements that have to be stored, new or changed. */
  statements: Statement[]
  /** All of them. */
  said: Statement[]
}

/** `said`, records in normal form, is what `origin` says now of the paper `id`: one record for each of its ids. */
export function composePaper(
  id: PaperId,
  standing: Standing | undefined,
  said: readonly PaperRecord[],
  origin: Origin,
): ComposedPaper {
  const news = said.map((record) => afterwards(standing, { recordId: record.id, origin, record }))
  const others = (standing?.statements ?? []).filter((known) => !news.some((one) => isSamePlace(one, known)))
  const all = [...others, ...news]
  const [only] = all
  // Nearly all papers of an import: the statement is in normal form, and it is the paper.
  if (all.length === 1 && only?.recordId === id && (standing?.isSole ?? true))
    return { record: only.record, soleOrigin: only.origin, statements: [], said: all }
  const record = composeRecord(id, all)
  // With the second voice the first one's statement leaves the row and is stored too.
  const toStore = standing?.isSole === false ? news : all
  return {
    record,
    soleOrigin: null,
    statements: toStore.filter((one) => !isStored(standing, one)),
    said: all,
  }
}

function afterwards(standing: Standing | undefined, now: Statement): Statement {
  const known = standing?.statements.find((statement) => isSamePlace(statement, now))
  const record = known ? succeed(now.origin, known.record, now.record) : now.record
  return { ...now, record: { ...record, entries: [] } }
}

const isSamePlace = (a: Statement, b: Statement): boolean =>
  a.recordId === b.recordId && a.origin === b.origin

function isStored(standing: Standing | undefined, statement: Statement): boolean {
  if (!standing || standing.isSole) return false
  const known = standing.statements.find((one) => isSamePlace(one, statement))
  return known !== undefined && JSON.stringify(known.record) === JSON.stringify(statement.record)
}
