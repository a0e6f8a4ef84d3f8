import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../test/support/database.ts'
import { aSubscriber } from '../../test/support/digests.ts'
import { doorOf } from '../../test/support/door.ts'
import { mailServer } from '../../test/support/mail-server.ts'
import { aMember } from '../../test/support/members.ts'
import { outbox } from '../../test/support/outbox.ts'
import { plansOf } from '../../test/support/query-plans.ts'
import { noon } from '../../test/support/site.ts'
import { fixedClock } from '../clock.ts'
import type { Db } from '../db/connect.ts'
import { forgetUnconfirmed } from '../digests/change-subscription.ts'
import { subscribeMember } from '../digests/subscribe.ts'
import { routes } from '../web/routes.ts'
import { addMail } from './mail.ts'
import { deleteEndedMails, unsentMails } from './mail-queries.ts'
import { sendMails } from './send-mails.ts'

const now = Date.parse(noon)
const HOUR = 3_600_000
const DAY = 24 * HOUR

const send = (db: Db, at: number, url?: string) =>
  sendMails({
    ...{ db, clock: fixedClock(new Date(at).toISOString()), signal: new AbortController().signal },
    settings: {
      ...{ SMTP_URL: url, MAIL_FROM: 'papers@example.org' },
      ...{ BOUNCE_HARD_LIMIT: 1, BOUNCE_SOFT_LIMIT: 5, BOUNCE_SOFT_DAYS: 30 },
    },
  })

eachDatabase('a mail', (open, openWhole) => {
  test('whose link died while it waited does not leave any more', async () => {
    const [db, server] = [await open(), await mailServer()]
    await aMember(db, 'ada')
    const door = doorOf(db, { settings: { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'papers@example.org' } })
    await door.post(routes.signInLink(), { who: 'ada@example.org' })
    await door.post(routes.subscribe(), { email: 'ben@example.org' })
    await addMail(db, { recipient: 'cleo@example.org', subject: 'News', body: 'Text', kind: 'reply' }, now)
    assert.equal((await outbox(db)).length, 3)
    await send(db, now + HOUR, 'smtp://127.0.0.1:9')
    assert.deepEqual(await failed(db), ['ada@example.org'])
    await send(db, now + 8 * DAY, 'smtp://127.0.0.1:9')
    assert.deepEqual(await failed(db), ['ada@example.org', 'ben@example.org'])
    await send(db, now + 10 * DAY, server.url)
    assert.deepEqual(
      server.mails.map(({ subject }) => subject),
      ['News'],
    )
    const why = (await unsentMails(db, 2)).map(({ last_error }) => last_error ?? '')
    assert.ok(why.some((text) => /could not be sent in time/.test(text)))
  })

  test('that was given up says why it waited, and waits as long once more for who sends it again', async () => {
    const [db, server] = [await open(), await mailServer()]
    await addMail(db, { recipient: 'cleo@example.org', subject: 'News', body: 'Text', kind: 'reply' }, now)
    await send(db, now, 'smtp://127.0.0.1:1')
    await send(db, now + 15 * DAY, 'smtp://127.0.0.1:1')
    assert.deepEqual(await failed(db), ['cleo@example.org'])
    const [mail] = await unsentMails(db, 1)
    assert.match(mail?.last_error ?? '', /ECONNREFUSED/)
    const boss = await aMember(db, 'boss1', 'admin')
    const door = doorOf(db, { at: new Date(now + 15 * DAY).toISOString() })
    assert.match(await (await door.get(routes.mails(), boss)).text(), /Send again/)
    assert.equal((await door.post(routes.mails(), { id: mail?.id ?? '' }, boss)).status, 303)
    await send(db, now + 16 * DAY, 'smtp://127.0.0.1:1')
    assert.deepEqual(await failed(db), [])
    await send(db, now + 17 * DAY, server.url)
    assert.equal(server.mails.length, 1)
  })

  test('with a dead link can’t be sent again, and offers nobody to', async () => {
    const db = await open()
    await addMail(db, { recipient: 'ada@example.org', subject: 'Sign in', body: '', kind: 'signIn' }, now)
    await send(db, now + HOUR, 'smtp://127.0.0.1:1')
    assert.deepEqual(await failed(db), ['ada@example.org'])
    const boss = await aMember(db, 'boss1', 'admin')
    const door = doorOf(db, { at: new Date(now + HOUR).toISOString() })
    const page = await (await door.get(routes.mails(), boss)).text()
    assert.match(page, /The link in it works no more/)
    assert.doesNotMatch(page, /Send again/)
    const [mail] = await unsentMails(db, 1)
    assert.equal((await door.post(routes.mails(), { id: mail?.id ?? '' }, boss)).status, 404)
  })

  test('that a server refuses each minute with all others is given up, too', async () => {
    const [db, server] = [await open(), await mailServer()]
    await addMail(db, { recipient: 'cleo@example.org', subject: 'News', body: 'Text', kind: 'reply' }, now)
    server.misbehave({ atSender: 554, says: 'The account is suspended.' })
    for (const day of [0, 10, 20, 29]) await send(db, now + day * DAY, server.url)
    assert.equal((await outbox(db)).length, 1)
    await send(db, now + 31 * DAY, server.url)
    assert.deepEqual(await failed(db), ['cleo@example.org'])
  })

  test('of any kind is forgotten thirty days after it failed or was doubtful', async () => {
    const db = await open()
    for (const state of ['failed', 'doubtful'])
      await addMail(
        db,
        { recipient: `${state}@example.org`, subject: 'Hello', body: '', kind: 'signUp' },
        now,
      )
    for (const state of ['failed', 'doubtful'])
      await db.updateTable('mail').set({ state }).where('recipient', '=', `${state}@example.org`).execute()
    await send(db, now + 29 * DAY)
    assert.equal((await outbox(db)).length, 2)
    await send(db, now + 31 * DAY)
    assert.deepEqual(await outbox(db), [])
  })

  test('that asked an address goes with the address when nobody confirmed it', async () => {
    const db = await open()
    const door = doorOf(db, { settings: { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'papers@example.org' } })
    await door.post(routes.subscribe(), { email: 'ada@example.org' })
    await aSubscriber(db, 'ben@example.org', { state: 'unconfirmed' })
    await subscribeMember(db, 'ben@example.org', now)
    await forgetUnconfirmed(db, now + 6 * DAY)
    assert.equal((await outbox(db)).length, 1)
    await forgetUnconfirmed(db, now + 8 * DAY)
    assert.deepEqual(await outbox(db), [])
    const left = await db.selectFrom('subscription').select('email').execute()
    assert.deepEqual(left, [{ email: 'ben@example.org' }])
  })

  test('that was sent is forgotten without looking at those sent since', async () => {
    const plans = await plansOf(await openWhole(), (db) => deleteEndedMails(db, now))
    assert.match(plans[0] ?? '', /mail_by_state \(state=\? AND send_at<\?\)|Index Cond: .*send_at </)
  })
})

async function failed(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('mail').select('recipient').where('state', '=', 'failed').execute()
  return rows.map(({ recipient }) => recipient).sort()
}
