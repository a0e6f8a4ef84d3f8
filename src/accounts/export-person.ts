// All that is stored about a person, as one document that people can read and programs, too.

import type { Db } from '../db/connect.ts'
import {
  accountRows,
  digestRows,
  discussionRows,
  followRows,
  paperRows,
  searchRows,
  voteRows,
} from './export-queries.ts'

export async function exportPerson(db: Db, id: string, now: number): Promise<Record<string, unknown>> {
  const tables = {
    ...(await accountRows(db, id)),
    ...(await digestRows(db, id)),
    ...(await followRows(db, id)),
    ...(await searchRows(db, id)),
    ...(await voteRows(db, id)),
    ...(await discussionRows(db, id)),
    ...(await paperRows(db, id)),
  }
  const { person, member, ...lists } = tables
  const readableLists = Object.entries(lists).map(([name, rows]) => [name, rows.map(readable)])
  return {
    exportedAt: new Date(now).toISOString(),
    person: readable(person[0] ?? {}),
    account: readable(member[0] ?? {}),
    ...Object.fromEntries(readableLists),
  }
}

/** `created_at: 1772625600000` becomes `createdAt: "2026-03-04T12:00:00.000Z"`; what is not there is left out. */
function readable(row: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([, value]) => value !== null)
      .map(([column, value]) => [
        column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
        typeof value === 'number' && /(^|_)(at|until)$/.test(column) ? new Date(value).toISOString() : value,
      ]),
  )
}
