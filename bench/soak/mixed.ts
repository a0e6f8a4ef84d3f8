// Everything at once on one node: people read, search, vote and discuss, papers are harvested, digests go out. Does its
// memory grow, does anything fail, how long do pages take? The site's clock runs 24 times as fast: half an hour is half a day.
// Run: npm run soak -- mixed --data DIR [--minutes 30] [--readers 20] [--searchers 3] [--members 10]   (a copy that may go)

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { shiftedClock } from '../../src/clock.ts'
import { type Database, openDatabase } from '../../src/db/connect.ts'
import { migrate } from '../../src/db/migrate.ts'
import { queueHarvest } from '../../src/jobs/queue-harvest.ts'
import { startMailSink } from '../digests/sink-process.ts'
import { subscribeMany } from '../digests/subscribe-many.ts'
import { memoryOf, timesText } from '../process-figures.ts'
import { act } from './crowd-member.ts'
import { freePort } from './free-port.ts'
import { pagesToRead, read, searchesOf, type Waits } from './mixed-readers.ts'
import { createRandom } from './random.ts'
import { startRecordServer } from './record-server.ts'
import { someMembers } from './voting-crowd.ts'

const program = join(import.meta.dirname, '../../bin/broadsheet')
const START = '2025-10-30T05:00:00Z'
const SPEED = 24
const HARVEST_EVERY_MS = 180_000
const SUBSCRIBERS = 20_000
const WARM_UP_MINUTES = 10

interface Numbers {
  minutes: number
  readers: number
  searchers: number
  members: number
}

export async function run(args: string[]): Promise<string[]> {
  const option = (value: string) => ({ type: 'string', default: value }) as const
  const { values } = parseArgs({
    args,
    options: {
      ...{ data: { type: 'string' }, minutes: option('30'), readers: option('20') },
      ...{ searchers: option('3'), members: option('10') },
    },
  })
  if (values.data === undefined)
    return ['Say where a copy of a store with papers and its index is: --data DIR']
  const [minutes, readers, searchers, members] = [
    values.minutes,
    values.readers,
    values.searchers,
    values.members,
  ].map(Number) as [number, number, number, number]
  return soakMixed(values.data, { minutes, readers, searchers, members })
}

async function soakMixed(data: string, numbers: Numbers): Promise<string[]> {
  const database = openDatabase({ data })
  const sink = await startMailSink()
  const sources = await startRecordServer(4_000, { since: '2025-10-20', until: '2025-10-31' })
  let child: ChildProcess | undefined
  try {
    await migrate(database)
    await subscribeMany(database.db, SUBSCRIBERS)
    const port = await freePort()
    child = await serve(data, port, { ...sources.settings, SMTP_URL: sink.url })
    const site = `http://127.0.0.1:${port}`
    const figures = await letThemAct(database, { site, child, numbers })
    const mails = await sink.count()
    console.log(`${mails.mails} digests`)
    return judge(figures)
  } finally {
    child?.kill('SIGTERM')
    if (child) await once(child, 'exit')
    sink.close()
    sources.stop()
    await database.close()
  }
}

async function serve(data: string, port: number, settings: Record<string, string>): Promise<ChildProcess> {
  const child = spawn(program, ['serve', '--port', String(port), '--json', '--data', data], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...{ PATH: process.env.PATH, HOME: process.env.HOME, LOG_LEVEL: 'warn', DUMPS: 'off', API_RATE: 'off' },
      ...{ TEST_CLOCK: `${START} ${SPEED}`, TEST_POLITENESS_MS: '0', SOURCES: 'arxiv:cs' },
      ...{ MAIL_FROM: 'Papers <papers@example.org>', DIGEST_DOMAIN_RATE: 'off', ...settings },
    },
  })
  await once(child.stdout as NodeJS.ReadableStream, 'data')
  while (!(await fetch(`http://127.0.0.1:${port}/papers?q=neural+networks`)).ok) await sleep(100)
  return child
}

interface Figures {
  pages: Waits[]
  searches: Waits[]
  actions: number[]
  failedActions: string[]
  /** Megabytes, one a minute. */
  memory: number[]
}

async function letThemAct(
  { db }: Database,
  { site, child, numbers }: { site: string; child: ChildProcess; numbers: Numbers },
): Promise<Figures> {
  const listed = await db
    .selectFrom('paper')
    .select(['id', 'title'])
    .where('id', 'like', '2510.%')
    .limit(2_000)
    .execute()
  const [ids, titles] = [listed.map(({ id }) => id), listed.map(({ title }) => title)]
  const until = performance.now() + numbers.minutes * 60_000
  const random = (at: number) => createRandom(at + 1)
  const reading = (count: number, from: number, addressFor: (seed: number) => () => string, pause: number) =>
    Array.from({ length: count }, (_, at) =>
      read({ site, random: random(from + at), until, address: addressFor(from + at), pause }),
    )
  const members = await someMembers(db, numbers.members, [{ url: site }])
  const acting = members.map((member, at) =>
    act({
      ...member,
      papers: ids.slice(0, 50),
      random: random(900 + at),
      until: Date.now() + numbers.minutes * 60_000,
    }),
  )
  const pages = Promise.all(reading(numbers.readers, 0, (seed) => pagesToRead(random(seed), ids), 2_000))
  const searches = Promise.all(
    reading(numbers.searchers, 500, (seed) => searchesOf(random(seed), titles), 3_000),
  )
  const memory = await watch(child, until, () => queueHarvest(db, shiftedClock(START, SPEED).now(), 'arxiv'))
  const ledgers = await Promise.all(acting)
  return {
    ...{ pages: await pages, searches: await searches, memory },
    actions: ledgers.flatMap(({ milliseconds }) => milliseconds),
    failedActions: ledgers.flatMap(({ errors }) => errors),
  }
}

async function watch(child: ChildProcess, until: number, harvest: () => Promise<void>): Promise<number[]> {
  const memory: number[] = []
  let nextHarvest = performance.now() + 30_000
  let nextMinute = performance.now() + 60_000
  while (performance.now() < until && child.exitCode === null) {
    await sleep(1_000)
    if (performance.now() >= nextHarvest) {
      nextHarvest += HARVEST_EVERY_MS
      await harvest()
    }
    if (performance.now() < nextMinute) continue
    nextMinute += 60_000
    memory.push(Math.round(memoryOf(child)))
    console.log(`minute ${memory.length}: ${memory.at(-1)} MB`)
  }
  return memory
}

function judge({ pages, searches, actions, failedActions, memory }: Figures): string[] {
  const times = (waits: Waits[]) => waits.flatMap(({ took }) => took.map(({ ms }) => ms))
  console.log(`pages: ${timesText(times(pages))}`)
  for (const line of slowest(pages)) console.log(line)
  console.log(`searches, whole pages: ${timesText(times(searches))}`)
  console.log(`votes and comments: ${timesText(actions)}`)
  const [early, late] = [memory.slice(WARM_UP_MINUTES - 5, WARM_UP_MINUTES), memory.slice(-5)].map(median)
  console.log(`memory, median of minutes 6 to 10 and of the last five: ${early} and ${late} MB`)
  const hasGrown = memory.length > WARM_UP_MINUTES + 5 && (late ?? 0) > 1.1 * (early ?? 0)
  return [
    ...[...pages, ...searches].flatMap(({ errors }) => errors),
    ...failedActions,
    ...(hasGrown ? [`Memory grew from ${early} to ${late} MB.`] : []),
  ]
}

/** The pages waited for longest, to see what they have in common. */
const slowest = (pages: readonly Waits[]): string[] =>
  pages
    .flatMap(({ took }) => took)
    .sort((a, b) => b.ms - a.ms)
    .slice(0, 12)
    .map(({ path, minute, ms }) => `  ${ms.toFixed(0)} ms in minute ${minute}: ${path}`)

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
