// The site of the journeys: three nodes behind nginx over a PostgreSQL of their own, with a mail server, a source that
// misbehaves, a receiver of webhooks and a browser.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Db, openDatabase } from '../../src/db/connect.ts'
import { migrate } from '../../src/db/migrate.ts'
import { launchBrowser } from '../../test/support/browser.ts'
import { type HookReceiver, startHookReceiver } from '../../test/support/hook-receiver.ts'
import { listPapers, type Stage, stageAt } from '../../test/support/journey/stage.ts'
import { startMailServer } from '../../test/support/mail-server.ts'
import { type MisbehavingServer, startMisbehavingServer } from '../../test/support/misbehaving/start.ts'
import { type CrowdNode, startNode } from './crowd-nodes.ts'
import type { TimedError } from './downtimes.ts'
import { freePort } from './free-port.ts'
import { type Ledger, openLedger } from './journey-ledger.ts'
import { startNginx } from './nginx.ts'
import { makeCluster, type OwnCluster } from './own-cluster.ts'
import { somePapers } from './voting-crowd.ts'

export interface JourneySite {
  stage: Stage
  db: Db
  cluster: OwnCluster
  nodes: readonly CrowdNode[]
  receiver: HookReceiver
  /** Ids of papers that nobody's journey is about. */
  papers: readonly string[]
  /** Files with what the nodes said. */
  logs: readonly string[]
  ledger: Ledger
  /** Answers that didn't come. */
  errors: TimedError[]
}

const NODES = 3
/** So many members' journeys can be made: each has a paper of its own. */
export const MOST_MEMBERS = 60
export const listedPaper = (round: number): string => `2603.${String(round + 1).padStart(5, '0')}`

/** Those who were here before. */
const people = [
  ...['ben', 'fay', 'sam', 'pia', 'mia'].map((name) => ({ name, role: 'reader' as const })),
  { name: 'cleo', role: 'moderator' as const },
  ...['dorit', 'adam'].map((name) => ({ name, role: 'admin' as const })),
]

/** Starts all, does the work, and stops all whatever came of it. */
export async function atJourneySite<T>(seed: number, work: (site: JourneySite) => Promise<T>): Promise<T> {
  const endings: (() => Promise<unknown> | unknown)[] = []
  const ends = <P>(part: P, end: (part: P) => Promise<unknown> | unknown): P => {
    endings.push(() => end(part))
    return part
  }
  try {
    return await work(await start(seed, ends))
  } finally {
    for (const end of endings.reverse()) await end()
  }
}

type Ends = <P>(part: P, end: (part: P) => Promise<unknown> | unknown) => P

async function start(seed: number, ends: Ends): Promise<JourneySite> {
  const folder = ends(await mkdtemp(join(tmpdir(), 'broadsheet-journeys-')), (path) =>
    rm(path, { recursive: true, force: true }),
  )
  const cluster = ends(await makeCluster(), (it) => it.remove())
  const database = ends(openDatabase({ data: '', url: cluster.url }), (it) => it.close())
  await migrate(database)
  const mail = ends(await startMailServer(), (it) => it.close())
  const receiver = ends(await startHookReceiver(), (it) => it.close())
  const source = ends(await startMisbehavingServer(misbehaving(seed)), (it) => it.close())
  const browser = ends(await launchBrowser(), (it) => it.close())
  const papers = await somePapers(database.db, { papers: 120, seed })
  await listPapers(
    database.db,
    Array.from({ length: MOST_MEMBERS }, (_, round) => listedPaper(round)),
  )
  const port = await freePort()
  const env = settings(`http://127.0.0.1:${port}`, { source, mail: mail.url })
  const logs = Array.from({ length: NODES }, (_, number) => join(folder, `node-${number}.log`))
  const nodes: CrowdNode[] = []
  for (const [number, log] of logs.entries()) {
    const home = { data: join(folder, `node-${number}`), databaseUrl: cluster.url, env, log }
    nodes.push(ends(await startNode(home), (node) => node.stop()))
  }
  ends(
    await startNginx(
      folder,
      port,
      nodes.map((node) => node.port),
    ),
    (it) => it.stop(),
  )
  const stage = stageAt({ url: env.PUBLIC_URL, browser, mail, source }, database.db)
  for (const { name, role } of people) await stage.addMember(name, role)
  const kept = { ledger: openLedger(), errors: [] }
  return { stage, db: database.db, cluster, nodes, receiver, papers, logs, ...kept }
}

const misbehaving = (seed: number) => ({
  ...{ seed, records: 200, days: { since: daysAgo(40), until: daysAgo(0) } },
  faults: { gzip: 0.3, slowDrip: 0.3, redirected: 0.3, wrongCharset: 0.1 },
})

const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)

const settings = (url: string, { source, mail }: { source: MisbehavingServer; mail: string }) => ({
  ...source.settings,
  ...{ PUBLIC_URL: url, TRUST_PROXY: 'on', API_RATE: 'off', FETCH_ALLOW: '127.0.0.1' },
  ...{ SMTP_URL: mail, MAIL_FROM: 'papers@example.org', DIGEST_DOMAIN_RATE: 'off' },
  ...{ SOURCES: 'biorxiv', TEST_POLITENESS_MS: '10' },
})
