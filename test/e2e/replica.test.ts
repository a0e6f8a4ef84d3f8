import assert from 'node:assert/strict'
import { before, beforeEach, describe, test } from 'node:test'
import { type OwnCluster, onCluster } from '../../bench/soak/own-cluster.ts'
import { createApp } from '../../src/app.ts'
import { systemClock } from '../../src/clock.ts'
import { readConfig } from '../../src/config.ts'
import { type Database, openDatabase } from '../../src/db/connect.ts'
import { migrate } from '../../src/db/migrate.ts'
import { silentLog } from '../../src/log.ts'
import { aCluster, withoutClusters } from '../support/clusters.ts'
import { atEnd, temporaryFolder } from '../support/database.ts'
import { noHarvester } from '../support/harvester.ts'
import { finderOfStore } from '../support/local-finder.ts'
import { aMember, type TestMember, testOrigin } from '../support/members.ts'
import { millisecondsUntil } from '../support/nodes.ts'
import { fill, paperRecord } from '../support/records.ts'

const MOST_LAG_SECONDS = 3

describe('a replica of PostgreSQL', { skip: withoutClusters, timeout: 180_000 }, () => {
  let primary: OwnCluster
  let standby: OwnCluster
  let database: Database
  let member: TestMember
  let get: (path: string, headers?: Record<string, string>) => Promise<Response>
  let number = 0

  before(async () => {
    primary = await aCluster()
    const first = openDatabase({ data: '', url: primary.url })
    await migrate(first)
    await fill(first.db, [paperRecord({ id: '2603.00001' })])
    member = await aMember(first.db, 'reader-one')
    await first.close()
    standby = await primary.replica()

    const replica = { url: standby.url, mostLagMs: MOST_LAG_SECONDS * 1_000 }
    database = openDatabase({ data: '', url: primary.url, replica })
    get = await siteOver(database)
    database.replica?.watch(silentLog)
    atEnd(() => database.close())
  })

  beforeEach(() => millisecondsUntil(async () => isRead(database), 5_000))

  /** A paper that only the primary has yet. */
  const another = async (): Promise<string> => {
    number += 1
    const title = `Unheard-of matter ${number}`
    await fill(database.db, [paperRecord({ id: `2603.0100${number}`, title })])
    return title
  }
  const shows = async (path: string, title: string, headers = {}): Promise<boolean> => {
    const answer = await get(path, headers)
    assert.equal(answer.status, 200, path)
    return (await answer.text()).includes(title)
  }
  const pause = () => onCluster(standby.url, 'select pg_wal_replay_pause()')
  const resume = () => onCluster(standby.url, 'select pg_wal_replay_resume()')

  test('strangers read from it, members from the primary', async () => {
    await pause()
    try {
      const title = await another()
      for (const path of ['/papers/new', '/api/papers?sort=new', '/papers/new.atom'])
        assert.equal(await shows(path, title), false, path)
      assert.equal(await shows('/papers/new', title, member.headers), true)
      // Its marks are its own: what was kept is not given to who reads elsewhere, and not for ever.
      assert.equal(await shows('/papers/new', title), false)
      await resume()
      await millisecondsUntil(() => shows('/papers/new', title))
    } finally {
      await resume()
    }
  })

  test('a vote shows to strangers as soon as it is there', async () => {
    const upvotes = async () =>
      ((await (await get('/api/papers/2603.00001')).json()) as { upvotes: number }).upvotes
    assert.equal(await upvotes(), 0)
    const voted = await get('/papers/2603.00001/vote', { ...member.headers, method: 'POST' })
    assert.equal(voted.status, 303)
    const took = await millisecondsUntil(async () => (await upvotes()) === 1)
    assert.ok(took < 1_000, `it took ${took} ms`)
  })

  test('further behind than allowed, it is left alone', async () => {
    await pause()
    try {
      const title = await another()
      assert.equal(await shows('/papers/new', title), false)
      const took = await millisecondsUntil(() => shows('/papers/new', title))
      assert.ok(took < (MOST_LAG_SECONDS + 1.5) * 1_000, `it took ${took} ms`)
      assert.equal(isRead(database), false)
    } finally {
      await resume()
    }
  })

  for (const how of ['fast', 'immediate'] as const) {
    test(`nobody notices that it ends (${how}) and comes back`, async () => {
      const title = await another()
      let isOver = false
      const statuses: number[] = []
      const asking = [0, 1, 2].map(async () => {
        while (!isOver) statuses.push((await get(`/papers/new?page=1&x=${Math.random()}`)).status)
      })
      await standby.stop(how)
      await millisecondsUntil(async () => !isRead(database))
      await millisecondsUntil(() => shows('/papers/new', title))
      await standby.start()
      await millisecondsUntil(async () => isRead(database))
      isOver = true
      await Promise.all(asking)
      assert.deepEqual([...new Set(statuses)], [200])
    })
  }

  test('while the primary is away it is read as long as it is new enough', async () => {
    await primary.stop('immediate')
    try {
      assert.equal((await get(`/papers/new?x=${Math.random()}`)).status, 200)
      assert.equal((await get('/papers/new', member.headers)).status, 503)
      await millisecondsUntil(async () => (await get(`/papers/new?x=${Math.random()}`)).status === 503)
    } finally {
      await primary.start()
    }
    await millisecondsUntil(async () => isRead(database))
    assert.equal((await get('/papers/new', member.headers)).status, 200)
  })

  test('made a primary, it is one no longer', async () => {
    await onCluster(standby.url, 'select pg_promote()')
    await millisecondsUntil(async () => !isRead(database))
    const title = await another()
    assert.equal(await shows('/papers/new', title), true)
  })
})

const isRead = ({ replica }: Database): boolean => replica?.run(() => replica.isRead()) ?? false

async function siteOver(database: Database) {
  const environment = { BROADSHEET_DATA: temporaryFolder(), API_RATE: 'off', SOURCES: '' }
  const app = await createApp({
    ...{
      config: readConfig({ environment }),
      database,
      clock: systemClock,
      log: silentLog,
      version: '0.0.0',
    },
    ...{ finder: finderOfStore(database.db), harvester: noHarvester },
  })
  atEnd(() => app.close())
  return async (path: string, { method = 'GET', ...headers }: Record<string, string> = {}) =>
    app.web.request(`${testOrigin}${path}`, {
      ...{ method, headers: { host: '127.0.0.1:8080', ...headers } },
      ...(method === 'POST' && { body: new URLSearchParams({ vote: 'up' }).toString() }),
    })
}
