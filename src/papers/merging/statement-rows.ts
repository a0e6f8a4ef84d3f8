import type { StatementTable, StoredPaper } from '../../db/schema.ts'
import type { PaperId, PaperRecord } from '../paper.ts'
import { fromPaperRow } from '../rows.ts'
import type { Statement } from './compose.ts'
import { normalizeRecord } from './normalize-record.ts'
import { isOrigin, type Origin } from './origins.ts'

/** The row of a statement; its record is in normal form, so that equal statements are equal rows. */
export function toStatementRow(paperId: PaperId, { recordId, origin, record }: Statement): StatementTable {
  const { id: _id, entries: _entries, ...said } = record
  return { record_id: recordId, origin, paper_id: paperId, content: JSON.stringify(said) }
}

export function fromStatementRow(row: StatementTable): Statement {
  if (!isOrigin(row.origin))
    throw new Error(`A newer version stored what “${row.origin}” says of ${row.record_id}.`)
  const said = JSON.parse(row.content) as Omit<PaperRecord, 'id' | 'entries'>
  return {
    recordId: row.record_id,
    origin: row.origin,
    record: { ...said, id: row.record_id, entries: [] },
  }
}

/** What the one origin said that has spoken of a paper: its row. */
export function soleStatement(row: StoredPaper): Statement {
  const record = normalizeRecord({ ...fromPaperRow(row), entries: [] })
  return { recordId: row.id, origin: row.sole_origin as Origin, record }
}
