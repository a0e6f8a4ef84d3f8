// Papers a second: the three files of real papers into an empty store on SQLite (or, with TEST_DATABASE_URL set, a
// throw-away database of that PostgreSQL server). Run: npm run bench -- import [FILE…]

import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import pg from 'pg'
import { systemClock } from '../src/clock.ts'
import { openDatabase } from '../src/db/connect.ts'
import { migrate } from '../src/db/migrate.ts'
import { importFiles } from '../src/papers/import/import-file.ts'

const folder = join(import.meta.dirname, '../../shared/data')
const ofRealPapers = [
  'papers-acl.jsonl.zst',
  'papers-arxiv-archive.jsonl.zst',
  'papers-arxiv-recent.jsonl.zst',
]

export async function benchImport(files: string[], postgresServer: string | undefined): Promise<void> {
  const missing = files.filter((file) => !existsSync(file))
  if (missing.length > 0) return print(`Skipped: ${missing.join(', ')} is not here.`)
  const data = mkdtempSync(join(tmpdir(), 'broadsheet-bench-'))
  try {
    await measure('SQLite', { data }, files)
    if (postgresServer !== undefined)
      await onPostgres(postgresServer, (url) => measure('PostgreSQL', { data, url }, files))
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
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

async function onPostgres(server: string, work: (url: string) => Promise<void>): Promise<void> {
  const name = `broadsheet_bench_${process.pid}`
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(`create database ${name}`)
    const url = new URL(server)
    url.pathname = `/${name}`
    await work(url.href)
  } finally {
    await client.query(`drop database if exists ${name} with (force)`)
    await client.end()
  }
}

const row = (file: string, ...columns: (string | number)[]): string =>
  file.padEnd(34) + columns.map((column) => String(column).padStart(10)).join('')

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

if (import.meta.main) {
  const named = process.argv.slice(2)
  const files = named.length > 0 ? named : ofRealPapers.map((name) => join(folder, name))
  await benchImport(files, process.env.TEST_DATABASE_URL)
}
