// Days of digests in some time zones, from processes that are killed (SIGKILL), through a mail server that refuses, breaks
// off and falls silent at random: nobody gets a paper twice, or anything that they don't want; each that is due has a delivery,
// and what its state says is what the server saw.
// Run: npm run soak -- digests [--subscribers 2000] [--days 5] [--kills 20] [--nodes 2] [--database URL] [--seed N]

import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type Db, openDatabase } from '../../src/db/connect.ts'
import { migrate } from '../../src/db/migrate.ts'
import { edition } from '../../test/support/digests.ts'
import { fill } from '../../test/support/records.ts'
import { type Crowd, makeCrowd } from './digest-crowd.ts'
import { startDigestNode } from './digest-process.ts'
import { type DigestSink, startSink } from './digest-sink.ts'
import { createRandom, type Random } from './random.ts'

export interface DigestsOptions {
  subscribers: number
  days: number
  kills: number
  nodes: number
  seed: number
  /** PostgreSQL, an empty database; absent: an embedded one in a folder that goes. */
  database?: string | undefined
  print: (line: string) => void
}

export async function run(args: string[]): Promise<string[]> {
  const { values } = parseArgs({
    args,
    options: {
      subscribers: { type: 'string', default: '2000' },
      days: { type: 'string', default: '5' },
      kills: { type: 'string', default: '20' },
      nodes: { type: 'string', default: '2' },
      seed: { type: 'string', default: '1' },
      database: { type: 'string' },
    },
  })
  const [subscribers, days, kills] = [Number(values.subscribers), Number(values.days), Number(values.kills)]
  const [nodes, seed] = [Number(values.nodes), Number(values.seed)]
  const print = (line: string) => console.log(line)
  return soakDigests({ subscribers, days, kills, nodes, seed, database: values.database, print })
}

const HOUR_MS = 3_600_000
/** A Monday; editions of the days before exist. */
const FIRST = Date.parse('2026-03-02T00:00:00Z')
const editionDays = ['2026-02-26', '2026-02-27', '2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05']

/** Returns what went wrong, a sentence each. */
export async function soakDigests(options: DigestsOptions): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'broadsheet-digests-'))
  const home = { data: folder, url: options.database }
  const database = openDatabase(home)
  const random = createRandom(options.seed)
  const sink = await startSink(random)
  try {
    await migrate(database)
    for (const day of editionDays) await fill(database.db, edition(day, 12))
    const crowd = await makeCrowd(database.db, random, options.subscribers)
    const began = performance.now()
    await passDays({ ...options, db: database.db, home, random, sink, crowd })
    const seconds = (performance.now() - began) / 1_000
    return await judge(database.db, { sink, crowd, options, seconds })
  } finally {
    await sink.close()
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Passing extends DigestsOptions {
  db: Db
  home: { data: string; url: string | undefined }
  random: Random
  sink: DigestSink
  crowd: Crowd
}

/** Hour by hour; some people change their mind in between. At last without faults, until nothing waits. */
async function passDays(passing: Passing): Promise<void> {
  const { days, kills, random, sink, crowd, home } = passing
  const hours = days * 24
  const killedAt = new Map<number, number>()
  for (let i = 0; i < kills; i++) {
    const hour = random.below(hours)
    killedAt.set(hour, (killedAt.get(hour) ?? 0) + 1)
  }
  const nodes = Array.from({ length: passing.nodes }, () => startDigestNode(home, sink.url))
  try {
    for (let hour = 0; hour < hours + 30; hour++) {
      const now = FIRST + hour * HOUR_MS
      sink.misbehave(hour < hours ? 0.05 : 0)
      if (hour < hours) await crowd.changeSome(now, sink.taken.length)
      const running = Promise.all(nodes.map((node) => node.sendAt(now)))
      for (let kill = 0; kill < (killedAt.get(hour) ?? 0); kill++) {
        await sleep(random.below(120))
        const at = random.below(nodes.length)
        await nodes[at]?.kill()
        nodes[at] = startDigestNode(home, sink.url)
      }
      await running
      await Promise.all(nodes.map((node) => node.sendAt(now)))
    }
  } finally {
    for (const node of nodes) await node.kill()
  }
}

interface Facts {
  sink: DigestSink
  crowd: Crowd
  options: DigestsOptions
  seconds: number
}

async function judge(db: Db, { sink, crowd, options, seconds }: Facts): Promise<string[]> {
  const rows = await db
    .selectFrom('digest_delivery')
    .select(['id', 'subscription_id', 'day', 'period', 'state'])
    .execute()
  const states = Object.groupBy(rows, ({ state }) => state)
  const counts = Object.entries(states).map(([state, all = []]) => `${all.length} ${state}`)
  const doubtful = states.doubtful?.length ?? 0
  // Each node has four connections: so many may have been past DATA when it was killed.
  const most = sink.unansweredAfterDot() + 4 * options.kills
  options.print(`${sink.taken.length} mails taken in ${seconds.toFixed(1)} s; ${counts.join(', ')}`)
  options.print(`${options.kills} kills, ${sink.unansweredAfterDot()} not answered after the last dot`)
  return [
    ...(sink.taken.length === 0 ? ['No mail was taken at all.'] : []),
    ...(doubtful > most ? [`${doubtful} are doubtful, of ${most} that may be.`] : []),
    ...papersTwice(sink),
    ...statesThatLie(sink, rows),
    ...crowd.unwanted(sink.taken),
    ...crowd.missing(await db.selectFrom('digest_paper').select(['subscription_id', 'paper_id']).execute()),
  ]
}

function papersTwice({ taken }: DigestSink): string[] {
  const had = new Set<string>()
  const problems: string[] = []
  for (const { to, papers } of taken)
    for (const paper of papers) {
      const key = `${to} ${paper}`
      if (had.has(key)) problems.push(`${to} got ${paper} twice.`)
      had.add(key)
    }
  return problems
}

/** What was sent was taken once; what failed, was dropped or waits never; what is doubtful at most once. */
function statesThatLie({ taken }: DigestSink, rows: { id: string; state: string }[]): string[] {
  const times = new Map<string, number>()
  for (const { deliveryId } of taken) times.set(deliveryId, (times.get(deliveryId) ?? 0) + 1)
  return rows.flatMap(({ id, state }) => {
    const count = times.get(id) ?? 0
    const isRight = state === 'sent' ? count === 1 : state === 'doubtful' ? count <= 1 : count === 0
    const isOver = state !== 'waiting' && state !== 'sending'
    return [
      ...(isRight ? [] : [`A delivery that is ${state} was taken ${count} times.`]),
      ...(isOver ? [] : [`A delivery is still ${state}.`]),
    ]
  })
}
