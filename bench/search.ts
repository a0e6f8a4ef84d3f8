// The search's word half beside SQLite FTS5, PostgreSQL (where TEST_DATABASE_URL names a server), MiniSearch and
// Orama: the same papers, the same queries, in one run; prints Markdown tables.
// Run: npm run bench -- search [--papers N] [--queries N] [--seconds N] [--peers engine,hybrid,fts5,gin,rum,minisearch,orama]
// [--from FILE]   (papers of that file instead of the real ones)

import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { onPostgres, realPapers } from './real-papers.ts'
import { type Row, skipped } from './round/row.ts'
import { writePapers } from './search/paper-file.ts'
import { knownPeers } from './search/peers.ts'
import { type RemotePeer, startPeer } from './search/remote-peer.ts'
import { inRounds } from './search/rounds.ts'
import { comparison, comparisonRows } from './search/table.ts'
import { titleQueries } from './search/title-queries.ts'

/** The size at which all peers take part. */
const COMMON_SIZE = 100_000
const WARM_UP_QUERIES = 100

interface Options {
  names: string[]
  from: string[]
  queries: number
  /** A peer that is slow answers fewer queries: it stops after this. */
  seconds: number
}

export async function run(args: string[]): Promise<Row[]> {
  const { values } = parseArgs({
    args,
    options: {
      papers: { type: 'string', default: 'Infinity' },
      queries: { type: 'string', default: '2000' },
      seconds: { type: 'string', default: '180' },
      peers: { type: 'string', default: [...knownPeers.keys()].join(',') },
      from: { type: 'string', multiple: true, default: realPapers },
    },
  })
  const missing = values.from.filter((file) => !existsSync(file))
  if (missing.length > 0) return skipped('search', `${missing.join(', ')} is not here`)
  const options = {
    from: values.from,
    names: values.peers.split(','),
    queries: Number(values.queries),
    seconds: Number(values.seconds),
  }
  const papers = Number(values.papers)
  const rows: Row[] = []
  for (const size of papers > COMMON_SIZE ? [papers, COMMON_SIZE] : [papers])
    rows.push(...(await compare(size, options)))
  return rows
}

async function compare(size: number, options: Options): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-bench-'))
  try {
    const server = process.env.TEST_DATABASE_URL
    if (server === undefined) return await compareIn(folder, size, options)
    return await onPostgres(server, (postgres) => compareIn(folder, size, options, postgres))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function compareIn(folder: string, size: number, options: Options, postgres?: string): Promise<Row[]> {
  const papersFile = join(folder, 'papers.jsonl')
  const papers = await writePapers(papersFile, size, { from: options.from })
  const queries = await titleQueries(papersFile, WARM_UP_QUERIES + options.queries)
  const [peers, absent]: [RemotePeer[], Row[]] = [[], []]
  try {
    for (const name of options.names.filter((name) => papers <= (knownPeers.get(name)?.mostPapers ?? 0))) {
      const home = { folder: join(folder, name), postgres }
      mkdirSync(home.folder)
      const peer = await startPeer(name, papersFile, home)
      if ('absent' in peer) {
        console.log(`Without ${name}: ${peer.absent}.`)
        absent.push({ what: `search beside ${name}`, why: peer.absent })
      } else {
        // Not part of the tables: somebody waits for minutes.
        console.error(`${peer.built.name}: ${papers} papers in ${peer.built.seconds.toFixed(0)} s`)
        peers.push(peer)
      }
    }
    const answers = await inRounds(peers, {
      warmUp: queries.slice(0, WARM_UP_QUERIES),
      queries: queries.slice(WARM_UP_QUERIES),
      seconds: options.seconds,
    })
    const measured = peers.map(({ built }, at) => ({ built, answers: answers[at] ?? [] }))
    console.log(`\n${papers.toLocaleString('en-US')} papers\n\n${comparison(measured, papers)}`)
    return [...comparisonRows(measured, papers), ...absent]
  } finally {
    for (const peer of peers) await peer.stop()
  }
}
