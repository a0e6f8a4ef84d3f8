// Three nodes behind nginx over a PostgreSQL of their own. Members vote and comment, readers read and search, while nodes are
// killed (SIGKILL) in turn and the database ends twice, once in order and once as by a crash. Afterwards all that was
// acknowledged must be there, errors may have come only while something was down, and nobody helped.
// Run: npm run soak -- nodes [--minutes 3] [--people 30] [--papers 200] [--kills 6] [--nodes 3] [--seed N]

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Db, openDatabase } from '../../src/db/connect.ts'
import { migrate } from '../../src/db/migrate.ts'
import { breakOften, notReady } from './break-often.ts'
import { act } from './crowd-member.ts'
import { type CrowdNode, startNode } from './crowd-nodes.ts'
import { noteDowntimes } from './downtimes.ts'
import { freePort } from './free-port.ts'
import { noNginx, startNginx } from './nginx.ts'
import { makeCluster, noClusters, type OwnCluster } from './own-cluster.ts'
import { createRandom } from './random.ts'
import { startReaders } from './readers.ts'
import { lost, miscounted, report, someMembers, somePapers } from './voting-crowd.ts'

export interface NodesWanted {
  minutes: number
  people: number
  papers: number
  kills: number
  nodes: number
  seed: number
  print(line: string): void
}

/** Why it can't be run here, if so. */
export const whyNot: string | undefined = noClusters ?? noNginx

export async function run(args: string[]): Promise<string[]> {
  const text = (standard: string) => ({ type: 'string', default: standard }) as const
  const options = { minutes: text('3'), people: text('30'), papers: text('200'), kills: text('6') }
  const { values } = parseArgs({ args, options: { ...options, nodes: text('3'), seed: text('1') } })
  const [minutes, people, papers] = [Number(values.minutes), Number(values.people), Number(values.papers)]
  const [kills, nodes, seed] = [Number(values.kills), Number(values.nodes), Number(values.seed)]
  return soakNodes({ minutes, people, papers, kills, nodes, seed, print: (line) => console.log(line) })
}

/** Returns what went wrong, a sentence each. */
export async function soakNodes(wanted: NodesWanted): Promise<string[]> {
  if (whyNot !== undefined) return [whyNot]
  const folder = await mkdtemp(join(tmpdir(), 'broadsheet-nodes-'))
  const cluster = await makeCluster()
  const database = openDatabase({ data: '', url: cluster.url })
  const nodes: CrowdNode[] = []
  try {
    await migrate(database)
    const papers = await somePapers(database.db, wanted)
    const port = await freePort()
    const env = { PUBLIC_URL: `http://127.0.0.1:${port}`, TRUST_PROXY: 'on', API_RATE: 'off' }
    for (let number = 0; number < wanted.nodes; number++)
      nodes.push(await startNode({ data: join(folder, `node-${number}`), databaseUrl: cluster.url, env }))
    const nginx = await startNginx(
      folder,
      port,
      nodes.map((node) => node.port),
    )
    try {
      return await crowded(wanted, { db: database.db, cluster, nodes, papers, url: env.PUBLIC_URL })
    } finally {
      await nginx.stop()
    }
  } finally {
    for (const node of nodes) await node.stop()
    await database.close()
    await cluster.remove()
    await rm(folder, { recursive: true, force: true })
  }
}

interface Site {
  db: Db
  cluster: OwnCluster
  nodes: readonly CrowdNode[]
  papers: readonly string[]
  /** Of nginx. */
  url: string
}

async function crowded(wanted: NodesWanted, site: Site): Promise<string[]> {
  const { people, minutes, kills, seed, print } = wanted
  const { db, url, papers } = site
  const members = await someMembers(db, people, [{ url }])
  print(
    `${people} people, ${papers.length} papers, ${wanted.nodes} nodes, ${minutes} min, ${kills} kills, 2 restarts`,
  )
  const until = Date.now() + minutes * 60_000
  const downtimes = noteDowntimes()
  const acting = members.map((member, at) =>
    act({ ...member, papers, until, random: createRandom(seed + at), mayBeAway: true }),
  )
  const readers = startReaders(url, papers, until)
  await breakOften(site, { kills, until, downtimes })
  const ledgers = await Promise.all(acting)
  const read = await readers
  report(ledgers, minutes * 60, print)
  print(read.summary)
  return [
    ...ledgers.flatMap(({ errors }) => errors),
    ...downtimes.unexcused(read.errors),
    ...(await lost(db, members, ledgers)),
    ...(await miscounted(db)),
    ...(await notReady(site.nodes)),
  ]
}
