// How long pages take, one client on loopback, with all real papers and lists in the store: SQLite, and PostgreSQL
// where TEST_DATABASE_URL names a server. `/healthz` is the floor: the same way through the server without a question.
// Run: npm run bench -- pages [--data DIR] [--papers FILE …]   (DIR keeps the SQLite store for the next run; FILEs fill an
// empty store instead of all that is real)

import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
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
import { noPostgres, type Peer, type Row, skipped, timesOf } from './round/row.ts'

const program = join(import.meta.dirname, '../bin/broadsheet')
const REQUESTS = 300

export async function run(args: string[]): Promise<Row[]> {
  const options = { data: { type: 'string' }, papers: { type: 'string', multiple: true } } as const
  const { values } = parseArgs({ args, options })
  const { papers: files = [...realPapers, realLists] } = values
  const missing = files.filter((file) => !existsSync(file))
  if (missing.length > 0) return skipped('pages', `${missing.join(', ')} is not here`)
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-bench-'))
  try {
    const rows = await measure('SQLite', { data: values.data ?? folder, files })
    const server = process.env.TEST_DATABASE_URL
    if (!server) return [...rows, { what: 'pages, PostgreSQL', why: noPostgres }]
    // A folder of its own: the search index in the other one belongs to the other store.
    const data = join(folder, 'postgres')
    return [...rows, ...(await onPostgres(server, (url) => measure('PostgreSQL', { data, url, files })))]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Home {
  data: string
  url?: string
  /** What fills it if it is empty. */
  files: string[]
}

async function measure(name: string, home: Home): Promise<Row[]> {
  const samples = await fillAndSample(home)
  const { site, process } = await serve(home)
  console.log(`\n${name}, ${samples.papers} papers\n${row('page', 'median', 'p95', 'first')}`)
  const rows: Row[] = []
  let floor: Peer | undefined
  for (const [kind, paths] of Object.entries(samples.paths)) {
    const took: number[] = []
    for (let n = 0; n < REQUESTS; n++) took.push(await ask(site + (paths[n % paths.length] ?? '/')))
    const figure = timesOf(took)
    console.log(row(kind, ...[figure.median, figure.p95, took[0]].map(milliseconds)))
    floor ??= { name: '/healthz', figure }
    const what = `page, ${name}, ${samples.papers.toLocaleString('en-US')} papers: ${kind}`
    rows.push({ what, figure, ...(floor.figure !== figure && { peer: floor }) })
  }
  process.kill('SIGTERM')
  await once(process, 'exit')
  return rows
}

/** Imports what is missing and picks addresses across all of time. */
async function fillAndSample(home: Home): Promise<{ papers: number; paths: Record<string, string[]> }> {
  const database = openDatabase(home)
  try {
    await migrate(database)
    const { db } = database
    const empty = (await db.selectFrom('paper').select('id').limit(1).execute()).length === 0
    const options = { format: 'auto' as const, clock: systemClock, stdin: process.stdin }
    if (empty) await importFiles(db, home.files, options)
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
  const store = ['--data', data, ...(url ? ['--database', url] : [])]
  // A server without an index makes one while it serves: that would be measured, too.
  execFileSync(program, ['index', ...store], { stdio: 'ignore' })
  const child = spawn(program, ['serve', '--port', '0', '--json', ...store], {
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
