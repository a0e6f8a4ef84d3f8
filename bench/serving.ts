// The search as readers meet it: a server with all real papers, one client that searches while another loads pages.
// Milliseconds inside the server come from its Server-Timing header; those of pages and of the completion of what is
// typed are what the client waits for. Also: memory, the time from the start to the first answer, and the time until
// a new paper is found.
// Run: npm run bench -- serving --data DIR [--seconds 30] [--pause 0]   (DIR keeps store and index for the next run; the
// client that loads pages rests so many milliseconds after each: without a rest it is no reader, but the hardest neighbour)

import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { openDatabase } from '../src/db/connect.ts'
import { memoryOf, timesText } from './process-figures.ts'
import { realLists, realPapers } from './real-papers.ts'
import { type Row, skipped, timesOf } from './round/row.ts'
import { titleQueries } from './search/title-queries.ts'

const program = join(import.meta.dirname, '../bin/broadsheet')
const QUERIES = 2_000

export async function run(args: string[]): Promise<Row[]> {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      seconds: { type: 'string', default: '30' },
      pause: { type: 'string', default: '0' },
    },
  })
  const { data } = values
  if (data === undefined) return skipped('serving', 'say where the store is or may be made: --data DIR')
  const isThere = existsSync(join(data, 'broadsheet.db'))
  const missing = [...realPapers, realLists].filter((file) => !existsSync(file))
  if (!isThere && missing.length > 0) return skipped('serving', `${missing.join(', ')} is not here`)
  if (!isThere) call('import', data, ...realPapers, realLists)
  console.log(call('index', data))
  const queries = await titleQueries(await papersFile(data), QUERIES)
  const { site, child, firstAnswer } = await serve(data)
  try {
    console.log(
      `first search answered ${firstAnswer.toFixed(0)} ms after the start; ${memoryOf(child).toFixed(0)} MB then`,
    )
    const rows = await inParallel(site, queries, {
      seconds: Number(values.seconds),
      pause: Number(values.pause),
    })
    const most = memoryOf(child, 'VmHWM')
    console.log(`${memoryOf(child).toFixed(0)} MB, at most ${most.toFixed(0)} MB`)
    const foundAfter = await untilFound(site, data)
    console.log(`a new paper is found after ${foundAfter.toFixed(0)} ms`)
    return [
      ...rows,
      { what: 'serving: first search after the start', figure: { median: firstAnswer } },
      { what: 'serving: a new paper is found', figure: { median: foundAfter } },
      { what: 'serving: memory at most', figure: { megabytes: most } },
    ]
  } finally {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
}

function call(command: string, data: string, ...more: string[]): string {
  return execFileSync(program, [command, '--data', data, ...more], { encoding: 'utf8' }).trim()
}

/** One line a paper of the store with its title, for `titleQueries`. */
async function papersFile(data: string): Promise<string> {
  const path = join(data, 'bench-titles.jsonl')
  if (existsSync(path)) return path
  const database = openDatabase({ data })
  try {
    const titles = await database.db.selectFrom('paper').select(['id', 'title']).orderBy('id').execute()
    writeFileSync(path, titles.map(({ id, title }) => JSON.stringify({ id, title, abstract: '' })).join('\n'))
    return path
  } finally {
    await database.close()
  }
}

async function serve(data: string): Promise<{ site: string; child: ChildProcess; firstAnswer: number }> {
  const began = performance.now()
  const child = spawn(program, ['serve', '--port', '0', '--json', '--data', data], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, SOURCES: '', LOG_LEVEL: 'warn' },
  })
  const [line] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer]
  const site = (JSON.parse(line.toString()) as { url: string }).url.replace(/\/$/, '')
  while (!(await found(site, 'neural networks'))) await sleep(20)
  return { site, child, firstAnswer: performance.now() - began }
}

async function inParallel(
  site: string,
  queries: string[][],
  { seconds, pause }: { seconds: number; pause: number },
): Promise<Row[]> {
  const until = performance.now() + seconds * 1000
  const [searches, pages, typed]: [number[], number[], number[]] = [[], [], []]
  const days = Array.from(
    { length: 28 },
    (_, day) => `/papers/date/2025-10-${String(day + 1).padStart(2, '0')}`,
  )
  const searching = async () => {
    for (let at = 0; performance.now() < until; at++) {
      const words = queries[at % queries.length] ?? []
      searches.push(await searchTime(site, words.join(' ')))
      typed.push(
        (await ask(`${site}/papers/suggest?q=${encodeURIComponent(words.join(' ').slice(0, 3 + (at % 20)))}`))
          .took,
      )
    }
  }
  const reading = async () => {
    for (let at = 0; performance.now() < until; at++) {
      pages.push((await ask(site + (days[at % days.length] ?? '/'))).took)
      if (pause > 0) await sleep(pause)
    }
  }
  await Promise.all([searching(), reading()])
  const measured = { 'search, inside': searches, 'completion, client': typed, 'pages, client': pages }
  return Object.entries(measured).map(([name, took]) => {
    console.log(name.padEnd(20), timesText(took))
    return { what: `serving, search beside pages: ${name}`, figure: timesOf(took) }
  })
}

/** Milliseconds that the server spent on finding. */
async function searchTime(site: string, words: string): Promise<number> {
  const { answer } = await ask(`${site}/papers?q=${encodeURIComponent(words)}`)
  return Number(/search;dur=([\d.]+)/.exec(answer.headers.get('server-timing') ?? '')?.[1] ?? Number.NaN)
}

async function ask(address: string): Promise<{ answer: Response; body: string; took: number }> {
  const began = performance.now()
  const answer = await fetch(address)
  const body = await answer.text()
  return { answer, body, took: performance.now() - began }
}

async function found(site: string, words: string): Promise<boolean> {
  const { answer, body } = await ask(`${site}/papers?q=${encodeURIComponent(words)}`)
  return answer.ok && body.includes('<article')
}

async function untilFound(site: string, data: string): Promise<number> {
  const word = `zyxomorphism${process.pid}`
  const file = join(data, 'bench-new.jsonl')
  writeFileSync(file, JSON.stringify({ id: `doi:10.1000/${word}`, title: `On ${word}`, abstract: 'New.' }))
  call('import', data, file)
  const began = performance.now()
  while (!(await found(site, word))) await sleep(10)
  return performance.now() - began
}
