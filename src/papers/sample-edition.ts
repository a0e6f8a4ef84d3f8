// The edition that an empty store shows: a bundled file in a database of its own in memory. Never rows in the store.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Database, openMemoryDatabase } from '../db/connect.ts'
import { migrate } from '../db/migrate.ts'
import { packageRoot } from '../package-root.ts'
import type { Day } from './calendar.ts'
import { recordOfJson } from './import/jsonl.ts'
import type { PaperRecord } from './paper.ts'
import { saveRecords } from './save.ts'

/** The day of the sample edition. */
export const sampleDay: Day = '2025-12-05'

/** Opens the sample edition; the caller closes it. */
export async function openSampleEdition(): Promise<Database> {
  const text = await readFile(join(packageRoot, 'reference/sample-edition.jsonl'), 'utf8')
  const lines = text.split('\n').filter((line) => line !== '')
  const database = openMemoryDatabase()
  await migrate(database)
  await saveRecords(
    database.db,
    lines.map((line, place) => placed(recordOfJson(JSON.parse(line)), place)),
  )
  return database
}

/** The edition shows the papers in the order of the file; no votes were recorded that would say otherwise. */
const placed = (record: PaperRecord, place: number): PaperRecord => ({
  ...record,
  entries: record.entries.map((entry) => ({ ...entry, place })),
})
