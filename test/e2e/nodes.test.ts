import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { OwnCluster } from '../../bench/soak/own-cluster.ts'
import type { Db } from '../../src/db/connect.ts'
import { addJob } from '../../src/jobs/queue.ts'
import { aCluster, withoutClusters } from '../support/clusters.ts'
import { memberAt, millisecondsUntil, startNodes, storeAt } from '../support/nodes.ts'
import type { RunningSite } from '../support/program.ts'
import { fill, paperRecord } from '../support/records.ts'

const papers = Array.from({ length: 8 }, (_, at) => paperRecord({ id: `2603.0000${at + 1}` }))

describe('three nodes over one PostgreSQL', { skip: withoutClusters, timeout: 180_000 }, () => {
  let cluster: OwnCluster
  let db: Db
  let nodes: RunningSite[]

  before(async () => {
    cluster = await aCluster()
    db = await storeAt(cluster.url)
    await fill(db, papers)
    nodes = await startNodes(3, cluster.url, { API_RATE: 'off' })
    await Promise.all(
      nodes.map(({ url }) => millisecondsUntil(async () => (await found(url, 'matter')) === 8)),
    )
  })

  test('a vote on one shows on the others within a second', async () => {
    const [first, ...others] = nodes as [RunningSite, ...RunningSite[]]
    const path = '/papers/2603.00001'
    // Answers that are kept from before the vote.
    for (const { url } of nodes) assert.equal(await votesOn(url, path), 0)
    const headers = await memberAt(db, first.url, 'voter-one')
    const body = new URLSearchParams({ vote: 'up' })
    const voted = await fetch(`${first.url}${path}/vote`, {
      method: 'POST',
      redirect: 'manual',
      headers,
      body,
    })
    assert.equal(voted.status, 303)
    const took = await Promise.all(
      others.map(({ url }) => millisecondsUntil(async () => (await votesOn(url, path)) === 1)),
    )
    assert.ok(Math.max(...took) < 1_000, `it took ${took.map(Math.round)} ms`)
  })

  test('a new paper is found on all within three seconds', async () => {
    const took: number[] = []
    for (const word of ['gardening', 'weaving', 'juggling']) {
      await sleep(Math.random() * 2_000)
      await fill(db, [paperRecord({ id: `2603.01${word.length}0${word.length}`, title: `About ${word}` })])
      const each = nodes.map(({ url }) => millisecondsUntil(async () => (await found(url, word)) === 1))
      took.push(...(await Promise.all(each)))
    }
    assert.ok(Math.max(...took) < 3_000, `it took ${took.map(Math.round)} ms`)
    // They are told: looks of their own come every two seconds only.
    assert.ok(median(took) < 1_000, `it took ${took.map(Math.round)} ms`)
  })

  test('a job that is asked for is begun at once', async () => {
    const took: number[] = []
    for (let number = 0; number < 5; number++) {
      await sleep(Math.random() * 1_000)
      const key = `now ${number}`
      await db.transaction().execute((tx) => addJob(tx, Date.now(), 'prune-jobs', {}, { key }))
      took.push(await millisecondsUntil(async () => (await stateOf(db, key)) === 'done'))
    }
    assert.ok(median(took) < 400, `it took ${took.map(Math.round)} ms`)
  })

  for (const how of ['fast', 'immediate'] as const) {
    test(`all outlive a database that ends (${how}) and comes back`, async () => {
      const answers = ask(nodes)
      await sleep(500)
      await cluster.stop(how)
      await sleep(1_500)
      await cluster.start()
      await Promise.all(nodes.map(({ url }) => millisecondsUntil(() => isReady(url))))
      await sleep(500)
      const { statuses, wrong } = await answers.end()
      assert.deepEqual(wrong, [])
      assert.ok(statuses.has(200) && statuses.has(503), [...statuses].join())

      // Nobody helped: what is new is told again, jobs are done again.
      await Promise.all(nodes.map(({ said }) => millisecondsUntil(async () => /news/.test(said()))))
      const word = how === 'fast' ? 'thatching' : 'glazing'
      await fill(db, [paperRecord({ id: `2603.0200${how.length}`, title: `About ${word}` })])
      await Promise.all(nodes.map(({ url }) => millisecondsUntil(async () => (await found(url, word)) === 1)))
      const key = `after ${how}`
      await db.transaction().execute((tx) => addJob(tx, Date.now(), 'prune-jobs', {}, { key }))
      await millisecondsUntil(async () => (await stateOf(db, key)) === 'done')
      for (const node of nodes) assert.equal(node.process.exitCode, null)
      for (const node of nodes) assert.doesNotMatch(node.said(), /a bug/)
    })
  }

  test('they stop when they are asked to', async () => {
    assert.deepEqual(await Promise.all(nodes.map((node) => node.stop())), [0, 0, 0])
  })
})

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

async function found(url: string, word: string): Promise<number> {
  const answer = await fetch(`${url}/api/papers/search?mode=lexical&q=${word}`)
  const items: unknown = answer.ok ? await answer.json() : []
  return Array.isArray(items) ? items.length : -1
}

async function votesOn(url: string, path: string): Promise<number> {
  const answer = await fetch(`${url}/api${path}`)
  return ((await answer.json()) as { upvotes: number }).upvotes
}

const isReady = async (url: string): Promise<boolean> => (await fetch(`${url}/readyz`)).status === 200

async function stateOf(db: Db, key: string): Promise<string | undefined> {
  const row = await db.selectFrom('job').select('state').where('key', '=', key).executeTakeFirst()
  return row?.state
}

const paths = [
  '/papers/new',
  '/papers/2603.00001',
  '/papers?q=matter',
  '/api/papers/2603.00002',
  '/papers/trending',
]

/** Asks all nodes all the time, until `end`. */
function ask(nodes: readonly RunningSite[]) {
  const statuses = new Set<number>()
  const wrong: string[] = []
  let isOver = false
  const asking = nodes.map(async ({ url }) => {
    for (let number = 0; !isOver; number++) {
      const path = paths[number % paths.length] ?? ''
      const answer = await fetch(`${url}${path}`).catch((error) => String(error))
      if (typeof answer === 'string') wrong.push(`${path}: ${answer}`)
      else {
        statuses.add(answer.status)
        const waits = answer.status === 503 && Number(answer.headers.get('retry-after')) > 0
        if (answer.status !== 200 && !waits) wrong.push(`${path} answered ${answer.status}`)
        await answer.arrayBuffer()
      }
      await sleep(20)
    }
  })
  return {
    async end() {
      isOver = true
      await Promise.all(asking)
      return { statuses, wrong: [...new Set(wrong)] }
    },
  }
}
