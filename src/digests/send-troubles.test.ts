import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { eachDatabase } from '../../test/support/database.ts'
import { aSubscriber, digestParts, edition } from '../../test/support/digests.ts'
import { mailServer } from '../../test/support/mail-server.ts'
import { fill } from '../../test/support/records.ts'
import type { Db } from '../db/connect.ts'
import { planDue } from './plan-digests.ts'
import { sendDueDigests, sendWaiting } from './send-digests.ts'

/** Wednesday; the edition of Tuesday is the newest that is whole. */
const wednesday = '2026-03-04T12:00:00.000Z'
const minutesLater = (minutes: number) => new Date(Date.parse(wednesday) + minutes * 60_000).toISOString()

async function start(open: () => Promise<Db>) {
  const db = await open()
  const server = await mailServer()
  await fill(db, edition('2026-03-03', 3))
  const settings = { SMTP_URL: server.url, MAIL_FROM: 'Daily Papers <papers@example.org>' }
  const send = (at = wednesday) => sendDueDigests(digestParts(db, at, settings))
  const parts = digestParts(db, wednesday, settings)
  const times = { timezone: 'UTC', cutoff: '00:00' }
  const plan = () => planDue(db, { now: parts.clock.now(), times, signal: parts.signal })
  const sendPlanned = () => sendWaiting(parts)
  const states = async () =>
    (await db.selectFrom('digest_delivery').select('state').orderBy('id').execute()).map(({ state }) => state)
  return { db, server, settings, send, plan, sendPlanned, states }
}

eachDatabase('a digest in trouble', (open) => {
  test('waits where the server is silent, ends the connection or is never done with an answer', async () => {
    const { db, server, settings, states } = await start(open)
    await aSubscriber(db, 'ada@example.org')
    const parts = (at: string) => digestParts(db, at, { ...settings, SMTP_URL: server.urlWithPassword })
    for (const how of ['breaks at AUTH', 'silent at AUTH', 'never done at RCPT'] as const) {
      server.misbehave(how)
      await sendDueDigests({ ...parts(wednesday), smtpPatienceMs: 500 })
      assert.deepEqual(await states(), ['waiting'], how)
    }
    server.misbehave(null)
    await sendDueDigests(parts(minutesLater(1)))
    assert.equal(server.mails.length, 1)
  })

  test('waits where the server takes nothing of ours, and one by one shows when it does again', async () => {
    const { db, server, send, states } = await start(open)
    for (let number = 0; number < 12; number++) await aSubscriber(db, `reader-${number}@example.org`)
    server.misbehave({ atSender: 554, says: '5.7.1 The account is suspended.' })
    for (let minute = 0; minute < 10; minute++) await send(minutesLater(minute))
    assert.deepEqual(new Set(await states()), new Set(['waiting']))
    const rows = await db.selectFrom('digest_delivery').select(['attempts', 'problem']).execute()
    assert.ok(rows.every(({ attempts }) => attempts === 0))
    assert.ok(rows.some(({ problem }) => /The account is suspended/.test(problem ?? '')))
    assert.deepEqual(await db.selectFrom('bounce').selectAll().execute(), [])
    server.misbehave(null)
    await send(minutesLater(11))
    assert.deepEqual([new Set(await states()), server.mails.length], [new Set(['sent']), 12])
  })

  test('goes on over another connection where the server takes only some over each', async () => {
    for (const atSender of [421, 450]) {
      const { db, server, send, states } = await start(open)
      for (let number = 0; number < 30; number++) await aSubscriber(db, `reader-${number}@example.org`)
      server.misbehave({ atSender, says: '4.7.1 Too many messages in this connection.', after: 3 })
      const counts = await send()
      assert.deepEqual(counts, { sent: 30, failed: 0, doubtful: 0, postponed: 0 })
      assert.deepEqual([await states(), server.mails.length], [Array(30).fill('sent'), 30])
    }
  })

  test('refused to who is unknown five times ends the subscription, whatever words say so', async () => {
    const { db, server, settings, states } = await start(open)
    await aSubscriber(db, 'ada@example.org')
    const days = ['2026-03-04', '2026-03-05', '2026-03-06', '2026-03-10', '2026-03-11', '2026-03-12']
    await fill(
      db,
      days.flatMap((day) => edition(day, 1)),
    )
    server.misbehave({ atRecipient: 550, says: 'User unknown' })
    for (const day of days) await sendDueDigests(digestParts(db, `${day}T12:00:00.000Z`, settings))
    assert.deepEqual(await states(), Array(5).fill('failed'))
    const [row, ...others] = await db.selectFrom('suppressed_address').select('reason').execute()
    assert.deepEqual([row?.reason, others.length], ['bounced', 0])
  })

  test('waits where the store can’t be asked what stands in it', async () => {
    const { db, server, send, plan, sendPlanned, states } = await start(open)
    await aSubscriber(db, 'ada@example.org')
    await plan()
    await db.schema.alterTable('digest_paper').renameTo('away').execute()
    await sendPlanned()
    await db.schema.alterTable('away').renameTo('digest_paper').execute()
    assert.deepEqual([await states(), server.mails.length], [['waiting'], 0])
    await send(minutesLater(1))
    assert.deepEqual([await states(), server.mails.length], [['sent'], 1])
  })

  test('is known as sent also where another connection fails meanwhile', async () => {
    const { db, server, send, states } = await start(open)
    for (const name of ['ada', 'ben', 'cem', 'dora', 'emil']) await aSubscriber(db, `${name}@example.org`)
    let arrived = 0
    const four = Promise.withResolvers<void>()
    // The first of four hears its yes while nobody can be looked up; the others a little later.
    server.misbehave({
      async beforeYes() {
        const number = ++arrived
        if (number === 4) {
          await db.schema.alterTable('suppressed_address').renameTo('away').execute()
          four.resolve()
        }
        await four.promise
        if (number > 1) await sleep(300)
      },
    })
    await assert.rejects(send(), /suppressed_address/)
    await db.schema.alterTable('away').renameTo('suppressed_address').execute()
    server.misbehave(null)
    assert.equal((await states()).filter((state) => state === 'sending').length, 0)
    await send(minutesLater(1))
    assert.deepEqual([await states(), server.mails.length], [Array(5).fill('sent'), 5])
  })
})
