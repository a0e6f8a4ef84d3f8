// Papers a second: the three files of real papers into an empty store on SQLite (or, with TEST_DATABASE_URL set, a
// throw-away database of that PostgreSQL server). Run: npm run bench -- import [FILE…]

import { createReadStream, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import { DatabaseSync } from 'node:sqlite'
import { createZstdDecompress } from 'node:zlib'
import { systemClock } from '../src/clock.ts'
import { openDatabase } from '../src/db/connect.ts'
import { migrate } from '../src/db/migrate.ts'
import { importFiles } from '../src/papers/import/import-files.ts'
import { onPostgres, realPapers } from './real-papers.ts'

export async function run(named: string[]): Promise<void> {
  const files = named.length > 0 ? named : realPapers
  const missing = files.filter((file) => !existsSync(file))
  if (missing.length > 0) return print(`Skipped: ${missing.join(', ')} is not here.`)
  const data = mkdtempSync(join(tmpdir(), 'broadsheet-bench-'))
  try {
    await measureFloor(join(data, 'floor.db'), files)
    await measure('SQLite', { data }, files)
    const postgresServer = process.env.TEST_DATABASE_URL
    if (postgresServer !== undefined)
      await onPostgres(postgresServer, (url) => measure('PostgreSQL', { data, url }, files))
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}

/** The least that any import must do: unpack, parse, put id, title and abstract into a bare table. */
async function measureFloor(path: string, files: string[]): Promise<void> {
  const database = new DatabaseSync(path)
  database.exec('pragma journal_mode = wal; pragma synchronous = normal')
  database.exec('create table paper (id text, title text, abstract text)')
  const insert = database.prepare('insert into paper values (?, ?, ?)')
  const began = performance.now()
  let papers = 0
  for (const file of files) {
    const lines = createInterface({ input: createReadStream(file).pipe(createZstdDecompress()) })
    for await (const line of lines) {
      const { id, title, abstract } = JSON.parse(line) as Record<'id' | 'title' | 'abstract', string>
      if (papers % 100 === 0) database.exec(papers === 0 ? 'begin' : 'commit; begin')
      insert.run(id, title, abstract)
      papers++
    }
  }
  database.exec('commit')
  database.close()
  const seconds = (performance.now() - began) / 1000
  print(
    `\nA bare table without merging, cleaning or resuming\n${row('file', 'papers', 'seconds', 'papers/s')}`,
  )
  print(row('in all', papers, seconds.toFixed(1), Math.round(papers / seconds)))
}

async function measure(name: string, home: { data: string; url?: string }, files: string[]): Promise<void> {
  const database = openDatabase(home)
  try {
    await migrate(database)
    print(`\n${name}\n${row('file', 'papers', 'seconds', 'papers/s')}`)
    let [papers, seconds] = [0, 0]
    for (const file of files) {
      const began = performance.now()
      const { files: imported } = await importFiles(database.db, [file], {
        format: 'auto',
        clock: systemClock,
        stdin: process.stdin,
      })
      const took = (performance.now() - began) / 1000
      const read = imported[0]?.records ?? 0
      print(row(basename(file), read, took.toFixed(1), Math.round(read / took)))
      papers += read
      seconds += took
    }
    print(row('in all', papers, seconds.toFixed(1), Math.round(papers / seconds)))
    print(`Peak memory of the process so far: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`)
  } finally {
    await database.close()
  }
}

const row = (file: string, ...columns: (string | number)[]): string =>
  file.padEnd(34) + columns.map((column) => String(column).padStart(10)).join('')

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
