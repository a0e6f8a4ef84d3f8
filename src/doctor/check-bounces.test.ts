import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../test/support/database.ts'
import { noon } from '../../test/support/site.ts'
import { noteState } from '../bounces/mailbox-state.ts'
import { noCounts } from '../bounces/take-report.ts'
import { checkBounces } from './check-bounces.ts'

const now = Date.parse(noon)

eachDatabase('what comes back, as the doctor sees it', (open) => {
  test('is heard of or not', async () => {
    const db = await open()
    const check = async (settings: object, at = now) => {
      const { status, says } = await checkBounces(db, settings, at)
      return [status, says]
    }
    const [smtp, mailbox] = [
      { SMTP_URL: 'smtp://x' },
      { SMTP_URL: 'smtp://x', BOUNCE_IMAP_URL: 'imaps://a:b@x' },
    ]
    assert.deepEqual(await check({}), ['ok', 'No mail is sent.'])
    assert.deepEqual(await check(smtp), ['warning', 'Nobody hears of mail that comes back.'])
    assert.deepEqual(await check({ ...smtp, BOUNCE_SECRET: 'x' }), ['ok', 'Reports are posted here.'])
    assert.deepEqual(await check(mailbox), ['warning', 'The mailbox was not read for 20 minutes.'])
    const reading = { ...noCounts, messages: 0, left: 0, isFull: false }
    await noteState(db, { at: now, reading })
    assert.deepEqual(await check(mailbox, now + 19 * 60_000), ['ok', 'The mailbox is read.'])
    assert.equal((await check(mailbox, now + 21 * 60_000))[0], 'warning')
    await noteState(db, { at: now, problem: 'Authentication failed.' })
    assert.deepEqual(await check(mailbox), ['warning', 'The mailbox can’t be read: Authentication failed.'])
  })
})
