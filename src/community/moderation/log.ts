// The public log: who did what to what, and why. It never holds a comment’s text or who reported.

import type { Db } from '../../db/connect.ts'
import { NotFound } from '../../errors.ts'
import { PAGE_SIZE, type Part } from '../../papers/lists/part.ts'
import { countLog, type LogRow, logRows } from './log-queries.ts'
import { inverseOf, isStepName, type StepName, stepNames, steps } from './steps.ts'
import { isSubjectKind, type SubjectKey } from './subjects.ts'

/** What others than moderators change, and that stands in the log, too. */
const changes: Readonly<Record<string, { label: string; did: string }>> = {
  'edition-add': { label: 'Put on a list', did: 'put on a list' },
  'edition-approve': { label: 'List what was submitted', did: 'listed what was submitted:' },
  'edition-refuse': { label: 'Refuse what was submitted', did: 'refused what was submitted:' },
  'edition-remove': { label: 'Take off a list', did: 'took off a list' },
  'edition-place': { label: 'Move in a list', did: 'moved in a list' },
  'edition-move': { label: 'Move to another day', did: 'moved to another day' },
  'paper-links': { label: 'Set links', did: 'changed the links of' },
  'paper-summary': { label: 'Set keywords or summary', did: 'changed keywords or summary of' },
  'claim-approve': { label: 'Approve a claim', did: 'approved a claim on' },
  'claim-refuse': { label: 'Refuse a claim', did: 'refused a claim on' },
  'give-role': { label: 'Give a role', did: 'changed the role of' },
  'person-link': { label: 'Link to a member', did: 'linked to a member' },
  'person-unlink': { label: 'Undo the link to a member', did: 'undid the link to a member of' },
}

/** By what the log can be filtered, and all that it shows: an edition that is planned is nobody’s business yet. */
export const loggedActions: readonly { action: string; label: string }[] = [
  ...stepNames.map((action) => ({ action, label: steps[action].label })),
  ...Object.entries(changes).map(([action, { label }]) => ({ action, label })),
]

export interface LogEntry {
  id: string
  at: number
  /** Null: whoever runs the site, in the shell. */
  by: { name: string } | 'who-has-left' | null
  /** “hid”: between who did it and what to. */
  did: string
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
  filter: { action?: string; kind?: string },
  page: number,
): Promise<{ entries: LogEntry[]; part: Part }> {
  const asked = loggedActions.map(({ action }) => action).filter((one) => one === (filter.action ?? one))
  const wanted = { actions: asked, ...(filter.kind && { kind: filter.kind }) }
  const total = await countLog(db, wanted)
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE))
  if (page > pages) throw new NotFound(`The log ends with page ${pages}: there is no page ${page}.`)
  const skip = (page - 1) * PAGE_SIZE
  const rows = await logRows(db, wanted, { skip, most: PAGE_SIZE })
  const part = { page, pages, total, from: rows.length > 0 ? skip + 1 : 0, to: skip + rows.length }
  return { entries: rows.flatMap(entryOf), part }
}

function entryOf(row: LogRow): LogEntry[] {
  const { action, subject_kind: kind, subject_id: id } = row
  const words = isStepName(action) ? steps[action] : changes[action]
  if (!words || !isSubjectKind(kind)) return []
  const inverse = isStepName(action) ? inverseOf(action) : undefined
  return [
    {
      ...{
        id: row.id,
        at: row.at,
        by: doerOf(row),
        did: words.did,
        subject: { kind, id },
        reason: row.reason,
      },
      called: kind === 'domain' ? id : row.called,
      paperId: row.paper_id,
      isUndone: row.undone_by !== null,
      ...(inverse && { inverse }),
    },
  ]
}

const doerOf = ({ by, by_state }: LogRow): LogEntry['by'] =>
  by === null ? null : by_state === 'deleted' ? 'who-has-left' : { name: by }
