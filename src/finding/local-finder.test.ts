import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { KyselyPlugin } from 'kysely'
import { eachDatabase } from '../../test/support/database.ts'
import { builtInEncoder } from '../../test/support/local-finder.ts'
import { fill, paperRecord } from '../../test/support/records.ts'
import { parseQuery } from '../search/query/parse-query.ts'
import { LocalFinder } from './local-finder.ts'

eachDatabase('the search', (open) => {
  test('orders by upvotes again as soon as the database answers', async () => {
    const db = await open()
    await fill(db, [
      paperRecord({ id: '2603.00001', title: 'Weaving nets' }),
      paperRecord({
        id: '2603.00002',
        title: 'Weaving more',
        entries: [{ day: '2026-03-03', place: 0, recordedVotes: 7 }],
      }),
    ])
    let away = false
    const fails: KyselyPlugin = {
      transformQuery({ node }) {
        if (away) throw new Error('Connection terminated unexpectedly')
        return node
      },
      transformResult: async ({ result }) => result,
    }
    const finder = new LocalFinder({ ...(await builtInEncoder()), db: db.withPlugin(fails) })
    await finder.refresh()
    const find = async () => {
      const question = { query: parseQuery('weaving'), order: 'upvotes', offset: 0, limit: 10 } as const
      return (await finder.find(question)).hits.map(({ id }) => id)
    }
    away = true
    await assert.rejects(find(), /Connection terminated/)
    away = false
    assert.deepEqual(await find(), ['2603.00002', '2603.00001'])
  })
})
