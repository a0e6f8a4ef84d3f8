// What can be reported and acted on.

import type { Role } from '../../accounts/roles.ts'
import type { Db, Tx } from '../../db/connect.ts'
import { NotFound } from '../../errors.ts'
import { commentFacts, paperTitle, personFacts } from './subject-queries.ts'

const subjectKinds = ['comment', 'paper', 'person', 'domain'] as const

export type SubjectKind = (typeof subjectKinds)[number]

export interface SubjectKey {
  kind: SubjectKind
  id: string
}

export const isSubjectKind = (text: string): text is SubjectKind => subjectKinds.some((kind) => kind === text)

/** A subject as it is shown to those who decide about it. */
export interface ShownSubject extends SubjectKey {
  /** The comment’s text, the paper’s title, the person’s name. */
  text: string
  /** Whose doing it is: the writer, the person; null where they have gone, or it is a paper. */
  owner: { id: string; name: string; role?: Role; state?: string } | null
  /** Where its discussion is. */
  paperId?: string
  /** A comment that readers don’t see. */
  isHidden?: boolean
  /** It was deleted since it was reported: its reports can only be dismissed. */
  isGone?: true
}

/** @throws NotFound */
export async function subjectOf(db: Db | Tx, { kind, id }: SubjectKey): Promise<ShownSubject> {
  const found = await findSubject(db, { kind, id })
  if (found) return found
  throw new NotFound(`There is no such ${kind} here. It may have been deleted: load the page again.`)
}

/** As it is, or that it has gone. */
export async function subjectOrGone(db: Db | Tx, key: SubjectKey): Promise<ShownSubject> {
  const found = await findSubject(db, key)
  return found ?? { ...key, text: 'It has been deleted since.', owner: null, isGone: true }
}

async function findSubject(db: Db | Tx, { kind, id }: SubjectKey): Promise<ShownSubject | null> {
  if (kind === 'comment') return findComment(db, id)
  if (kind === 'person') return findPerson(db, id)
  if (kind === 'domain') return { kind, id, text: id, owner: null }
  const title = await paperTitle(db, id)
  return title === undefined ? null : { kind, id, text: title, owner: null, paperId: id }
}

async function findComment(db: Db | Tx, id: string): Promise<ShownSubject | null> {
  const row = await commentFacts(db, id)
  if (!row || row.deleted_at !== null) return null
  const writer = row.person_id === null ? null : await findPerson(db, row.person_id)
  return {
    ...{ kind: 'comment', id, text: row.body, owner: writer?.owner ?? null },
    ...{ paperId: row.paper_id, isHidden: row.hidden_at !== null },
  }
}

async function findPerson(db: Db | Tx, id: string): Promise<ShownSubject | null> {
  const row = await personFacts(db, id)
  if (!row || row.state === 'deleted') return null
  const { name, role, state } = row
  return {
    kind: 'person',
    id,
    text: name,
    owner: { id, name, ...(role && { role }), ...(state && { state }) },
  }
}
