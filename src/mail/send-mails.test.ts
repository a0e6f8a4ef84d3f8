import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../test/support/database.ts'
import { type MailServer, type Misbehaviour, mailServer } from '../../test/support/mail-server.ts'
import { noon } from '../../test/support/site.ts'
import { fixedClock } from '../clock.ts'
import type { Db } from '../db/connect.ts'
import { addMail } from './mail.ts'
import { doubtMails, sendMailAgain, setMail, unsentMails } from './mail-queries.ts'
import { sendMails } from './send-mails.ts'

const now = Date.parse(noon)
const ada = {
  ...{ recipient: 'ada@example.org', subject: 'Welcome', kind: 'sign-up' },
  body: 'Hello <Ada> & co.\n\nhttp://127.0.0.1:8080/verify?token=x&y=1\n\nSee you.',
}

const letterTo = (recipient: string) => ({ ...ada, recipient, kind: 'search', html: '<p>Hello</p>' })

interface Limits {
  lettersMs?: number
  rate?: { calls: number; seconds: number }
}

const send = (db: Db, url: string | undefined, at = now, { lettersMs, rate }: Limits = {}) =>
  sendMails({
    ...{ db, clock: fixedClock(new Date(at).toISOString()), signal: new AbortController().signal },
    ...(lettersMs !== undefined && { lettersMs }),
    settings: {
      SMTP_URL: url,
      MAIL_FROM: 'Daily Papers <papers@example.org>',
      PUBLIC_URL: 'http://a.example',
      DIGEST_DOMAIN_RATE: rate ?? null,
      ...{ BOUNCE_HARD_LIMIT: 1, BOUNCE_SOFT_LIMIT: 5, BOUNCE_SOFT_DAYS: 30 },
    },
  })

const states = async (db: Db) =>
  (await db.selectFrom('mail').select(['state', 'attempts', 'send_at']).orderBy('id').execute()).map(
    ({ state, attempts, send_at }) => [state, attempts, send_at - now],
  )

async function afterTrouble(db: Db, server: MailServer, how: Misbehaviour) {
  await addMail(db, ada, now)
  server.misbehave(how)
  await send(db, server.url)
  server.misbehave(null)
  return (await states(db))[0]
}

eachDatabase('mail', (open) => {
  test('goes out once, as text and HTML, and says that a program wrote it', async () => {
    const [db, server] = [await open(), await mailServer()]
    await addMail(db, ada, now)
    await send(db, server.url)
    await send(db, server.url)
    assert.equal(server.mails.length, 1)
    const [mail] = server.mails
    assert.equal(mail?.subject, 'Welcome')
    assert.deepEqual(mail?.from?.value, [{ address: 'papers@example.org', name: 'Daily Papers' }])
    assert.equal(mail?.headers.get('auto-submitted'), 'auto-generated')
    assert.match(mail?.messageId ?? '', /^<[0-9a-f]{24}@a\.example>$/)
    assert.equal(mail?.text?.trim(), ada.body)
    assert.match(String(mail?.html), /<p>Hello &lt;Ada&gt; &amp; co\.<\/p>/)
    assert.match(String(mail?.html), /<a href="http:\/\/127\.0\.0\.1:8080\/verify\?token=x&amp;y=1">/)
    const row = await db.selectFrom('mail').select(['state', 'body']).executeTakeFirst()
    assert.deepEqual(row, { state: 'sent', body: '' })
  })

  test('two nodes send it once', async () => {
    const [db, server] = [await open(), await mailServer()]
    for (let i = 0; i < 10; i++) await addMail(db, { ...ada, subject: `Number ${i}` }, now)
    await Promise.all([send(db, server.url), send(db, server.url)])
    assert.deepEqual(
      server.mails.map(({ subject }) => subject).sort(),
      Array.from({ length: 10 }, (_, i) => `Number ${i}`),
    )
  })

  test('waits without a server, and while it is away', async () => {
    const db = await open()
    await addMail(db, ada, now)
    await send(db, undefined)
    await send(db, 'smtp://127.0.0.1:1')
    assert.deepEqual(await states(db), [['waiting', 0, 0]])
    assert.match((await unsentMails(db, 10))[0]?.last_error ?? '', /ECONNREFUSED/)
  })

  test('waits where the server ends the connection at the password, and says why', async () => {
    const [db, server] = [await open(), await mailServer()]
    await addMail(db, ada, now)
    server.misbehave('breaks at AUTH')
    await send(db, server.urlWithPassword)
    assert.deepEqual(await states(db), [['waiting', 0, 0]])
    assert.match((await unsentMails(db, 10))[0]?.last_error ?? '', /Connection closed/)
    server.misbehave(null)
    await send(db, server.urlWithPassword.replace('secret', 'wrong'))
    assert.match((await unsentMails(db, 10))[0]?.last_error ?? '', /535 Wrong password/)
    await send(db, server.urlWithPassword)
    assert.equal(server.mails.length, 1)
  })

  test('waits where a server elsewhere would get the password unencrypted', async () => {
    const [db, server] = [await open(), await mailServer()]
    await addMail(db, ada, now)
    // It leads to this machine, too, but isn't one of its names.
    const elsewhere = server.urlWithPassword.replace('127.0.0.1', '0.0.0.0')
    await send(db, elsewhere)
    assert.deepEqual(await states(db), [['waiting', 0, 0]])
    assert.match((await unsentMails(db, 1))[0]?.last_error ?? '', /STARTTLS/)
    assert.equal(server.logins, 0)
    await send(db, elsewhere.replace('papers:secret@', ''))
    assert.equal(server.mails.length, 1)
  })

  test('is tried later where nothing of it can have arrived', async () => {
    for (const how of [{ atRecipient: 451 }, { atEnd: 452 }, 'breaks at DATA'] as const) {
      const [db, server] = [await open(), await mailServer()]
      assert.deepEqual(await afterTrouble(db, server, how), ['waiting', 1, 60_000], JSON.stringify(how))
      await send(db, server.url, now + 59_000)
      assert.equal(server.mails.length, 0)
      await send(db, server.url, now + 60_000)
      assert.equal(server.mails.length, 1)
    }
  })

  test('is given up where the server says so for good', async () => {
    for (const how of [{ atRecipient: 550 }, { atEnd: 554 }]) {
      const [db, server] = [await open(), await mailServer()]
      assert.equal((await afterTrouble(db, server, how))?.[0], 'failed')
      await send(db, server.url, now + 86_400_000)
      assert.equal(server.mails.length, 0)
    }
  })

  test('waits where the server takes nothing of ours, whatever it is and whoever it is for', async () => {
    for (const atSender of [554, 451]) {
      const [db, server] = [await open(), await mailServer()]
      for (const recipient of ['ada@example.org', 'ben@example.org'])
        await addMail(db, { ...ada, recipient }, now)
      server.misbehave({ atSender, says: 'The account is suspended.' })
      for (let minute = 0; minute < 10; minute++) await send(db, server.url, now + minute * 60_000)
      assert.deepEqual(
        (await states(db)).map(([state, attempts]) => [state, attempts]),
        Array(2).fill(['waiting', 0]),
      )
      server.misbehave({ atSender: 552, says: '5.3.4 Message size exceeds the limit.' })
      await send(db, server.url, now + 20 * 60_000)
      assert.deepEqual(new Set((await states(db)).map(([state]) => state)), new Set(['failed']))
    }
  })

  test('goes on over another connection where the server takes only some over each', async () => {
    for (const atSender of [421, 450]) {
      const [db, server] = [await open(), await mailServer()]
      for (let n = 0; n < 10; n++) await addMail(db, { ...ada, subject: `Number ${n}` }, now)
      server.misbehave({ atSender, says: '4.7.1 Too many messages in this connection.', after: 3 })
      await send(db, server.url)
      assert.equal(server.mails.length, 10)
      assert.deepEqual(await states(db), Array(10).fill(['sent', 1, 0]))
    }
  })

  test('that was doubted before its answer came stays so', async () => {
    const [db, server] = [await open(), await mailServer()]
    await addMail(db, ada, now)
    server.misbehave({ beforeYes: () => doubtMails(db, now + 1) })
    await send(db, server.url)
    assert.equal((await states(db))[0]?.[0], 'doubtful')
  })

  test('is not doubted as long as a try may take', async () => {
    const [db, server] = [await open(), await mailServer()]
    await addMail(db, ada, now)
    server.misbehave({ beforeYes: () => send(db, undefined, now + 16 * 60_000) })
    await send(db, server.url)
    assert.equal((await states(db))[0]?.[0], 'sent')
  })

  test('of which nobody can know whether it arrived is not sent again by itself', async () => {
    const [db, server] = [await open(), await mailServer()]
    assert.equal((await afterTrouble(db, server, 'breaks after the dot'))?.[0], 'doubtful')
    const id = (await unsentMails(db, 1))[0]?.id ?? ''
    await setMail(db, id, { state: 'sending', send_at: now })
    await send(db, server.url, now + 21 * 60_000)
    assert.equal((await states(db))[0]?.[0], 'doubtful')
    assert.equal(server.mails.length, 0)
    assert.ok(await sendMailAgain(db, id, { now, dead: [] }))
    await send(db, server.url, now)
    assert.equal(server.mails.length, 1)
  })

  test('to many takes so long at a time, and all others are sent before', async () => {
    const [db, server] = [await open(), await mailServer()]
    for (let n = 0; n < 3; n++) await addMail(db, letterTo(`n${n}@example.org`), now)
    for (let n = 0; n < 3; n++) await addMail(db, { ...ada, subject: `Number ${n}` }, now)
    const sent = async () => {
      await send(db, server.url, now, { lettersMs: 0 })
      return server.mails.splice(0).map(({ html }) => (/^<p>Hello/.test(String(html)) ? 'letter' : 'mail'))
    }
    assert.deepEqual(await sent(), ['mail', 'mail', 'mail', 'letter'])
    assert.deepEqual(await sent(), ['letter'])
    await send(db, server.url)
    assert.equal(server.mails.length, 1)
  })

  test('to many keeps to the rate of a domain, and goes on in the next while', async () => {
    const [db, server] = [await open(), await mailServer()]
    for (let n = 0; n < 7; n++) await addMail(db, letterTo(`n${n}@example.org`), now)
    for (const other of ['ben@sub.example.org', 'cem@xexample.org']) await addMail(db, letterTo(other), now)
    await addMail(db, ada, now)
    const sent = async (seconds: number) => {
      await send(db, server.url, now + seconds * 1_000, { rate: { calls: 3, seconds: 60 } })
      return server.mails.splice(0).length
    }
    assert.equal(await sent(0), 3 + 2 + 1)
    assert.deepEqual([await sent(30), await sent(60), await sent(119), await sent(120)], [0, 3, 0, 1])
  })

  test('is listed for admins without its pages', async () => {
    const db = await open()
    await addMail(db, letterTo('ben@example.org'), now)
    const [mail] = await unsentMails(db, 10)
    assert.ok(mail && !('html' in mail))
    assert.equal(mail.body, ada.body)
  })

  test('has no header that a name or subject brought along', async () => {
    const [db, server] = [await open(), await mailServer()]
    await addMail(db, { ...ada, subject: 'Hello\r\nBcc: eve@example.org\r\n\r\nbody\u2028x' }, now)
    await send(db, server.url)
    const [mail] = server.mails
    assert.equal(mail?.subject, 'Hello Bcc: eve@example.org body x')
    assert.equal(mail?.bcc, undefined)
  })
})
