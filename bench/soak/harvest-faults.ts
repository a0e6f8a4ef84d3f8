// Harvests from a server that misbehaves in every way it knows, killed (SIGKILL) at random moments: in the end the
// store holds exactly the records served. Then two processes at once keep arXiv's rule of three seconds.
// Run: npm run soak -- harvest-faults [--runs 100] [--records 2000] [--kills 3] [--rule-ms 3000] [--seed N]

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type Database, openDatabase } from '../../src/db/connect.ts'
import { migrate } from '../../src/db/migrate.ts'
import { byId, storedPapers, toldOf } from '../../test/support/harvested-papers.ts'
import { everyFault } from '../../test/support/misbehaving/faults.ts'
import { type MisbehavingServer, startMisbehavingServer } from '../../test/support/misbehaving/start.ts'
import { createRandom } from './random.ts'

export interface HarvestFaultsOptions {
  runs: number
  records: number
  /** How often a harvest is killed before it is let be. */
  kills: number
  /** The pause that two processes must keep; 0 leaves this part out. */
  ruleMs: number
  seed: number
  print: (line: string) => void
}

export async function run(args: string[]): Promise<string[]> {
  const { values } = parseArgs({
    args,
    options: {
      runs: { type: 'string', default: '100' },
      records: { type: 'string', default: '2000' },
      kills: { type: 'string', default: '3' },
      'rule-ms': { type: 'string', default: '3000' },
      seed: { type: 'string', default: '1' },
    },
  })
  return harvestWithFaults({
    runs: Number(values.runs),
    records: Number(values.records),
    kills: Number(values.kills),
    ruleMs: Number(values['rule-ms']),
    seed: Number(values.seed),
    print: (line) => console.log(line),
  })
}

const days = { since: '2026-01-01', until: '2026-03-04' }
const source = 'arxiv:cs+math+physics+stat+q-bio+eess'

/** Returns what went wrong, a sentence each. */
export async function harvestWithFaults(options: HarvestFaultsOptions): Promise<string[]> {
  const problems: string[] = []
  for (let number = 0; number < options.runs; number++) {
    problems.push(...(await inFolder((folder) => oneRun(folder, options.seed + number, options))))
  }
  if (options.ruleMs > 0) problems.push(...(await inFolder((folder) => twoAtOnce(folder, options))))
  return problems
}

async function oneRun(folder: string, seed: number, options: HarvestFaultsOptions): Promise<string[]> {
  const { records, print } = options
  const random = createRandom(seed)
  const pageSize = Math.max(20, Math.round(records / 40))
  const server = await startMisbehavingServer({
    ...{ seed, records, pageSize, days, faults: everyFault },
    ...{ stallMs: 1_500, retryAfterSeconds: 0 },
  })
  const database = await emptyStore(folder)
  try {
    const began = performance.now()
    let kills = 0
    for (;;) {
      const child = harvest(folder, server, 0)
      const exited = once(child, 'exit')
      const killed = kills < options.kills && (await killedWithin(child, exited, 700 + random.next() * 2_500))
      if (random.next() < 0.3) server.expireTokens()
      if (killed) kills++
      const [status] = await exited
      if (status === 0) break
      if (!killed && status !== 0) return [`seed ${seed}: a harvest ended with status ${status}`]
    }
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    print(
      `seed ${seed}: ${server.records.length} records, ${server.requests.length} requests, ${kills} kills, ${seconds} s`,
    )
    return differences(await storedPapers(database.db), server).map((problem) => `seed ${seed}: ${problem}`)
  } finally {
    await Promise.all([database.close(), server.close()])
  }
}

/** False where it was through before. */
async function killedWithin(child: ChildProcess, exited: Promise<unknown>, ms: number): Promise<boolean> {
  await Promise.race([exited, sleep(ms)])
  return child.exitCode === null && child.kill('SIGKILL')
}

function differences(stored: ReturnType<typeof toldOf>[], server: MisbehavingServer): string[] {
  const served = byId(server.records.map(toldOf))
  const wrong = served.filter((paper, at) => JSON.stringify(paper) !== JSON.stringify(stored[at]))
  if (stored.length === served.length && wrong.length === 0) return []
  return [`${stored.length} papers instead of ${served.length}, the first wrong one is ${wrong[0]?.id}`]
}

/** The same rule holds for both, as the server sees it. */
async function twoAtOnce(folder: string, { ruleMs, seed, print }: HarvestFaultsOptions): Promise<string[]> {
  const server = await startMisbehavingServer({ seed, records: 120, pageSize: 30, days })
  const database = await emptyStore(folder)
  try {
    const two = [harvest(folder, server, ruleMs), harvest(folder, server, ruleMs, `arxiv-api:cs.LG+cs.CL`)]
    const statuses = await Promise.all(two.map(async (child) => (await once(child, 'exit'))[0]))
    const times = server.requests.map(({ at }) => at).sort((a, b) => a - b)
    const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0))
    const least = Math.min(...gaps)
    print(
      `two processes: ${times.length} requests, at least ${least.toFixed(0)} ms apart, ${server.maxOpen} at once`,
    )
    return [
      ...(statuses.every((status) => status === 0)
        ? []
        : [`two processes ended with ${statuses.join(' and ')}`]),
      ...(least >= ruleMs ? [] : [`two requests came ${least.toFixed(0)} ms apart`]),
      ...(server.maxOpen <= 1 ? [] : [`${server.maxOpen} requests were open at once`]),
    ]
  } finally {
    await Promise.all([database.close(), server.close()])
  }
}

function harvest(folder: string, server: MisbehavingServer, pauseMs: number, what = source): ChildProcess {
  const program = join(import.meta.dirname, '../../src/main.ts')
  const range = ['--since', days.since, '--until', days.until]
  return spawn(
    process.execPath,
    ['--import', 'tsx', program, 'harvest', what, ...range, '--data', folder, '--json'],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...{ PATH: process.env.PATH, ...server.settings },
        ...{ SOURCES: source, TEST_POLITENESS_MS: String(pauseMs) },
      },
    },
  )
}

async function emptyStore(folder: string): Promise<Database> {
  const database = openDatabase({ data: folder })
  await migrate(database)
  return database
}

async function inFolder(work: (folder: string) => Promise<string[]>): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-harvest-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
