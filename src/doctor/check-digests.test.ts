import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../test/support/database.ts'
import { aSubscriber, digestParts, edition } from '../../test/support/digests.ts'
import { mailServer } from '../../test/support/mail-server.ts'
import { fill } from '../../test/support/records.ts'
import { setDigestsPaused } from '../digests/digest-pause.ts'
import { sendDueDigests } from '../digests/send-digests.ts'
import { checkDigests } from './check-digests.ts'

const at = '2026-03-04T12:00:00.000Z'
const now = Date.parse(at)
const from = { MAIL_FROM: 'Daily Papers <papers@example.org>' }

eachDatabase('digests, as the doctor sees them', (open) => {
  test('are fine until somebody waits in vain', async () => {
    const db = await open()
    const check = async (settings: object, time = now) => {
      const { status, says, todo = '' } = await checkDigests(db, settings, time)
      assert.equal(todo !== '', status === 'warning')
      return `${status}: ${says}`
    }
    assert.equal(await check({}), 'ok: Nobody waits for one.')
    await fill(db, edition('2026-03-03', 3))
    await aSubscriber(db, 'off@example.org', { period: 'off' })
    await aSubscriber(db, 'gone@example.org', { state: 'unsubscribed' })
    assert.equal(await check({}), 'ok: Nobody waits for one.')

    for (const name of ['ada', 'ben', 'chi', 'dee']) await aSubscriber(db, `${name}@example.org`)
    assert.match(await check({}), /^warning: Nothing is sent to 4 subscribers: no server/)
    const server = await mailServer()
    const settings = { ...from, SMTP_URL: server.url }
    assert.equal(await check(settings), 'ok: 4 subscribers; none was sent yet.')
    await setDigestsPaused(db, true)
    assert.match(await check(settings), /^warning: They are paused, and 4 subscribers wait\./)
    await setDigestsPaused(db, false)

    await sendDueDigests(digestParts(db, at, { ...from, SMTP_URL: 'smtp://127.0.0.1:1' }))
    assert.match(
      await check(settings, now + 61 * 60_000),
      /^warning: Some wait since 2026-03-04 12:00 UTC: .*ECONNREFUSED/,
    )
    assert.equal(await check(settings, now + 59 * 60_000), 'ok: 4 subscribers; none was sent yet.')
    server.misbehave({ atRecipient: 550 })
    await sendDueDigests(digestParts(db, at, settings))
    assert.match(
      await check(settings),
      /^warning: Of the last 7 days’ editions 0 mails arrived and 4 failed\./,
    )
    await db.updateTable('digest_delivery').set({ state: 'waiting' }).execute()
    server.misbehave(null)
    await sendDueDigests(digestParts(db, at, settings))
    assert.equal(await check(settings), 'ok: 4 subscribers; the last was sent at 2026-03-04 12:00 UTC.')
  })

  test('are signed by the domain that sends them', async () => {
    const db = await open()
    for (const [domain, status] of [
      ['example.org', 'ok'],
      ['Example.ORG', 'ok'],
      ['mail.example.org', 'ok'],
      ['ample.org', 'warning'],
      ['example.net', 'warning'],
    ] as const)
      assert.equal((await checkDigests(db, { ...from, DKIM_DOMAIN: domain }, now)).status, status, domain)
  })
})
