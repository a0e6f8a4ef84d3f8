// Files to import, and what importing them did to a store.

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { fixedClock } from '../../src/clock.ts'
import type { Db } from '../../src/db/connect.ts'
import { importFiles } from '../../src/papers/import/import-files.ts'
import type { ImportOptions } from '../../src/papers/import/import-report.ts'
import { temporaryFolder } from './database.ts'

const clock = fixedClock('2026-03-04T12:00:00Z')

export const importInto = (db: Db, paths: string[], more: Partial<ImportOptions> = {}) =>
  importFiles(db, paths, { format: 'auto', clock, stdin: Readable.from([]), ...more })

/** A file of JSON Lines in a folder of its own. */
export function linesFile(lines: string[], name = 'papers.jsonl'): string {
  const path = join(temporaryFolder(), name)
  const text = `${lines.join('\n')}\n`
  writeFileSync(path, name.endsWith('.gz') ? gzipSync(text) : text)
  return path
}

export const line = (number: number, more: object = {}): string =>
  JSON.stringify({
    id: `2603.${String(number).padStart(5, '0')}`,
    title: `Paper number ${number}`,
    abstract: `What paper ${number} finds.`,
    ...more,
  })

export const manyLines = (count: number, more: (number: number) => object = () => ({})): string[] =>
  Array.from({ length: count }, (_, at) => line(at + 1, more(at + 1)))

export async function changeCounter(db: Db): Promise<number | undefined> {
  return (await db.selectFrom('store').select('change_seq').executeTakeFirst())?.change_seq
}

export async function countsOfDays(db: Db): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom('edition_entry')
    .select(['day', (eb) => eb.fn.countAll<number>().as('entries')])
    .groupBy('day')
    .execute()
  return Object.fromEntries(rows.map((row) => [row.day, row.entries]))
}
