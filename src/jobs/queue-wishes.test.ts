import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../test/support/database.ts'
import { claimJob, finishJob, LEASE_MS, queueNow } from './queue.ts'

const now = Date.parse('2026-03-04T12:00:00Z')

eachDatabase('what somebody waits for', (open) => {
  test('is done again where its node or the database ended meanwhile, and nothing failed', async () => {
    const db = await open()
    await queueNow(db, now, 'send-mails')
    assert.ok(await claimJob(db, now))
    const again = await claimJob(db, now + LEASE_MS + 1)
    assert.ok(again)
    await finishJob(db, again, now + LEASE_MS + 2)
    const { state } = await db.selectFrom('job').select('state').executeTakeFirstOrThrow()
    assert.equal(state, 'done')
  })

  test('is one job for several wishes, and another once it began', async () => {
    const db = await open()
    await queueNow(db, now, 'send-webhooks')
    await queueNow(db, now, 'send-webhooks')
    assert.ok(await claimJob(db, now))
    assert.equal(await claimJob(db, now), null)
    await queueNow(db, now, 'send-webhooks')
    assert.ok(await claimJob(db, now))
  })
})
