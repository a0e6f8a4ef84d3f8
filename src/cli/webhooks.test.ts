import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { run } from '../../test/support/command-line.ts'
import { eachDatabase } from '../../test/support/database.ts'
import { hookReceiver, withStatus } from '../../test/support/hook-receiver.ts'
import { now, runWebhooks } from '../../test/support/webhooks.ts'
import type { Database } from '../db/connect.ts'
import { pingHook } from '../webhooks/manage-hooks.ts'

eachDatabase('broadsheet webhooks', (_open, openWhole) => {
  const command = (database: Database, line: string) => {
    const home =
      database.kind === 'sqlite' ? ['--data', join(database.at, '..')] : ['--database', database.at]
    return run([...line.split(' '), ...home], { environment: { FETCH_ALLOW: '127.0.0.1' } })
  }

  test('makes one, shows it, has what failed sent again, removes it', async () => {
    const [database, receiver] = [await openWhole(), await hookReceiver()]
    assert.match((await command(database, 'webhooks')).out, /There are no webhooks/)
    const line = `webhooks add ${receiver.url}/x --event paper.added,edition.closed --category cs.CL --json`
    const { id, secret } = JSON.parse((await command(database, line)).out)
    assert.match(secret, /^whsec_/)
    await pingHook(database.db, id, now)
    receiver.answer(withStatus(410))
    await runWebhooks(database.db)
    const [shown] = JSON.parse((await command(database, 'webhooks --json')).out).webhooks
    const { createdAt: _createdAt, failingSince: _failingSince, ...rest } = shown
    assert.deepEqual(rest, {
      ...{ id, url: `${receiver.url}/x`, events: ['edition.closed', 'paper.added'], categories: ['cs.CL'] },
      ...{ state: 'disabled', reason: 'The receiver said that it is gone for good (410).' },
      deliveries: { failed: 1 },
    })
    assert.match((await command(database, 'webhooks')).out, /disabled .*1 failed/)
    assert.match((await command(database, `webhooks replay ${id} --since 2026-03-05`)).out, /^0 deliveries/)
    assert.match((await command(database, `webhooks replay ${id} --since 2026-03-04`)).out, /^1 delivery/)
    assert.match((await command(database, `webhooks remove ${id}`)).out, /deleted/)
    const gone = await command(database, `webhooks replay ${id}`)
    assert.equal(gone.status, 1)
  })

  test('says what is wrong', async () => {
    const database = await openWhole()
    for (const [line, status, says] of [
      ['webhooks add https://example.org/', 2, /--event/],
      ['webhooks add https://example.org/ --event lost', 1, /no event “lost”/],
      ['webhooks add ftp://example.org/ --event paper.added', 1, /must be an address/],
      ['webhooks replay x --since yesterday', 1, /which day/],
      ['webhooks remove x', 1, /no such webhook/],
    ] as const) {
      const told = await command(database, line)
      assert.equal(told.status, status, line)
      assert.match(told.err, says)
    }
  })
})
