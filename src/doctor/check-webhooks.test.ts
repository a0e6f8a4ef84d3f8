import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../test/support/database.ts'
import { hookReceiver, withStatus } from '../../test/support/hook-receiver.ts'
import { aHook, now, runWebhooks } from '../../test/support/webhooks.ts'
import { pingHook } from '../webhooks/manage-hooks.ts'
import { checkWebhooks } from './check-webhooks.ts'

eachDatabase('webhooks, as the doctor sees them', (open) => {
  test('are fine until nothing arrives, or one is disabled', async () => {
    const [db, receiver] = [await open(), await hookReceiver()]
    assert.equal((await checkWebhooks(db)).status, 'ok')
    const { id } = await aHook(db, receiver.url, ['paper.added'])
    await pingHook(db, id, now)
    assert.match((await checkWebhooks(db)).says, /^1 webhook; 1 delivery on the way/)
    for (const [status, says] of [
      [500, /^0 webhooks disabled, and nothing reaches 1 more/],
      [410, /^1 webhook disabled, and nothing reaches 0 more/],
    ] as const) {
      receiver.answer(withStatus(status))
      await runWebhooks(db, now + (status === 410 ? 120_000 : 0))
      const check = await checkWebhooks(db)
      assert.equal(check.status, 'warning')
      assert.match(check.says, says)
    }
  })
})
