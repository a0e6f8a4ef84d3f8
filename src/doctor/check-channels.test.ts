import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aChannel, answering, channelServer, morning, runChannels } from '../../test/support/channels.ts'
import { eachDatabase } from '../../test/support/database.ts'
import { testChannel } from '../channels/manage-channels.ts'
import { checkChannels } from './check-channels.ts'

eachDatabase('channels, as the doctor sees them', (open) => {
  test('are fine until nothing arrives, or one is disabled; doubts are told', async () => {
    const [db, server] = [await open(), await channelServer()]
    assert.equal((await checkChannels(db)).status, 'ok')
    const { id } = await aChannel(db, 'slack', server)
    await testChannel(db, id, morning)
    assert.match((await checkChannels(db)).says, /^1 channel; 1 delivery on the way\.$/)
    for (const [status, says] of [
      [500, /^0 channels disabled, and nothing reaches 1 more/],
      [410, /^1 channel disabled, and nothing reaches 0 more/],
    ] as const) {
      server.behave(answering(status))
      await runChannels(db)
      const check = await checkChannels(db)
      assert.equal(check.status, 'warning')
      assert.match(check.says, says)
      if (status === 500) await testChannel(db, id, morning)
    }
    await db.updateTable('channel').set({ state: 'active', failing_since: null }).execute()
    assert.match((await checkChannels(db)).says, /, 1 doubtful\.$/)
  })
})
