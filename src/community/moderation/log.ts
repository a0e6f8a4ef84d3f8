// The public log: who did what to what, and why. It never holds a comment’s text or who reported.

import type { Db } from '../../db/connect.ts'
import { NotFound } from '../../errors.ts'
import { PAGE_SIZE, type Part } from '../../papers/lists/part.ts'
import { countLog, type LogFilter, type LogRow, logRows } from './log-queries.ts'
import { inverseOf, isStepName, type StepName } from './steps.ts'
import { isSubjectKind, type SubjectKey } from './subjects.ts'

export interface LogEntry {
  id: string
  at: number
  by: string | null
  step: StepName
  subject: SubjectKey
  /** A name, a domain, a title (of a comment: its paper’s); null where it has gone. */
  called: string | null
  paperId: string | null
  reason: string
  /** Another entry took it back. */
  isUndone: boolean
  /** What would take it back. */
  inverse?: StepName
}

/** @throws NotFound behind its end */
export async function moderationLog(
  db: Db,
  filter: LogFilter,
  page: number,
): Promise<{ entries: LogEntry[]; part: Part }> {
  const total = await countLog(db, filter)
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE))
  if (page > pages) throw new NotFound(`The log ends with page ${pages}: there is no page ${page}.`)
  const skip = (page - 1) * PAGE_SIZE
  const rows = await logRows(db, filter, { skip, most: PAGE_SIZE })
  const part = { page, pages, total, from: rows.length > 0 ? skip + 1 : 0, to: skip + rows.length }
  return { entries: rows.flatMap(entryOf), part }
}

function entryOf(row: LogRow): LogEntry[] {
  const { action, subject_kind: kind, subject_id: id } = row
  if (!isStepName(action) || !isSubjectKind(kind)) return []
  const inverse = inverseOf(action)
  return [
    {
      ...{ id: row.id, at: row.at, by: row.by, step: action, subject: { kind, id }, reason: row.reason },
      called: kind === 'domain' ? id : row.called,
      paperId: row.paper_id,
      isUndone: row.undone_by !== null,
      ...(inverse && { inverse }),
    },
  ]
}
