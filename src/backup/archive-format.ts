// A backup: one zstd stream of lines of JSON, then a seal (seal.ts).
//
//   {"format":"broadsheet-backup","version":1,…}   the header
//   {"table":"paper","columns":["id","source",…]}  begins a table
//   ["2407.21783","arxiv",…]                       a row: text, number or null, in the order of the columns
//   {"tables":[{"table","rows","sha256"}],"rows"}  the last line: what must have been read
//
// A table's SHA-256 is over its lines, the one that begins it included.

import * as v from 'valibot'

export const FORMAT = 'broadsheet-backup'
export const FORMAT_VERSION = 1

/** A line that is longer was not written by us. */
export const LONGEST_LINE_BYTES = 64 * 1024 * 1024

const name = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_]{0,62}$/))
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))
const line = v.pipe(v.string(), v.maxLength(200))

export const headerSchema = v.object({
  format: v.literal(FORMAT),
  version: count,
  made: line,
  program: line,
  store_id: line,
  epoch: line,
  migrations: v.array(v.object({ name: line, checksum: sha256 })),
})

export const tableSchema = v.object({ table: name, columns: v.pipe(v.array(name), v.minLength(1)) })

export const trailerSchema = v.object({
  tables: v.array(v.object({ table: name, rows: count, sha256 })),
  rows: count,
})

/** What a backup says about itself. `made` is ISO time, `migrations` those of the store, in order. */
export type BackupHeader = v.InferOutput<typeof headerSchema>
export type TableStart = v.InferOutput<typeof tableSchema>
export type BackupTrailer = v.InferOutput<typeof trailerSchema>
export type Cell = string | number | null
export type Row = Cell[]

export interface BackupProgress {
  table: string
  /** Rows done of all tables together, and how many there are. */
  rows: number
  total: number
}

export const isCell = (value: unknown): value is Cell =>
  value === null || typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value))
