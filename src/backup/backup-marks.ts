// What all nodes know of the last backup and of the last look for damage: they stand in the store.

import * as v from 'valibot'
import type { Db } from '../db/connect.ts'
import { getMark, putMark } from '../db/marks.ts'

const number = v.pipe(v.number(), v.finite())

const backupSchema = v.object({
  /** When it was done, milliseconds UTC. */
  at: number,
  file: v.string(),
  rows: number,
  bytes: number,
  /** How long writing and checking took, milliseconds. */
  ms: number,
  /** Why older ones could not be removed, if so. */
  left: v.optional(v.string()),
})

const integritySchema = v.object({ at: number, problems: v.array(v.string()) })

/** The last backup of the schedule that was found whole. */
export type LastBackup = v.InferOutput<typeof backupSchema>
export type LastIntegrityCheck = v.InferOutput<typeof integritySchema>

const BACKUP = 'last backup'
const INTEGRITY = 'last integrity check'

export const noteBackup = (db: Db, last: LastBackup): Promise<void> =>
  putMark(db, BACKUP, JSON.stringify(last))

export const noteIntegrity = (db: Db, last: LastIntegrityCheck): Promise<void> =>
  putMark(db, INTEGRITY, JSON.stringify(last))

/** Null where none was made yet. */
export const lastBackup = (db: Db): Promise<LastBackup | null> => read(db, BACKUP, backupSchema)

/** Null where nobody looked yet. */
export const lastIntegrityCheck = (db: Db): Promise<LastIntegrityCheck | null> =>
  read(db, INTEGRITY, integritySchema)

async function read<T>(db: Db, name: string, schema: v.GenericSchema<unknown, T>): Promise<T | null> {
  const text = await getMark(db, name)
  if (text === null) return null
  try {
    const parsed = v.safeParse(schema, JSON.parse(text))
    return parsed.success ? parsed.output : null
  } catch {
    return null
  }
}
