import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { eachDatabase } from '../../test/support/database.ts'
import { aSubscriber, digestParts, edition } from '../../test/support/digests.ts'
import { mailServer } from '../../test/support/mail-server.ts'
import { testOrigin } from '../../test/support/members.ts'
import { fill } from '../../test/support/records.ts'
import { siteOver } from '../../test/support/site.ts'
import type { Db } from '../db/connect.ts'
import { sendDigestAgain } from './delivery-queries.ts'
import { editionOn } from './digest-edition.ts'
import { setDigestsPaused } from './digest-pause.ts'
import { sendFailedDigestsAgain, suppressAddress } from './manage-digests.ts'
import { planDue, planForAll } from './plan-digests.ts'
import { sendDueDigests, sendWaiting } from './send-digests.ts'

/** Wednesday; the edition of Tuesday is the newest that is whole. */
const wednesday = '2026-03-04T12:00:00.000Z'
const minutesLater = (minutes: number) => new Date(Date.parse(wednesday) + minutes * 60_000).toISOString()

async function start(open: () => Promise<Db>) {
  const db = await open()
  const server = await mailServer()
  await fill(db, [...edition('2026-03-03', 3), ...edition('2026-03-04', 2)])
  const settings = { SMTP_URL: server.url, MAIL_FROM: 'Daily Papers <papers@example.org>' }
  const send = (at = wednesday) => sendDueDigests(digestParts(db, at, settings))
  const states = async () =>
    (
      await db.selectFrom('digest_delivery').select('state').orderBy('created_at').orderBy('id').execute()
    ).map(({ state }) => state)
  return { db, server, settings, send, states }
}

const recipients = (mails: { to?: unknown }[]): string[] =>
  mails.map(({ to }) => (to as { text: string }).text).sort()

eachDatabase('the digest', (open) => {
  test('reaches who is due, once, with all that mail programs need', async () => {
    const { db, server, send } = await start(open)
    await aSubscriber(db, 'ada@example.org')
    await aSubscriber(db, 'cv@example.org', { categories: ['cs.CV'] })
    await aSubscriber(db, 'none@example.org', { keywords: ['nothing of this'] })
    await aSubscriber(db, 'later@example.org', { hour: 13 })
    await aSubscriber(db, 'weekly@example.org', { period: 'weekly' })
    await aSubscriber(db, 'off@example.org', { period: 'off' })
    await aSubscriber(db, 'paused@example.org', { pausedUntil: '2026-03-05' })
    await aSubscriber(db, 'unasked@example.org', { state: 'unconfirmed' })
    await aSubscriber(db, 'gone@example.org', { state: 'unsubscribed' })
    await aSubscriber(db, 'never@example.org')
    await suppressAddress(db, 'never@example.org', 1)
    await send()
    await send(minutesLater(1))
    assert.deepEqual(recipients(server.mails), ['ada@example.org', 'cv@example.org'])
    const mail = server.mails.find(({ to }) => JSON.stringify(to).includes('ada@'))
    assert.ok(mail)
    assert.equal(mail.subject, '3 papers for 3 March: Paper 1 of 2026-03-03')
    assert.match(mail.text ?? '', /1\. Paper 1.*2\. Paper 2.*3\. Paper 3/s)
    assert.match(String(mail.html), /<html lang="en">/)
    const links = [...String(mail.html).matchAll(/href="([^"]+)"/g)].map(([, url = '']) => url)
    assert.ok(links.length > 6)
    const site = siteOver(db)
    for (const url of links) {
      assert.ok(url.startsWith(testOrigin), url)
      const { status } = await site.request(url, { headers: { host: '127.0.0.1:8080' } })
      assert.equal(status, 200, url)
    }
    const cv = server.mails.find(({ to }) => JSON.stringify(to).includes('cv@'))
    assert.equal(cv?.subject, '1 paper for 3 March: Paper 2 of 2026-03-03')
    assert.match(cv?.text ?? '', /In cs\.CV, number 2 of the day/)
  })

  test('has headers by which programs unsubscribe, for two that read mail', async () => {
    const { db, server, send } = await start(open)
    await aSubscriber(db, 'ada@example.org')
    await send()
    const raw = Buffer.from(server.raw[0] ?? '')
    const script = `
import email, email.policy, json, sys
m = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
html = m.get_body(('html',)); text = m.get_body(('plain',))
print(json.dumps({'headers': {k.lower(): str(v) for k, v in m.items()}, 'defects': [str(d) for d in m.defects],
  'html': html.get_content(), 'text': text.get_content()}))`
    const python = spawnSync('python3', ['-c', script], { input: raw, encoding: 'utf8' })
    const [mail] = server.mails
    const headers: Record<string, string> =
      python.status === 0
        ? JSON.parse(python.stdout).headers
        : Object.fromEntries(
            mail?.headerLines.map(({ key, line }) => [
              key,
              line.replace(/^[^:]+:\s*/, '').replace(/\r?\n\s+/g, ' '),
            ]) ?? [],
          )
    const [, url = ''] = /^<(http[^>]+)>$/.exec(headers['list-unsubscribe'] ?? '') ?? []
    assert.equal(headers['list-unsubscribe-post'], 'List-Unsubscribe=One-Click')
    assert.equal(headers['list-id'], '<digest.127.0.0.1>')
    assert.equal(headers['auto-submitted'], 'auto-generated')
    assert.equal(headers.precedence, 'bulk')
    assert.match(headers['message-id'] ?? '', /^<digest\.[0-9a-f]{24}@127\.0\.0\.1>$/)
    if (python.status === 0) {
      const read = JSON.parse(python.stdout)
      assert.deepEqual(read.defects, [])
      assert.match(read.html, /Paper 1 of 2026-03-03/)
      assert.match(read.text, /Paper 1 of 2026-03-03/)
    }
    const answer = await siteOver(db).request(url, {
      method: 'POST',
      headers: { host: '127.0.0.1:8080', 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    })
    assert.equal(answer.status, 200)
    const row = await db.selectFrom('subscription').select('state').executeTakeFirstOrThrow()
    assert.equal(row.state, 'unsubscribed')
  })

  test('never brings a paper twice, and nothing on days without new ones', async () => {
    const { db, server, send } = await start(open)
    await aSubscriber(db, 'ada@example.org')
    await send()
    const [first] = edition('2026-03-03', 1)
    await fill(db, [{ ...first, entries: [{ day: '2026-03-04', place: 9, recordedVotes: 500 }] } as never])
    await send('2026-03-05T08:00:00.000Z')
    await send('2026-03-06T08:00:00.000Z')
    await send('2026-03-07T08:00:00.000Z')
    assert.deepEqual(
      server.mails.map(({ subject }) => subject),
      ['3 papers for 3 March: Paper 1 of 2026-03-03', '2 papers for 4 March: Paper 1 of 2026-03-04'],
    )
  })

  test('of the week comes on Mondays', async () => {
    const { db, server, send } = await start(open)
    await aSubscriber(db, 'ada@example.org', { period: 'weekly' })
    await send()
    assert.equal(server.mails.length, 0)
    await send('2026-03-09T08:00:00.000Z')
    await send('2026-03-09T20:00:00.000Z')
    assert.deepEqual(
      server.mails.map(({ subject }) => subject),
      ['5 papers for the week to 8 March: Paper 1 of 2026-03-03'],
    )
  })

  test('of an edition that is still open leads only where there is something', async () => {
    const { db, server, settings } = await start(open)
    await aSubscriber(db, 'ada@example.org')
    await aSubscriber(db, 'weekly@example.org', { period: 'weekly' })
    const parts = digestParts(db, wednesday, settings)
    for (const period of ['daily', 'weekly'] as const) {
      const today = await editionOn(db, period, '2026-03-04')
      assert.equal(await planForAll(db, today, { now: parts.clock.now(), signal: parts.signal }), 1)
    }
    await sendWaiting(parts)
    assert.equal(server.mails.length, 2)
    const site = siteOver(db)
    for (const { html, text } of server.mails) {
      assert.doesNotMatch(text ?? '', /in the browser/)
      for (const [, url = ''] of String(html).matchAll(/href="([^"]+)"/g)) {
        const { status } = await site.request(url, { headers: { host: '127.0.0.1:8080' } })
        assert.equal(status, 200, url)
      }
    }
  })

  test('waits for a server that is named, and for admins who pause it, without piling up', async () => {
    const { db, server, send, states } = await start(open)
    await aSubscriber(db, 'ada@example.org')
    await sendDueDigests(digestParts(db, wednesday, {}))
    await setDigestsPaused(db, true)
    await send()
    assert.deepEqual(await states(), [])
    await setDigestsPaused(db, false)
    await send()
    assert.equal(server.mails.length, 1)
  })
})

eachDatabase('a delivery', (open) => {
  test('that is refused for now is tried again; for good, it failed until an admin says otherwise', async () => {
    const { db, server, send, states } = await start(open)
    await aSubscriber(db, 'ada@example.org')
    server.misbehave({ atRecipient: 450 })
    await send()
    assert.deepEqual(await states(), ['waiting'])
    server.misbehave({ atEnd: 451 })
    await send(minutesLater(2))
    server.misbehave('breaks at DATA')
    await send(minutesLater(10))
    assert.deepEqual(await states(), ['waiting'])
    server.misbehave({ atRecipient: 550 })
    await send(minutesLater(60))
    assert.deepEqual(await states(), ['failed'])
    server.misbehave(null)
    await send(minutesLater(120))
    assert.equal(server.mails.length, 0)
    assert.equal(await sendFailedDigestsAgain(db, Date.parse(minutesLater(121))), 1)
    await send(minutesLater(121))
    assert.deepEqual(await states(), ['sent'])
    assert.equal(server.mails.length, 1)
  })

  test('cut off after the last dot, or whose sender died, is doubtful and not sent by itself', async () => {
    const { db, server, send, states } = await start(open)
    const id = await aSubscriber(db, 'ada@example.org')
    server.misbehave('breaks after the dot')
    await send()
    assert.deepEqual(await states(), ['doubtful'])
    server.misbehave(null)
    await send(minutesLater(300))
    assert.equal(server.mails.length, 0)
    const delivery = await db
      .selectFrom('digest_delivery')
      .select('id')
      .where('subscription_id', '=', id)
      .executeTakeFirstOrThrow()
    await sendDigestAgain(db, delivery.id, Date.parse(minutesLater(301)))
    await db.updateTable('digest_delivery').set({ state: 'sending' }).execute()
    await send(minutesLater(317))
    assert.deepEqual(await states(), ['sending'], 'somebody else may be at it')
    await send(minutesLater(322))
    assert.deepEqual(await states(), ['doubtful'])
    assert.equal(server.mails.length, 0)
  })

  test('waits where the server can’t be reached, says so, and is given up after two days', async () => {
    const { db, settings, states } = await start(open)
    await aSubscriber(db, 'ada@example.org')
    const nowhere = { ...settings, SMTP_URL: 'smtp://127.0.0.1:9' }
    await sendDueDigests(digestParts(db, wednesday, nowhere))
    const row = await db.selectFrom('digest_delivery').select(['problem', 'attempts']).executeTakeFirst()
    assert.match(row?.problem ?? '', /ECONNREFUSED/)
    assert.equal(row?.attempts, 0)
    await sendDueDigests(digestParts(db, '2026-03-07T12:00:00.000Z', nowhere))
    assert.deepEqual(await states(), ['failed'])
  })

  test('is dropped where nobody wants it any more', async () => {
    const { db, server, settings, states } = await start(open)
    await aSubscriber(db, 'ada@example.org')
    await aSubscriber(db, 'ben@example.org')
    const parts = digestParts(db, wednesday, settings)
    const times = { timezone: 'UTC', cutoff: '00:00' }
    await planDue(db, { now: parts.clock.now(), times, signal: parts.signal })
    const leaving = db.updateTable('subscription').where('email', '=', 'ada@example.org')
    await leaving.set({ state: 'unsubscribed' }).execute()
    await sendWaiting(parts)
    assert.deepEqual(recipients(server.mails), ['ben@example.org'])
    assert.deepEqual((await states()).sort(), ['dropped', 'sent'])
    const had = await db.selectFrom('digest_paper').select('subscription_id').distinct().execute()
    assert.equal(had.length, 1)
  })

  test('is one of several nodes alone', async () => {
    const { db, server, settings } = await start(open)
    for (let at = 0; at < 120; at++) await aSubscriber(db, `reader-${at}@example.org`)
    const node = () => sendDueDigests(digestParts(db, wednesday, settings))
    await Promise.all([node(), node(), node()])
    assert.equal(server.mails.length, 120)
    assert.equal(new Set(recipients(server.mails)).size, 120)
  })

  test('waits while enough went to its domain', async () => {
    const { db, server, settings } = await start(open)
    for (let at = 0; at < 8; at++) await aSubscriber(db, `reader-${at}@big.example`)
    await aSubscriber(db, 'ada@small.example')
    const rated = { ...settings, DIGEST_DOMAIN_RATE: '3/60' }
    const to = (domain: string) => recipients(server.mails).filter((to) => to.endsWith(domain)).length
    await sendDueDigests(digestParts(db, wednesday, rated))
    assert.ok(to('big.example') <= 6 && to('big.example') >= 3, String(to('big.example')))
    assert.equal(to('small.example'), 1)
    for (let minute = 1; minute < 4; minute++)
      await sendDueDigests(digestParts(db, minutesLater(minute), rated))
    assert.equal(to('big.example'), 8)
  })
})
