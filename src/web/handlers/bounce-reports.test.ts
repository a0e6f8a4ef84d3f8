import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aSentMail, bounceReport, messageIdOf } from '../../../test/support/bounces.ts'
import { eachDatabase } from '../../../test/support/database.ts'
import { aSubscriber, digestParts, edition } from '../../../test/support/digests.ts'
import { doorOf } from '../../../test/support/door.ts'
import { mailServer } from '../../../test/support/mail-server.ts'
import { fill } from '../../../test/support/records.ts'
import { noon, siteOver } from '../../../test/support/site.ts'
import { confirmAddress } from '../../bounces/confirm-address.ts'
import { stoppedFor } from '../../bounces/stopped.ts'
import type { Db } from '../../db/connect.ts'
import { sendDueDigests } from '../../digests/send-digests.ts'
import { routes } from '../routes.ts'

const secret = 'sixteen-letters-or-more'
const settings = { BOUNCE_SECRET: secret }
const now = Date.parse(noon)
const ada = 'ada@example.org'

const post = (db: Db, body: string | Buffer, headers: Record<string, string> = {}) =>
  siteOver(db, { settings }).request(`http://127.0.0.1:8080${routes.bounceReports()}`, {
    method: 'POST',
    body: typeof body === 'string' ? body : new Uint8Array(body),
    headers: {
      ...{ host: '127.0.0.1:8080', authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      ...headers,
    },
  })

const tell = async (db: Db, event: unknown) => (await post(db, JSON.stringify(event))).json()
const after = (counts: object) => ({ counted: 0, stopped: 0, known: 0, ignored: 0, ...counts })
const message = { 'content-type': 'message/rfc822' }

eachDatabase('reports that are posted', (open) => {
  test('need the secret, as a bearer token or a password, and no page of this site', async () => {
    const db = await open()
    const [wrong, basic] = [`Bearer ${secret}x`, `Basic ${Buffer.from(`ses:${secret}`).toString('base64')}`]
    const statusOf = async (headers: Record<string, string>) => (await post(db, '[]', headers)).status
    for (const authorization of [
      '',
      wrong,
      'Basic x',
      `Basic ${Buffer.from(secret.slice(1)).toString('base64')}`,
    ])
      assert.equal(await statusOf({ authorization }), 401, authorization)
    const asked = await post(db, '[]', { authorization: '' })
    assert.match(asked.headers.get('www-authenticate') ?? '', /^Basic /)
    assert.match((await asked.json()).error, /BOUNCE_SECRET/)
    for (const authorization of [`Bearer ${secret}`, basic])
      assert.equal(await statusOf({ authorization }), 200)
    assert.equal(await statusOf({ authorization: basic, origin: 'https://elsewhere.example' }), 200)
    const { post: form, get } = doorOf(db, {})
    assert.equal((await form(routes.bounceReports(), {})).status, 404)
    assert.equal((await get(routes.bounceReports())).status, 405)
  })

  test('as a message: the recipient of the digest that came back gets no more', async () => {
    const [db, server] = [await open(), await mailServer()]
    const mail = { SMTP_URL: server.url, MAIL_FROM: 'papers@example.org', BOUNCE_ADDRESS: 'b@example.org' }
    await fill(db, [...edition('2026-03-03', 3), ...edition('2026-03-04', 3)])
    await aSubscriber(db, ada)
    await sendDueDigests(digestParts(db, noon, mail))
    const [sender = ''] = server.senders
    assert.match(sender, /^b\+d[0-9a-f]{44}@example\.org$/)
    assert.equal(server.mails[0]?.from?.value[0]?.address, 'papers@example.org')
    const answer = await post(db, bounceReport({ to: sender }), message)
    assert.deepEqual(await answer.json(), { is: 'bounce', ...after({ stopped: 1 }) })
    await sendDueDigests(digestParts(db, '2026-03-05T12:00:00Z', mail))
    assert.equal(server.mails.length, 1)
    const { mail: reference, mail_sent_at } = await db
      .selectFrom('bounce')
      .selectAll()
      .executeTakeFirstOrThrow()
    assert.deepEqual([sender.includes(reference ?? '-'), mail_sent_at], [true, now])
    const told = await post(db, bounceReport({ to: sender, action: 'delayed' }), message)
    assert.deepEqual(await told.json(), { is: 'notice', ...after({}) })
  })

  test('as a message that is long, empty or nothing of the kind', async () => {
    const db = await open()
    const mail = await aSentMail(db, ada, now)
    const long = bounceReport({ messageId: messageIdOf(mail) })
      .toString()
      .replace('Papers.', 'P\r\n'.repeat(900_000))
    assert.deepEqual(await (await post(db, long, message)).json(), { is: 'bounce', ...after({ stopped: 1 }) })
    assert.equal((await post(db, '', message)).status, 400)
    assert.equal((await (await post(db, 'Hello', message)).json()).is, 'other')
    assert.equal((await post(db, '', { ...message, 'content-length': '60000000' })).status, 400)
  })

  test('as a message that names no mail of ours: who shows the secret is believed', async () => {
    const db = await open()
    await aSentMail(db, ada, now - 59 * 86_400_000)
    const answer = async (bytes: Buffer) => (await post(db, bytes, message)).json()
    assert.deepEqual(await answer(bounceReport()), { is: 'bounce', ...after({ stopped: 1 }) })
    assert.equal((await stoppedFor(db, ada))?.reason, 'bounced')
    const stranger = bounceReport({ recipient: 'stranger@example.org' })
    assert.deepEqual(await answer(stranger), { is: 'bounce', ...after({ ignored: 1 }) })
    // The recipient of the mail counts, wherever it was forwarded to.
    const mail = await aSentMail(db, 'ben@example.org', now)
    const forwarded = bounceReport({ messageId: messageIdOf(mail), recipient: 'ben@elsewhere.example' })
    assert.deepEqual(await answer(forwarded), { is: 'bounce', ...after({ stopped: 1 }) })
    assert.equal((await stoppedFor(db, 'ben@example.org'))?.reason, 'bounced')
  })

  test('as JSON of our own, one or many', async () => {
    const db = await open()
    await aSentMail(db, ada, now)
    await aSentMail(db, 'ben@example.org', now)
    const hard = { type: 'hard', email: 'Ada@Example.org', status: '5.1.1', detail: 'no\nsuch user', id: 1 }
    const none = { type: 'complaint', email: 'stranger@example.org' }
    assert.deepEqual(await tell(db, [hard, none]), after({ stopped: 1, ignored: 1 }))
    assert.deepEqual(await tell(db, hard), after({ known: 1 }))
    const row = await db.selectFrom('bounce').selectAll().executeTakeFirstOrThrow()
    assert.deepEqual(
      [row.email, row.status, row.detail, row.source],
      [ada, '5.1.1', 'no such user', 'webhook'],
    )
    for (const wrong of [
      '',
      'no',
      '{}',
      '{"type":"hard"}',
      '[1]',
      'null',
      '"x"',
      `[${'{},'.repeat(1_000)}{}]`,
    ]) {
      const answer = await post(db, wrong)
      assert.equal(answer.status, 400, wrong.slice(0, 30))
      assert.match((await answer.json()).error, /\w{3}/)
    }
    assert.equal((await post(db, `"${'x'.repeat(1_000_001)}"`)).status, 400)
  })

  test('as Amazon SES tells, by itself and through SNS, which an admin lets in', async () => {
    const db = await open()
    await aSentMail(db, ada, now)
    const mail = { timestamp: noon, messageId: '00000', destination: [ada] }
    const bounce = (bounceType: string, feedbackId: string) => ({
      ...{ notificationType: 'Bounce', mail },
      bounce: {
        ...{ bounceType, bounceSubType: 'General', feedbackId, timestamp: noon },
        bouncedRecipients: [{ emailAddress: ada, status: '4.4.7', diagnosticCode: 'smtp; 450 later' }],
      },
    })
    const url = 'https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=x'
    assert.match((await tell(db, { Type: 'SubscriptionConfirmation', SubscribeURL: url })).confirm, /admin/)
    assert.equal(await confirmAddress(db), url)
    for (const wrong of ['https://sns.evil.example/', 'http://sns.eu-west-1.amazonaws.com/', 'javascript:1'])
      assert.equal(
        (await post(db, JSON.stringify({ Type: 'SubscriptionConfirmation', SubscribeURL: wrong }))).status,
        400,
      )
    assert.deepEqual(await tell(db, bounce('Transient', 'one')), after({ counted: 1 }))
    assert.equal(await confirmAddress(db), null)
    const wrapped = {
      Type: 'Notification',
      MessageId: 'x',
      Message: JSON.stringify(bounce('Permanent', 'two')),
    }
    const plain = { 'content-type': 'text/plain; charset=UTF-8' }
    assert.deepEqual(await (await post(db, JSON.stringify(wrapped), plain)).json(), after({ stopped: 1 }))
    assert.deepEqual(await tell(db, wrapped), after({ known: 1 }))
    const complaint = {
      complainedRecipients: [{ emailAddress: ada }],
      ...{ feedbackId: 'three', complaintFeedbackType: 'abuse' },
    }
    assert.deepEqual(await tell(db, { eventType: 'Complaint', mail, complaint }), after({ stopped: 1 }))
    assert.deepEqual(await tell(db, { eventType: 'Delivery', mail, delivery: {} }), after({}))
    assert.equal((await stoppedFor(db, ada))?.reason, 'complained')
  })

  test('as Postmark and Mailgun tell', async () => {
    const db = await open()
    const [ben, eve] = ['ben@example.org', 'eve@example.org']
    const mail = await aSentMail(db, eve, now)
    await aSentMail(db, ada, now)
    await aSentMail(db, ben, now)
    const postmark = {
      RecordType: 'Bounce',
      ID: 42,
      Type: 'HardBounce',
      Email: ada,
      Details: 'smtp;550 5.1.1 no',
    }
    assert.deepEqual(await tell(db, { ...postmark, Type: 'Transient' }), after({}))
    assert.deepEqual(await tell(db, postmark), after({ stopped: 1 }))
    const spam = { ...postmark, RecordType: 'SpamComplaint', Type: 'SpamComplaint', Email: ben, ID: 43 }
    assert.deepEqual(await tell(db, spam), after({ stopped: 1 }))
    const event = (facts: object) => ({
      signature: { token: 'x', timestamp: '1', signature: 'x' },
      'event-data': {
        ...{ event: 'failed', severity: 'permanent', id: 'x', recipient: eve },
        message: { headers: { 'message-id': messageIdOf(mail).slice(1, -1) } },
        'delivery-status': { code: 550, message: '5.1.1 no such user' },
        ...facts,
      },
    })
    assert.deepEqual(await tell(db, event({ severity: 'temporary' })), after({}))
    assert.deepEqual(await tell(db, event({})), after({ stopped: 1 }))
    const rows = await db.selectFrom('bounce').select(['email', 'kind', 'mail']).orderBy('email').execute()
    assert.deepEqual(rows, [
      { email: ada, kind: 'hard', mail: null },
      { email: ben, kind: 'complaint', mail: null },
      { email: eve, kind: 'hard', mail },
    ])
  })
})
