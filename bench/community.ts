// People who vote, take votes back and comment at once, while the server is killed with kill -9; every acknowledged
// action must be there afterwards. On SQLite, and with two nodes on PostgreSQL where TEST_DATABASE_URL is set.
// Run: npm run build && npm run bench -- community [--people 200] [--seconds 60] [--kills 5]

import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { noPostgres, type Row, skipped, timesOf } from './round/row.ts'
import { type CrowdFigures, runCrowd } from './soak/voting-crowd.ts'

const option = (value: string) => ({ type: 'string', default: value }) as const

export async function run(args: string[]): Promise<Row[]> {
  const options = { people: option('200'), seconds: option('60'), kills: option('5'), papers: option('20') }
  const { values } = parseArgs({ args, options })
  const [people, seconds, kills, papers] = [values.people, values.seconds, values.kills, values.papers].map(
    Number,
  ) as [number, number, number, number]
  const rows: Row[] = []
  const wanted = (name: string) => ({
    ...{ people, seconds, kills, papers, seed: 1, print: console.log },
    measured: (figures: CrowdFigures) => rows.push(...rowsOf(name, figures)),
  })
  const data = mkdtempSync(join(tmpdir(), 'broadsheet-crowd-'))
  try {
    console.log('SQLite')
    print(await runCrowd({ ...wanted('SQLite'), data, nodes: 1 }))
    const server = process.env.TEST_DATABASE_URL
    if (server === undefined) return [...rows, ...skipped('votes and comments, PostgreSQL', noPostgres)]
    console.log('PostgreSQL')
    await withDatabase(server, async (databaseUrl) =>
      print(await runCrowd({ ...wanted('PostgreSQL, two nodes'), data, databaseUrl, nodes: 2 })),
    )
    return rows
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}

const rowsOf = (name: string, { perSecond, milliseconds }: CrowdFigures): Row[] => [
  { what: `votes and comments, ${name}: acknowledged`, figure: { perSecond } },
  { what: `votes and comments, ${name}: until then`, figure: timesOf(milliseconds) },
]

function print(problems: readonly string[]): void {
  for (const problem of problems.slice(0, 20)) console.log(`WRONG: ${problem}`)
  console.log(problems.length === 0 ? 'Nothing was lost or miscounted.' : `${problems.length} went wrong.`)
  if (problems.length > 0) process.exitCode = 1
}

/** A database of its own on the server, dropped when it is done. */
async function withDatabase(server: string, work: (url: string) => Promise<void>): Promise<void> {
  const name = `broadsheet_test_${randomBytes(6).toString('hex')}`
  const ask = async (statement: string) => {
    const client = new pg.Client({ connectionString: server })
    await client.connect()
    await client.query(statement)
    await client.end()
  }
  await ask(`create database ${name}`)
  try {
    const url = new URL(server)
    url.pathname = `/${name}`
    await work(url.href)
  } finally {
    await ask(`drop database if exists ${name} with (force)`)
  }
}
