import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../test/support/database.ts'
import { aSubscriber, digestParts, edition } from '../../test/support/digests.ts'
import { mailServer } from '../../test/support/mail-server.ts'
import { fill } from '../../test/support/records.ts'
import type { Db } from '../db/connect.ts'
import { sendDueDigests } from './send-digests.ts'

/** Wednesday; the edition of Tuesday is the newest that is whole. */
const wednesday = '2026-03-04T12:00:00.000Z'
const minutesLater = (minutes: number) => new Date(Date.parse(wednesday) + minutes * 60_000).toISOString()

async function start(open: () => Promise<Db>) {
  const db = await open()
  const server = await mailServer()
  await fill(db, edition('2026-03-03', 3))
  const settings = { SMTP_URL: server.url, MAIL_FROM: 'Daily Papers <papers@example.org>' }
  const send = (at = wednesday) => sendDueDigests(digestParts(db, at, settings))
  const states = async () =>
    (await db.selectFrom('digest_delivery').select('state').orderBy('id').execute()).map(({ state }) => state)
  return { db, server, settings, send, states }
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
})
