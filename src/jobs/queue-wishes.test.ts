import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../test/support/database.ts'
import { claimJob, finishJob, LEASE_MS } from './queue.ts'
import { queueChannels } from './queue-channels.ts'
import { queueMails } from './queue-mails.ts'
import { queueSearches } from './queue-searches.ts'
import { queueWebhooks } from './queue-webhooks.ts'

const now = Date.parse('2026-03-04T12:00:00Z')

eachDatabase('what somebody waits for', (open) => {
  for (const queue of [queueMails, queueWebhooks, queueChannels, queueSearches])
    test(`is done again where its node or the database ended meanwhile, and nothing failed (${queue.name})`, async () => {
      const db = await open()
      await queue(db, now)
      assert.ok(await claimJob(db, now))
      const again = await claimJob(db, now + LEASE_MS + 1)
      assert.ok(again)
      await finishJob(db, again, now + LEASE_MS + 2)
      const { state } = await db.selectFrom('job').select('state').executeTakeFirstOrThrow()
      assert.equal(state, 'done')
    })
})
