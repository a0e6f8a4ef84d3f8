import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../test/support/database.ts'
import { siteOver } from '../../test/support/site.ts'

const elsewhere = { headers: { origin: 'https://elsewhere.example' } }

eachDatabase('a page of another site', (open) => {
  test('can read why the API refuses, also what stands before it refuses', async () => {
    const site = siteOver(await open(), { settings: { API_RATE: '2/60' } })
    for (const [path, status] of [
      ['/api/daily_papers', 200],
      [`/api/papers?x=${'y'.repeat(5_000)}`, 414],
      ['/api/daily_papers', 429],
    ] as const) {
      const answer = await site.request(path, elsewhere)
      assert.deepEqual([answer.status, answer.headers.get('access-control-allow-origin')], [status, '*'])
    }
  })
})
