// How fast OAI-PMH records go into the store, with no politeness, from a server of generated records in a process of its
// own; and whether memory stays flat. The floor is the same pages fetched and thrown away.
// Run: npm run bench -- harvest [--records 200000]

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { systemClock } from '../src/clock.ts'
import { readConfig } from '../src/config.ts'
import { openDatabase } from '../src/db/connect.ts'
import { migrate } from '../src/db/migrate.ts'
import { harvestSource } from '../src/sources/harvest/harvest-source.ts'
import { sourceClient } from '../src/sources/harvest/harvester.ts'
import { harvestedSource } from '../src/sources/harvest/sources-of-settings.ts'
import { onPostgres } from './real-papers.ts'
import { noPostgres, type Row } from './round/row.ts'
import { startRecordServer } from './soak/record-server.ts'

const range = { since: '2026-01-01', until: '2026-03-04' }
const source = { source: 'arxiv' as const, parts: [] }

export async function run(args: string[]): Promise<Row[]> {
  const { values } = parseArgs({ args, options: { records: { type: 'string', default: '200000' } } })
  const records = Number(values.records)
  const server = await startRecordServer(records, range)
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-bench-'))
  try {
    console.log(
      '| | records | seconds | records/s | memory at a quarter | at the end |\n|---|---|---|---|---|---|',
    )
    const floor = await fetchAll(server.settings)
    console.log(line('fetched and thrown away', floor))
    const peer = { name: 'fetched and thrown away', figure: rateOf(floor) }
    const harvest = async (name: string, url?: string): Promise<Row> => {
      const measured = await harvestAll(server.settings, folder, url)
      console.log(line(`harvest, ${name}`, measured))
      return { what: `harvest, ${name}: records`, figure: rateOf(measured), peer }
    }
    const rows = [await harvest('SQLite')]
    const postgres = process.env.TEST_DATABASE_URL
    if (postgres === undefined) return [...rows, { what: 'harvest, PostgreSQL', why: noPostgres }]
    return [...rows, await onPostgres(postgres, (url) => harvest('PostgreSQL', url))]
  } finally {
    server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Measured {
  records: number
  seconds: number
  /** Megabytes. */
  early?: number
  late?: number
}

const rateOf = ({ records, seconds }: Measured) => ({ perSecond: records / seconds })

async function harvestAll(
  settings: Record<string, string>,
  data: string,
  url: string | undefined,
): Promise<Measured> {
  const environment = { BROADSHEET_DATA: data, TEST_POLITENESS_MS: '0', SOURCES: 'arxiv:cs', ...settings }
  const { values } = readConfig({ environment })
  const database = openDatabase({ data, url })
  await migrate(database)
  const http = sourceClient(values, '0.0.0', true)
  const memory: number[] = []
  try {
    const began = performance.now()
    const parts = {
      ...{ db: database.db, clock: systemClock, http, settings: values, patienceMs: 0 },
      onProgress: () => memory.push(process.memoryUsage.rss() / 1e6),
    }
    const result = await harvestSource(parts, harvestedSource(values, source), { cause: 'command', range })
    if (result.state !== 'done') throw new Error(result.error)
    const seconds = (performance.now() - began) / 1000
    return { records: result.records, seconds, ...spanOf(memory) }
  } finally {
    await Promise.all([http.close(), database.close()])
  }
}

const spanOf = (memory: number[]) => ({
  early: memory[Math.floor(memory.length / 4)] ?? 0,
  late: memory.at(-1) ?? 0,
})

async function fetchAll(settings: Record<string, string>): Promise<Measured> {
  const began = performance.now()
  let records = 0
  let query = `metadataPrefix=arXivRaw&from=${range.since}&until=${range.until}`
  for (;;) {
    const page = await (await fetch(`${settings.ARXIV_OAI_URL}?verb=ListRecords&${query}`)).text()
    records += page.split('<record>').length - 1
    const token = /<resumptionToken[^>]*>([^<]+)</.exec(page)?.[1]
    if (token === undefined) return { records, seconds: (performance.now() - began) / 1000 }
    query = `resumptionToken=${encodeURIComponent(token)}`
  }
}

function line(name: string, { records, seconds, early, late }: Measured): string {
  const mb = (value: number | undefined) => (value === undefined ? '' : `${value.toFixed(0)} MB`)
  return `| ${name} | ${records} | ${seconds.toFixed(1)} | ${Math.round(records / seconds)} | ${mb(early)} | ${mb(late)} |`
}
