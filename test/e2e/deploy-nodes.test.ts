// Three nodes over one store behind the proxies of deploy/: restarted one after the other, killed, and gone all at once.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { createPostgresDatabase, databaseKinds, temporaryFolder } from '../support/database.ts'
import { type RunningSite, runProgram, startSite } from '../support/program.ts'
import { ask, freePort, proxyPrograms, type RunningProxy, siteName } from '../support/proxies.ts'

interface Node {
  restart(): Promise<void>
  kill(): Promise<void>
  start(): Promise<void>
  served(): number
}

async function startNode(port: number, store: Record<string, string>): Promise<Node> {
  const env = { ...store, PUBLIC_URL: `https://${siteName}`, TRUST_PROXY: 'on', JOBS: 'off', API_RATE: 'off' }
  let site: RunningSite
  const start = async () => {
    site = await startSite(['--data', temporaryFolder(), '--port', String(port)], { env })
  }
  await start()
  return {
    start,
    async restart() {
      assert.equal(await site.stop(), 0)
      await start()
    },
    async kill() {
      site.process.kill('SIGKILL')
      await once(site.process, 'exit')
    },
    served: () => site.said().match(/"msg":"request"/g)?.length ?? 0,
  }
}

const question = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} })
const asAgent = { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' }

interface Crowd {
  /** Stops asking; how many were answered, and the rest by what became of them. */
  leave(): Promise<{ answered: number; lost: string[] }>
}

/** Three readers of pages, and two who send what a proxy must not send twice; each of them asks on and on. */
function startCrowd({ port }: RunningProxy, { posts }: { posts: boolean }): Crowd {
  const lost: string[] = []
  let answered = 0
  let isOver = false
  const goOn = async (what: string, asking: () => ReturnType<typeof ask>) => {
    for (let i = 0; i < 5_000 && !isOver; i++) {
      const status = await asking().then(
        ({ status, body }) => (status === 200 ? status : `${status} ${String(body).slice(0, 60)}`),
        (error) => String(error),
      )
      if (status === 200) answered++
      else lost.push(`${what}: ${status}`)
      await sleep(25)
    }
  }
  const reading = () => ask(port, '/papers/date/2025-12-05')
  const sending = () => ask(port, '/mcp', { method: 'POST', headers: asAgent, body: question })
  const everybody = [1, 2, 3].map(() => goOn('GET', reading))
  if (posts) everybody.push(goOn('POST', sending), goOn('POST', sending))
  return {
    async leave() {
      isOver = true
      await Promise.all(everybody)
      return { answered, lost }
    },
  }
}

/** Longer than a node rests in the examples after failures. */
const RESTS_MS = 2_500

const kind = databaseKinds.at(-1)

for (const { name, isInstalled, start } of proxyPrograms) {
  const title = `three nodes behind ${name} (${kind})`
  describe(title, { skip: !isInstalled && `${name} is not installed` }, () => {
    const nodes: Node[] = []
    let proxy: RunningProxy

    before(async () => {
      const database = await newStore()
      const ports = [await freePort(), await freePort(), await freePort()]
      for (const port of ports) nodes.push(await startNode(port, database))
      proxy = await start(ports)
    })

    test('each of them works', async () => {
      const crowd = startCrowd(proxy, { posts: true })
      await sleep(500)
      assert.deepEqual((await crowd.leave()).lost, [])
      for (const node of nodes) assert.ok(node.served() > 0, String(node.served()))
    })

    test('restarted one after the other, no request is lost', async () => {
      const crowd = startCrowd(proxy, { posts: true })
      for (const node of nodes) {
        await node.restart()
        await sleep(RESTS_MS)
      }
      const { answered, lost } = await crowd.leave()
      assert.deepEqual(lost, [])
      assert.ok(answered > 100, String(answered))
    })

    test('killed, no page is lost', async () => {
      const crowd = startCrowd(proxy, { posts: false })
      for (const node of nodes) {
        await node.kill()
        await sleep(300)
        await node.start()
        await sleep(RESTS_MS)
      }
      assert.deepEqual((await crowd.leave()).lost, [])
    })

    test('all gone, a reader is told to come again; back, they are found by themselves', async () => {
      for (const node of nodes) await node.kill()
      const { status, headers, body } = await ask(proxy.port, '/')
      assert.deepEqual([status, headers['retry-after']], [503, '5'])
      assert.match(String(body), /Try again in a few seconds/)
      for (const node of nodes) await node.start()
      let seconds = 0
      while ((await ask(proxy.port, '/')).status !== 200) {
        assert.ok(++seconds < 30, 'the proxy does not find the nodes again')
        await sleep(1_000)
      }
    })
  })
}

async function newStore(): Promise<Record<string, string>> {
  // A node has a data folder of its own, so several need PostgreSQL; without it, each shows the sample edition.
  if (kind === 'sqlite') return {}
  const url = await createPostgresDatabase()
  assert.equal((await runProgram(['migrate', '--database', url])).status, 0)
  return { DATABASE_URL: url }
}
