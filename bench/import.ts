// Papers a second: the three files of real papers into an empty store on SQLite (or, with TEST_DATABASE_URL set, a
// throw-away database of that PostgreSQL server). Run: npm run bench -- import [FILE…]

import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { systemClock } from '../src/clock.ts'
import { openDatabase } from '../src/db/connect.ts'
import { migrate } from '../src/db/migrate.ts'
import { importFiles } from '../src/papers/import/import-files.ts'
import { onPostgres, realPapers } from './real-papers.ts'
import { noPostgres, type Row, skipped } from './round/row.ts'
import { linesIn } from './search/paper-file.ts'
import type { BenchPaper } from './search/peer.ts'

export async function run(named: string[]): Promise<Row[]> {
  const files = named.length > 0 ? named : realPapers
  const missing = files.filter((file) => !existsSync(file))
  if (missing.length > 0) return skipped('import', `${missing.join(', ')} is not here`)
  const data = mkdtempSync(join(tmpdir(), 'broadsheet-bench-'))
  try {
    const peer = { name: 'SQLite, three columns', figure: await measureFloor(join(data, 'floor.db'), files) }
    const rowOf = (name: string, figure: Rate): Row => ({ what: `import, ${name}: papers`, figure, peer })
    const rows = [rowOf('SQLite', await measure('SQLite', { data }, files))]
    const server = process.env.TEST_DATABASE_URL
    if (server === undefined) return [...rows, { what: 'import, PostgreSQL: papers', why: noPostgres }]
    const rate = await onPostgres(server, (url) => measure('PostgreSQL', { data, url }, files))
    return [...rows, rowOf('PostgreSQL', rate)]
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}

interface Rate {
  perSecond: number
}

/** The least that any import must do: unpack, parse, put id, title and abstract into a bare table. */
async function measureFloor(path: string, files: string[]): Promise<Rate> {
  const database = new DatabaseSync(path)
  database.exec('pragma journal_mode = wal; pragma synchronous = normal')
  database.exec('create table paper (id text, title text, abstract text)')
  const insert = database.prepare('insert into paper values (?, ?, ?)')
  const began = performance.now()
  let papers = 0
  for (const file of files) {
    for await (const line of linesIn(file)) {
      const { id, title, abstract } = JSON.parse(line) as BenchPaper
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
  return { perSecond: papers / seconds }
}

async function measure(name: string, home: { data: string; url?: string }, files: string[]): Promise<Rate> {
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
    return { perSecond: papers / seconds }
  } finally {
    await database.close()
  }
}

const row = (file: string, ...columns: (string | number)[]): string =>
  file.padEnd(34) + columns.map((column) => String(column).padStart(10)).join('')

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
