import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { constants, createZstdCompress } from 'node:zlib'
import type { Clock } from '../clock.ts'
import type { Database, Db } from '../db/connect.ts'
import { migrationState } from '../db/migrate.ts'
import { openSnapshot } from '../db/snapshot.ts'
import { Conflict, Invalid } from '../errors.ts'
import {
  type BackupHeader,
  type BackupProgress,
  type BackupTrailer,
  FORMAT,
  FORMAT_VERSION,
} from './archive-format.ts'
import { countRows, identityOfStore, readRows, tablesOfStore } from './queries.ts'
import { isZstd } from './read-archive.ts'
import { replaceFile } from './replace-file.ts'
import { writeSealed } from './seal.ts'

export interface BackupOptions {
  clock: Clock
  /** Of the program. */
  version: string
  onProgress?: (progress: BackupProgress) => void
  /** Stops the backup; no file is left then. */
  signal?: AbortSignal
}

export interface BackupResult {
  rows: number
  /** Size of the file. */
  bytes: number
  /** Rows of each table. */
  tables: Record<string, number>
}

/**
 * Writes one snapshot of the whole store to `file`, while others read and write it. The file restores to SQLite
 * and to PostgreSQL. It holds everything, secrets too, so only its owner may read it.
 * @throws Invalid where the file can't be written, Conflict where a newer program made the store.
 */
export async function backup(
  database: Database,
  file: string,
  options: BackupOptions,
): Promise<BackupResult> {
  await refuseForeignFile(file)
  await refuseNewerStore(database)
  const snapshot = await openSnapshot(database)
  try {
    const written: BackupResult = { rows: 0, bytes: 0, tables: {} }
    await replaceFile(file, async (handle) => {
      await writeArchive(handle, archiveLines(snapshot.db, options, written), options.signal)
      written.bytes = (await handle.stat()).size
    })
    return written
  } catch (error) {
    throw options.signal?.aborted
      ? new Conflict(`The backup was stopped. No part of ${file} was left.`)
      : error
  } finally {
    await snapshot.close()
  }
}

/** Its new tables would be left out unseen. */
async function refuseNewerStore(database: Database): Promise<void> {
  const [unknown] = (await migrationState(database)).unknown
  if (unknown === undefined) return
  throw new Conflict(
    `The store has the migration ${unknown}, which this program does not know: a backup would lack what it added. ` +
      'Use the version of Broadsheet that made it.',
  )
}

/** Only a backup, an empty file or nothing may stand where the new one goes: never a database or a device. */
async function refuseForeignFile(path: string): Promise<void> {
  if (path === '') throw new Invalid('The backup was not made, because its file has no name: give one.')
  const file = await open(path, 'r').catch(() => null)
  if (!file) return
  try {
    const stat = await file.stat()
    const begin = Buffer.alloc(4)
    if (stat.isFile()) await file.read(begin, 0, 4, 0)
    if (stat.isFile() && (stat.size === 0 || isZstd(begin))) return
    const what = stat.isDirectory()
      ? 'is a folder: name a file in it'
      : 'is something else than a backup: choose another name'
    throw new Invalid(`The backup was not made, because ${path} exists and ${what}.`)
  } finally {
    await file.close()
  }
}

async function writeArchive(
  file: FileHandle,
  lines: AsyncIterable<Buffer>,
  signal?: AbortSignal,
): Promise<void> {
  const compress = createZstdCompress({ params: { [constants.ZSTD_c_checksumFlag]: 1 } })
  const save = (chunks: AsyncIterable<Buffer>) => writeSealed(file, chunks)
  await pipeline(lines, compress, save, signal ? { signal } : {})
}

async function* archiveLines(db: Db, options: BackupOptions, written: BackupResult): AsyncGenerator<Buffer> {
  const trailer: BackupTrailer = { tables: [], rows: 0 }
  const tables = await tablesOfStore(db)
  yield lineOf(await headerOf(db, options))

  let total = 0
  for (const { table } of tables) total += await countRows(db, table)
  for (const { table, columns } of tables) {
    const ofTable = createHash('sha256')
    const before = trailer.rows
    for await (const chunk of tableLines(db, table, columns)) {
      ofTable.update(chunk.lines)
      yield chunk.lines
      trailer.rows += chunk.rows
      options.onProgress?.({ table, rows: trailer.rows, total })
    }
    written.tables[table] = trailer.rows - before
    trailer.tables.push({ table, rows: trailer.rows - before, sha256: ofTable.digest('hex') })
  }
  written.rows = trailer.rows
  yield lineOf(trailer)
}

async function headerOf(db: Db, { clock, version }: BackupOptions): Promise<BackupHeader> {
  const made = new Date(clock.now()).toISOString()
  return { format: FORMAT, version: FORMAT_VERSION, made, program: version, ...(await identityOfStore(db)) }
}

type TableName = Parameters<typeof readRows>[1]

async function* tableLines(db: Db, table: TableName, columns: string[]) {
  yield { lines: lineOf({ table, columns }), rows: 0 }
  for await (const rows of readRows(db, table, columns)) {
    yield { lines: Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join('')), rows: rows.length }
  }
}

const lineOf = (value: unknown) => Buffer.from(`${JSON.stringify(value)}\n`)
