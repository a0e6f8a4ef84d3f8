// Pages of lists with a million votes of members in the store, and of a paper with 10,000 comments: how long the site takes
// to answer, asked without a port, by nobody and by a member. On SQLite, or where DATABASE_URL names an empty database.
// Run: npm run bench -- many-votes [--votes 1000000] [--comments 10000]

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { recountPaper } from '../src/community/counts-queries.ts'
import { type Db, openDatabase } from '../src/db/connect.ts'
import { migrate } from '../src/db/migrate.ts'
import { optimize } from '../src/db/optimize.ts'
import { inChunks, inTransaction } from '../src/db/write.ts'
import { aMember, testOrigin } from '../test/support/members.ts'
import { fill, paperRecord } from '../test/support/records.ts'
import { noon, siteOver } from '../test/support/site.ts'
import { type Row, timesOf } from './round/row.ts'

const DAYS = 30
const PAPERS_A_DAY = 40
const PEOPLE = 5_000
const DAY_MS = 86_400_000
const TIMES = 50
/** First answers of a process: their code is yet to be compiled, their connections to be opened. */
const WARM_UP = 10

export async function run(args: string[]): Promise<Row[]> {
  const options = {
    votes: { type: 'string', default: '1000000' },
    comments: { type: 'string', default: '10000' },
  } as const
  const { values } = parseArgs({ args, options })
  const data = mkdtempSync(join(tmpdir(), 'broadsheet-votes-'))
  const database = openDatabase({ data, url: process.env.DATABASE_URL })
  try {
    await migrate(database)
    const { db } = database
    const papers = await somePapers(db)
    const people = await somePeople(db)
    await someVotes(db, { papers, people, votes: Number(values.votes) })
    const [discussed = ''] = papers
    await someComments(db, { paper: discussed, people, comments: Number(values.comments) })
    // As the store does by itself every night.
    await optimize(database)
    return await measure(db, discussed)
  } finally {
    await database.close()
    rmSync(data, { recursive: true, force: true })
  }
}

async function somePapers(db: Db): Promise<string[]> {
  const records = Array.from({ length: DAYS * PAPERS_A_DAY }, (_, number) => {
    const day = new Date(Date.parse(noon) - Math.floor(number / PAPERS_A_DAY) * DAY_MS)
      .toISOString()
      .slice(0, 10)
    const entries = [{ day, place: number % PAPERS_A_DAY, recordedVotes: (number * 7) % 90 }]
    return paperRecord({ id: `2603.${10_000 + number}`, published: day, categories: ['cs.CL'], entries })
  })
  await fill(db, records)
  return records.map(({ id }) => id)
}

const hex = (number: number): string => number.toString(16).padStart(24, '0')

async function somePeople(db: Db): Promise<string[]> {
  const ids = Array.from({ length: PEOPLE }, (_, number) => hex(number))
  const bare = { kind: 'recorded', fullname: null, avatar_url: null, details: '{}' }
  await inChunks(ids, 100, (some) =>
    db
      .insertInto('person')
      .values(some.map((id) => ({ ...bare, id, name: `p${id}`, name_key: `p${id}` })))
      .execute(),
  )
  return ids
}

interface Votes {
  papers: readonly string[]
  people: readonly string[]
  votes: number
}

async function someVotes(db: Db, { papers, people, votes }: Votes): Promise<void> {
  const each = Math.min(people.length, Math.ceil(votes / papers.length))
  for (const [at, paper_id] of papers.entries()) {
    const rows = people.slice(0, each).map((person_id, number) => {
      const age = (number * 7_919_000 + at * 104_729_000) % (DAYS * DAY_MS)
      return { paper_id, person_id, cast_at: Date.parse(noon) - age, weight: 1 }
    })
    await inTransaction(db, async (tx) => {
      await inChunks(rows, 200, (some) => tx.insertInto('vote').values(some).execute())
      await recountPaper(tx, paper_id)
    })
  }
  console.log(`${papers.length} papers with ${each} votes each`)
}

interface Comments {
  paper: string
  people: readonly string[]
  comments: number
}

async function someComments(db: Db, { paper, people, comments }: Comments): Promise<void> {
  const rows = Array.from({ length: comments }, (_, number) => ({
    ...{ id: hex(number), paper_id: paper, person_id: people[number % 500] ?? null },
    parent_id: number % 3 === 0 || number < 10 ? null : hex((number * 31) % number),
    body: `Comment **${number}** with $x_{${number}}$, \`code\` and a [link](https://x.example/${number}).`,
    ...{ created_at: Date.parse(noon) - number * 1_000, edited_at: null, deleted_at: null },
    ...{ hidden_at: null, hidden_reason: null, votes: (number * 17) % 40 },
  }))
  await inTransaction(db, async (tx) => {
    await inChunks(rows, 100, (some) => tx.insertInto('comment').values(some).execute())
    await recountPaper(tx, paper)
  })
  console.log(`${comments} comments on ${paper}`)
}

async function measure(db: Db, discussed: string): Promise<Row[]> {
  const site = siteOver(db)
  const member = await aMember(db, 'ada')
  const paths = [
    ...['/papers/date/2026-03-03', '/papers/week/2026-W10', '/papers/month/2026-02', '/papers/trending'],
    ...[
      `/papers/${discussed}`,
      `/papers/${discussed}/comments`,
      `/papers/${discussed}/comments?sort=time&p=50`,
    ],
  ]
  const rows: Row[] = []
  for (const path of paths) {
    for (const [who, headers] of Object.entries({
      nobody: { host: '127.0.0.1:8080' },
      member: member.headers,
    })) {
      const times: number[] = []
      for (let time = -WARM_UP; time < TIMES; time++) {
        const began = performance.now()
        await (await site.request(`${testOrigin}${path}`, { headers })).text()
        if (time >= 0) times.push(performance.now() - began)
      }
      const [figure, longest] = [timesOf(times), Math.max(...times)]
      console.log(`${path} (${who}): median ${figure.median.toFixed(1)} ms, longest ${longest.toFixed(0)} ms`)
      rows.push({ what: `many votes: ${path}, ${who}`, figure })
    }
  }
  return rows
}
