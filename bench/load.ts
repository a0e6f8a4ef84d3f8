// How many requests one node answers: lists as JSON and as HTML, a paper, and that nothing changed; beside nginx with
// the same bytes as files, in the same run. Then how long answers take at half of the rates that are asked of it.
// Run: npm run bench -- load --data DIR [--seconds 10]   (a store with papers; `wrk` from the distribution, for the second
// part `hey`)

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { hasHey, latencyAt } from './load/hey.ts'
import { startNginx } from './load/nginx-peer.ts'
import { hasWrk, throughput } from './load/wrk.ts'
import { type Row, skipped } from './round/row.ts'

const program = join(import.meta.dirname, '../bin/broadsheet')
const day = '2025-10-29'

interface Case {
  name: string
  path: string
  /** Requests a second that are asked of one node. */
  asked?: number
  known?: true
}

const cases: readonly Case[] = [
  { name: 'daily list, JSON', path: `/api/daily_papers?date=${day}`, asked: 3_000 },
  { name: 'list page, HTML', path: `/papers/date/${day}`, asked: 1_000 },
  { name: 'nothing changed, 304', path: `/api/daily_papers?date=${day}`, asked: 8_000, known: true },
  { name: 'front page, HTML', path: '/' },
  { name: 'Atom feed', path: `/papers/date/${day}.atom` },
]

export async function run(args: string[]): Promise<Row[]> {
  const { values } = parseArgs({
    args,
    options: { data: { type: 'string' }, seconds: { type: 'string', default: '10' } },
  })
  if (values.data === undefined) return skipped('load', 'say where a store with papers is: --data DIR')
  if (!hasWrk()) return skipped('load', 'wrk is not installed')
  if (!hasHey()) console.log('hey is not installed: no latencies.')
  const { site, child } = await serve(values.data)
  try {
    const bytes = new Map<string, Uint8Array>()
    for (const { name, path } of cases) bytes.set(fileName(name), await bodyOf(site + path))
    const nginx = await startNginx(bytes)
    if (!nginx) console.log('nginx is not installed: no peer.')
    const rows: Row[] = []
    for (const one of cases) {
      const peer = nginx?.address(fileName(one.name))
      rows.push(await measure(one, { site, peer, seconds: Number(values.seconds) }))
    }
    await nginx?.close()
    return rows
  } finally {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
}

const fileName = (name: string): string => name.replace(/\W+/g, '-')

async function serve(data: string): Promise<{ site: string; child: ChildProcess }> {
  const child = spawn(program, ['serve', '--port', '0', '--json', '--data', data], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, SOURCES: '', JOBS: 'off', API_RATE: 'off' },
  })
  const [line] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer]
  return { site: (JSON.parse(line.toString()) as { url: string }).url.replace(/\/$/, ''), child }
}

const encoding = { 'Accept-Encoding': 'br' }

/** As it goes over the wire. */
async function bodyOf(address: string): Promise<Uint8Array> {
  const answer = await fetch(address, { headers: encoding })
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}.`)
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>()
  // What fetch has unpacked is packed again by the site: asked for a second time, as it is.
  const { get } = await import('node:http')
  get(address, { headers: encoding }, (response) => {
    const chunks: Buffer[] = []
    response.on('data', (chunk: Buffer) => chunks.push(chunk))
    response.on('end', () => resolve(Buffer.concat(chunks)))
  }).on('error', reject)
  return promise
}

interface Place {
  site: string
  peer: string | undefined
  seconds: number
}

async function measure({ name, path, asked, known }: Case, { site, peer, seconds }: Place): Promise<Row> {
  const ours = { ...encoding, ...(known && { 'If-None-Match': await etagOf(site + path) }) }
  const theirs = known && peer ? { 'If-None-Match': await etagOf(peer) } : {}
  const here = throughput({ address: site + path, headers: ours, seconds })
  const there = peer && throughput({ address: peer, headers: theirs, seconds })
  const ratio = there
    ? `, nginx ${there.perSecond.toFixed(0)}/s, ${(here.perSecond / there.perSecond).toFixed(2)} of it`
    : ''
  const failed = here.failed > 0 ? `, ${here.failed} failed` : ''
  const slow =
    asked === undefined || !hasHey()
      ? ''
      : `; at ${asked / 2}/s ${latencyAt({ address: site + path, headers: ours, seconds }, asked / 2)}`
  console.log(
    `${name}: ${here.perSecond.toFixed(0)}/s${asked === undefined ? '' : ` (asked ${asked})`}${ratio}${failed}${slow}`,
  )
  return {
    what: `load: ${name}`,
    figure: { perSecond: here.perSecond },
    ...(asked !== undefined && { asked }),
    ...(there && { peer: { name: 'nginx, a file', figure: { perSecond: there.perSecond } } }),
  }
}

async function etagOf(address: string): Promise<string> {
  const answer = await fetch(address, { headers: encoding })
  await answer.arrayBuffer()
  return answer.headers.get('etag') ?? ''
}
