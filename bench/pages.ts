// How long pages take, one client on loopback, with all real papers and lists in the store: SQLite, and PostgreSQL
// where TEST_DATABASE_URL names a server. `/healthz` is the floor: the same way through the server without a question.
// Run: npm run bench -- pages [--data DIR]   (DIR keeps the SQLite store for the next run)

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { systemClock } from '../src/clock.ts'
import { openDatabase } from '../src/db/connect.ts'
import { migrate } from '../src/db/migrate.ts'
import { optimize } from '../src/db/optimize.ts'
import { importFiles } from '../src/papers/import/import-files.ts'
import { onPostgres, realLists, realPapers } from './real-papers.ts'

const REQUESTS = 300

export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { data: { type: 'string' } } })
  if (!existsSync(realLists)) return console.log(`Skipped: ${realLists} is not here.`)
  const data = values.data ?? mkdtempSync(join(tmpdir(), 'broadsheet-bench-'))
  try {
    await measure('SQLite', { data })
    const server = process.env.TEST_DATABASE_URL
    if (server) await onPostgres(server, (url) => measure('PostgreSQL', { data, url }))
  } finally {
    if (!values.data) rmSync(data, { recursive: true, force: true })
  }
}

interface Home {
  data: string
  url?: string
}

async function measure(name: string, home: Home): Promise<void> {
  const samples = await fillAndSample(home)
  const { site, process } = await serve(home)
  console.log(`\n${name}, ${samples.papers} papers\n${row('page', 'median', 'p95', 'first')}`)
  for (const [kind, paths] of Object.entries(samples.paths)) {
    const took: number[] = []
    for (let n = 0; n < REQUESTS; n++) took.push(await ask(site + (paths[n % paths.length] ?? '/')))
    const first = took[0] ?? 0
    took.sort((a, b) => a - b)
    console.log(
      row(kind, ...[took[REQUESTS / 2], took[Math.floor(REQUESTS * 0.95)], first].map(milliseconds)),
    )
  }
  process.kill('SIGTERM')
  await once(process, 'exit')
}

/** Imports what is missing and picks addresses across all of time. */
async function fillAndSample(home: Home): Promise<{ papers: number; paths: Record<string, string[]> }> {
  const database = openDatabase(home)
  try {
    await migrate(database)
    const { db } = database
    const empty = (await db.selectFrom('paper').select('id').limit(1).execute()).length === 0
    const options = { format: 'auto' as const, clock: systemClock, stdin: process.stdin }
    if (empty) await importFiles(db, [...realPapers, realLists], options)
    // As `broadsheet import` does at its end.
    await optimize(database)
    const { papers } = await db
      .selectFrom('paper')
      .select((select) => select.fn.countAll<number>().as('papers'))
      .executeTakeFirstOrThrow()
    const ids = await db.selectFrom('paper').select('id').orderBy('change_seq').execute()
    const days = await db.selectFrom('edition_entry').select('day').distinct().orderBy('day').execute()
    const some = ids.filter((_, at) => at % Math.ceil(ids.length / REQUESTS) === 0)
    return {
      papers,
      paths: pathsOf(
        days.map(({ day }) => day),
        some.map(({ id }) => id),
      ),
    }
  } finally {
    await database.close()
  }
}

const pathsOf = (days: string[], ids: string[]): Record<string, string[]> => ({
  floor: ['/healthz'],
  today: ['/'],
  day: days.map((day) => `/papers/date/${day}`),
  month: [...new Set(days.map((day) => `/papers/month/${day.slice(0, 7)}`))],
  trending: ['/papers/trending'],
  new: ['/papers/new'],
  category: ['cs.CL', 'cs.CV', 'math.AG', 'hep-th', 'cs.LG', 'math.PR'].map((name) => `/papers/new/${name}`),
  paper: ids.map((id) => `/papers/${id}`),
  sources: ['/sources'],
})

async function serve({ data, url }: Home): Promise<{ site: string; process: ChildProcess }> {
  const program = join(import.meta.dirname, '../bin/broadsheet')
  const args = ['serve', '--port', '0', '--json', '--data', data, ...(url ? ['--database', url] : [])]
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, SOURCES: '', LOG_LEVEL: 'warn' },
  })
  const [line] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer]
  return { site: (JSON.parse(line.toString()) as { url: string }).url.replace(/\/$/, ''), process: child }
}

/** Milliseconds until the whole answer is here. */
async function ask(address: string): Promise<number> {
  const began = performance.now()
  const answer = await fetch(address)
  await answer.arrayBuffer()
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`)
  return performance.now() - began
}

const milliseconds = (value = 0) => `${value.toFixed(1)} ms`

const row = (kind: string, ...columns: string[]) =>
  kind.padEnd(12) + columns.map((text) => text.padStart(12)).join('')
