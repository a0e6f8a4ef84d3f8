// The built program harvests by itself: once for all nodes, through outages, and never in the way of its readers.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '../../src/db/connect.ts'
import { createPostgresDatabase, databaseKinds, temporaryFolder } from '../support/database.ts'
import { byId, storedPapers, toldOf } from '../support/harvested-papers.ts'
import { type MisbehavingServer, startMisbehavingServer } from '../support/misbehaving/start.ts'
import { runProgram, startSite } from '../support/program.ts'

const days = { since: '2026-03-02', until: '2026-03-04' }
const everything = 'arxiv:cs+math+physics+stat+q-bio+eess'

describe('harvesting by itself', () => {
  let server: MisbehavingServer

  before(async () => {
    server = await startMisbehavingServer({ seed: 3, records: 120, pageSize: 20, days, latencyMs: 5 })
  })
  after(() => server.close())

  /** Ten minutes of the site's clock are a second. */
  const settings = (more: Record<string, string> = {}) => ({
    ...server.settings,
    ...{
      SOURCES: everything,
      TEST_CLOCK: '2026-03-05T12:00:00Z 600',
      TEST_POLITENESS_MS: '0',
      LOG_LEVEL: 'warn',
    },
    ...more,
  })

  async function until<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> {
    for (let tries = 0; tries < 300; tries++) {
      const found = await look()
      if (found) return found
      await sleep(100)
    }
    throw new Error(`${what} did not happen within 30 seconds.`)
  }

  for (const kind of databaseKinds) {
    test(`two nodes on one ${kind} store harvest once`, { timeout: 120_000 }, async () => {
      const data = temporaryFolder()
      const url = kind === 'postgres' ? await createPostgresDatabase() : undefined
      const env = settings(url === undefined ? {} : { DATABASE_URL: url })
      const before = server.requests.length
      // Each has a folder of its own where the store is a server.
      const nodes = await Promise.all([
        startSite(['--data', data], { env }),
        startSite(['--data', url === undefined ? data : temporaryFolder()], { env }),
      ])
      const store = openDatabase({ data, url })
      try {
        await until('the first harvest', async () => {
          const rows = await store.db.selectFrom('source_state').selectAll().execute()
          return rows.filter(
            (row) => row.source === 'arxiv' && row.done_through !== null && row.harvest === null,
          ).length
        })
        assert.deepEqual(await storedPapers(store.db), byId(server.records.map(toldOf)))
        const pages = server.requests.slice(before).filter(({ path }) => path.startsWith('/oai'))
        const asked = pages.map(({ path }) => path)
        assert.equal(new Set(asked).size, asked.length, 'a page was asked for twice')
        assert.equal(server.maxOpen, 1)
      } finally {
        await Promise.all(nodes.map((node) => node.stop()))
        await store.close()
      }
    })
  }

  test('with every source away the site serves and says so; it catches up by itself', {
    timeout: 120_000,
  }, async () => {
    const data = temporaryFolder()
    await server.goAway()
    const env = settings()
    const site = await startSite(['--data', data], { env })
    const store = openDatabase({ data })
    const state = () =>
      store.db.selectFrom('source_state').selectAll().where('source', '=', 'arxiv').executeTakeFirst()
    try {
      await until('the first failure', async () => ((await state())?.failures ?? 0) > 0)
      const front = await fetch(`${site.url}/`)
      assert.equal(front.status, 200)
      assert.match(await front.text(), /sample edition/)
      assert.match(await (await fetch(`${site.url}/sources`)).text(), /could not be reached/)
      const { stdout } = await runProgram(['sources', '--data', data, '--json'], { env })
      assert.match(stdout, /could not be reached/)
      await server.comeBack()
      await until('the harvest after the outage', async () => (await state())?.done_through)
      const page = await (await fetch(`${site.url}/papers/new`)).text()
      assert.match(page, /\/papers\/260\d\.\d{5}/)
    } finally {
      await Promise.all([site.stop(), store.close()])
    }
  })
})
