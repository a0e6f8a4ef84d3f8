// Random and hostile queries at the engine (reading, search, type-ahead, similar papers, highlights) and over HTTP:
// nothing may fail. Reports the slowest; none at the engine should take over 250 ms.
// Run: npm run soak -- hostile-queries [--queries 20000] [--requests 2000] [--papers 5000] [--seed 1] [--real]
//      [--data DIR]    an existing data folder instead of papers of its own

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Database, openDatabase } from '../../src/db/connect.ts'
import { migrate } from '../../src/db/migrate.ts'
import { buildIndex } from '../../src/finding/build-index.ts'
import { indexFolder } from '../../src/finding/index-key.ts'
import { loadEncoder } from '../../src/finding/load-encoder.ts'
import { LocalFinder } from '../../src/finding/local-finder.ts'
import { papersChangedAfter } from '../../src/finding/queries.ts'
import { askEngine } from './hostile-engine.ts'
import { askOverHttp } from './hostile-requests.ts'
import { fillStore, type PapersWanted } from './soak-store.ts'

export interface HostileOptions extends PapersWanted {
  queries: number
  requests: number
  /** An existing data folder. */
  data?: string
  print(line: string): void
}

export interface Asked {
  finder: LocalFinder
  database: Database
  /** Of the store: to mutate, and to mark what was found. */
  papers: { id: string; title: string; abstract: string }[]
}

export function run(args: string[]): Promise<string[]> {
  const { values } = parseArgs({
    args,
    options: {
      queries: { type: 'string', default: '20000' },
      requests: { type: 'string', default: '2000' },
      papers: { type: 'string', default: '5000' },
      seed: { type: 'string', default: '1' },
      real: { type: 'boolean', default: false },
      data: { type: 'string' },
    },
  })
  return askHostile({
    queries: Number(values.queries),
    requests: Number(values.requests),
    papers: Number(values.papers),
    seed: Number(values.seed),
    real: values.real,
    ...(values.data === undefined ? {} : { data: values.data }),
    print: console.log,
  })
}

/** Returns what went wrong. */
export async function askHostile(options: HostileOptions): Promise<string[]> {
  const own = options.data === undefined ? mkdtempSync(join(tmpdir(), 'broadsheet-soak-')) : undefined
  const data = options.data ?? own ?? ''
  const database = openDatabase({ data })
  try {
    if (own !== undefined) {
      await migrate(database)
      await fillStore(database.db, data, options)
    }
    const asked = await openAll(database, data)
    return [...(await askEngine(asked, options)), ...(await askOverHttp(asked, options))]
  } finally {
    await database.close()
    if (own !== undefined) rmSync(own, { recursive: true, force: true })
  }
}

/** Titles to begin with. */
const SAMPLE = 500

async function openAll(database: Database, data: string): Promise<Asked> {
  const { db } = database
  const loaded = await loadEncoder({ kind: 'built-in' })
  const parts = { ...loaded, db, folder: indexFolder(data) }
  await buildIndex({ ...parts, signal: new AbortController().signal })
  const finder = new LocalFinder(parts)
  await finder.refresh()
  return { finder, database, papers: await papersChangedAfter(db, 0, SAMPLE) }
}
