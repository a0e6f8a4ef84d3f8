import { createHash, type Hash } from 'node:crypto'
import * as v from 'valibot'
import { Invalid } from '../errors.ts'
import {
  type BackupHeader,
  type BackupTrailer,
  FORMAT_VERSION,
  headerSchema,
  isCell,
  type Row,
  type TableStart,
  tableSchema,
  trailerSchema,
} from './archive-format.ts'

export type ArchivePart =
  | { kind: 'header'; header: BackupHeader }
  | { kind: 'rows'; start: TableStart; rows: Row[] }
  | { kind: 'trailer'; trailer: BackupTrailer }
  /** SHA-256 of the file: everything before it was right. */
  | { kind: 'end'; sha256: string }

/** Rows that are handed on together. */
const ROWS_AT_ONCE = 500

/** Whole zstd, but written by another program. */
export class NotOurs extends Error {}

/** What the lines of an archive mean. Throws with a few words for lines that are not those of one whole archive. */
export async function* partsOf(lines: AsyncIterable<Buffer>): AsyncGenerator<ArchivePart> {
  const reading: Reading = { tables: [], open: null, rows: 0 }
  let first = true
  let done = false
  for await (const line of lines) {
    if (done) throw new Error('lines follow its last one')
    const value: unknown = JSON.parse(line.toString('utf8'))
    if (first) {
      yield { kind: 'header', header: headerFrom(value) }
      first = false
    } else if (Array.isArray(value)) {
      yield* row(reading, value, line)
    } else if (v.is(tableSchema, value)) {
      yield* endTable(reading)
      beginTable(reading, value, line)
    } else {
      yield* endTable(reading)
      yield { kind: 'trailer', trailer: checkedTrailer(reading, value) }
      done = true
    }
  }
  if (!done) throw new Error('it is cut off')
}

interface OpenTable {
  start: TableStart
  hash: Hash
  rows: number
  waiting: Row[]
}

interface Reading {
  tables: BackupTrailer['tables']
  open: OpenTable | null
  rows: number
}

function headerFrom(value: unknown): BackupHeader {
  const parsed = v.safeParse(headerSchema, value)
  if (!parsed.success) throw new NotOurs()
  if (parsed.output.version > FORMAT_VERSION) {
    throw new Invalid(
      `The backup was made by Broadsheet ${parsed.output.program}, in a format that this version does not know yet. ` +
        'Update Broadsheet first. Nothing was changed.',
    )
  }
  return parsed.output
}

function beginTable(reading: Reading, start: TableStart, line: Buffer): void {
  if (reading.tables.some(({ table }) => table === start.table))
    throw new Error(`it has ${start.table} twice`)
  reading.open = { start, hash: createHash('sha256').update(line), rows: 0, waiting: [] }
}

function* row({ open }: Reading, value: unknown[], line: Buffer): Generator<ArchivePart> {
  if (!open || value.length !== open.start.columns.length || !value.every(isCell))
    throw new Error('a row is wrong')
  open.hash.update(line)
  open.rows += 1
  open.waiting.push(value)
  if (open.waiting.length >= ROWS_AT_ONCE) yield handOn(open)
}

function* endTable(reading: Reading): Generator<ArchivePart> {
  const { open } = reading
  if (!open) return
  // Also for an empty table, so that whoever reads sees every table.
  yield handOn(open)
  reading.tables.push({ table: open.start.table, rows: open.rows, sha256: open.hash.digest('hex') })
  reading.rows += open.rows
  reading.open = null
}

function handOn(open: OpenTable): ArchivePart {
  const rows = open.waiting
  open.waiting = []
  return { kind: 'rows', start: open.start, rows }
}

function checkedTrailer({ tables, rows }: Reading, value: unknown): BackupTrailer {
  const { output: trailer, success } = v.safeParse(trailerSchema, value)
  if (!success) throw new Error('a line is neither a row nor a table')
  const wrong = trailer.tables.find((said, at) => JSON.stringify(said) !== JSON.stringify(tables[at]))
  if (wrong) throw new Error(`the table ${wrong.table} has another checksum than it should`)
  if (trailer.tables.length !== tables.length || trailer.rows !== rows)
    throw new Error('its counts are wrong')
  return trailer
}
