import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  aSentMail,
  bounceReport,
  bounceRules,
  complaintReport,
  messageIdOf,
} from '../../../test/support/bounces.ts'
import { eachDatabase } from '../../../test/support/database.ts'
import { aSubscriber } from '../../../test/support/digests.ts'
import { say } from '../../../test/support/discussions.ts'
import { doorOf } from '../../../test/support/door.ts'
import { assertValidHtml } from '../../../test/support/html.ts'
import { mailServer } from '../../../test/support/mail-server.ts'
import { aMember, type TestMember } from '../../../test/support/members.ts'
import { mailedPath, outbox } from '../../../test/support/outbox.ts'
import { fill, paperRecord } from '../../../test/support/records.ts'
import { noon, siteOver } from '../../../test/support/site.ts'
import { deleteMember } from '../../accounts/delete-member.ts'
import { exportPerson } from '../../accounts/export-person.ts'
import { secretKeys } from '../../accounts/secret.ts'
import { noteConfirmAddress } from '../../bounces/confirm-address.ts'
import { noteState } from '../../bounces/mailbox-state.ts'
import { stoppedFor } from '../../bounces/stopped.ts'
import { takeMessage } from '../../bounces/take-report.ts'
import { fixedClock } from '../../clock.ts'
import type { Db } from '../../db/connect.ts'
import { subscriptionToken } from '../../digests/subscription-link.ts'
import { addMail } from '../../mail/mail.ts'
import { sendMails } from '../../mail/send-mails.ts'
import { routes } from '../routes.ts'

const now = Date.parse(noon)
const ada = 'ada@example.org'
const settings = { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'papers@example.org' }

/** Something written to it came back, or was complained about. */
async function comesBack(db: Db, email: string, as = bounceReport): Promise<void> {
  const report = as({ messageId: messageIdOf(await aSentMail(db, email, now)) })
  const { stopped } = await takeMessage({ db, now, settings: bounceRules }, report, 'mailbox')
  assert.equal(stopped, 1)
}

async function linkOf(db: Db, id: string): Promise<string> {
  const [key = ''] = await secretKeys(db, now, undefined)
  return subscriptionToken(key, id)
}

eachDatabase('who gets no mail, since it came back', (open) => {
  test('is told behind the link of their mails, and says there that it works again', async () => {
    const db = await open()
    const { get, post } = doorOf(db, { settings })
    const token = await linkOf(db, await aSubscriber(db, ada))
    const page = async () => {
      const text = await (await get(routes.subscription(token))).text()
      await assertValidHtml(text)
      return text
    }
    assert.doesNotMatch(await page(), /Nothing is sent/)
    await comesBack(db, ada)
    assert.match(await page(), /Nothing is sent:<\/strong> since .*, for mail to ada@example\.org came back/)
    const kept = await (await get(routes.changeSubscription(token, 'export'))).json()
    assert.deepEqual(
      kept.cameBack.map(({ kind, receivedAt }: { kind: string; receivedAt: string }) => [kind, receivedAt]),
      [['hard', noon]],
    )
    assert.equal((await post(routes.changeSubscription(token, 'arrives'), {})).status, 303)
    assert.match(await (await get(routes.subscription(token, 'arrives'))).text(), /Mail is sent again/)
    assert.doesNotMatch(await page(), /Nothing is sent/)
    assert.equal((await post(routes.changeSubscription(token, 'arrives'), {})).status, 409)
    await comesBack(db, ada, complaintReport)
    assert.match(await page(), /reported as spam/)
    assert.doesNotMatch(await page(), /works again/)
    assert.equal((await post(routes.changeSubscription(token, 'arrives'), {})).status, 409)
    const guessed = routes.changeSubscription(`${'0'.repeat(24)}${'x'.repeat(43)}`, 'arrives')
    assert.equal((await post(guessed, {})).status, 403)
  })

  test('may subscribe once more: the link of that mail shows that it works; after a complaint no mail goes', async () => {
    const db = await open()
    const { post } = doorOf(db, { settings })
    await comesBack(db, ada)
    assert.equal((await post(routes.subscribe(), { email: ada })).status, 200)
    const link = new URL(await mailedPath(db, 'subscribe'), 'http://x')
    assert.equal((await stoppedFor(db, ada))?.reason, 'bounced')
    await post(routes.confirmSubscription(), { token: link.searchParams.get('token') ?? '' })
    assert.equal(await stoppedFor(db, ada), null)
    const eve = 'eve@example.org'
    await comesBack(db, eve, complaintReport)
    assert.equal((await post(routes.subscribe(), { email: eve })).status, 200)
    assert.deepEqual(
      (await outbox(db)).filter(({ recipient, kind }) => recipient === eve && kind === 'subscribe'),
      [],
    )
  })

  test('and wants none ever again: that stays, whatever came back before', async () => {
    const db = await open()
    const { post } = doorOf(db, { settings })
    const boss = await aMember(db, 'boss', 'admin')
    const reasonOf = async () =>
      (await db.selectFrom('suppressed_address').select('reason').execute())[0]?.reason
    const wanted = async () => {
      await post(routes.subscribe(), { email: ada })
      return (await outbox(db)).filter(({ kind }) => kind === 'subscribe').length
    }
    for (const as of [bounceReport, complaintReport]) {
      const token = await linkOf(db, await aSubscriber(db, ada))
      await comesBack(db, ada, as)
      await post(routes.changeSubscription(token, 'erase'), { forGood: 'on' })
      assert.equal(await reasonOf(), 'asked')
      assert.equal(await wanted(), 0)
      assert.equal((await post(routes.changeDigests('suppress'), { email: ada }, boss)).status, 303)
      assert.equal(await reasonOf(), 'asked', 'what they asked for stays theirs')
      await post(routes.changeDigests('release'), { email: ada }, boss)
      await comesBack(db, ada, as)
      await post(routes.changeDigests('suppress'), { email: ada }, boss)
      assert.equal(await reasonOf(), 'admin')
      assert.equal(await wanted(), 0)
      await post(routes.changeDigests('release'), { email: ada }, boss)
    }
  })

  test('gets notifications on the site only, and mails about the account as before', async () => {
    const db = await open()
    await fill(db, [paperRecord({ id: '2603.00001', published: '2026-03-01' })])
    const [mine, ben] = [await aMember(db, 'ada'), await aMember(db, 'ben')]
    const { get, post } = doorOf(db, { settings })
    const site = siteOver(db, { settings })
    const written = async (kind: string) =>
      (await outbox(db)).filter((mail) => mail.recipient === ada && mail.kind === kind && mail.body !== '')
        .length
    const mention = (who: TestMember, why: string) =>
      say(site, who, { paper: '2603.00001', body: `Look at this, @ada: ${why}` })
    await comesBack(db, ada)
    await mention(ben, 'one')
    assert.equal(await written('mention'), 0)
    assert.equal((await db.selectFrom('notification').selectAll().execute()).length, 1)
    assert.equal((await post(routes.signInLink(), { who: ada })).status, 200)
    assert.equal(await written('signIn'), 1)
    assert.match(await (await get(routes.mailChoices(), mine)).text(), /Nothing is sent/)
    assert.equal((await post(routes.ownDigest(), {}, mine)).status, 403)
    assert.equal((await post(routes.mailArrives(), {}, mine)).status, 303)
    assert.equal((await post(routes.mailArrives(), {}, mine)).status, 409)
    await post(routes.markRead(), {}, mine)
    await mention(ben, 'two')
    assert.equal(await written('mention'), 1)
  })

  test('leaves nothing of it: it is in what they take along, and goes with them', async () => {
    const db = await open()
    const mine = await aMember(db, 'ada')
    const { post } = doorOf(db, { settings })
    await comesBack(db, ada)
    const taken = (await exportPerson(db, mine.id, now)) as { mailThatCameBack: object[] }
    assert.equal(taken.mailThatCameBack.length, 1)
    await deleteMember(db, { name: 'x', publicUrl: 'https://x.example', now }, mine.id)
    assert.deepEqual(await db.selectFrom('bounce').selectAll().execute(), [])
    const id = await aSubscriber(db, 'ben@example.org')
    await comesBack(db, 'ben@example.org')
    await post(routes.changeSubscription(await linkOf(db, id), 'erase'), {})
    assert.deepEqual(await db.selectFrom('bounce').selectAll().execute(), [])
    assert.equal((await stoppedFor(db, 'ben@example.org'))?.reason, 'bounced')
  })

  test('goes with who confirmed the address, not with who only typed it', async () => {
    const db = await open()
    const typed = await aMember(db, 'ada')
    await db.updateTable('member').set({ email_verified: 0 }).execute()
    await comesBack(db, ada)
    await deleteMember(db, { name: 'x', publicUrl: 'https://x.example', now }, typed.id)
    assert.equal((await db.selectFrom('bounce').selectAll().execute()).length, 1)
  })

  test('admins see what came back and why, page by page, and let an address have mail again', async () => {
    const db = await open()
    const boss = await aMember(db, 'boss', 'admin')
    const mailbox = { ...settings, BOUNCE_IMAP_URL: 'imap://a:hidden@127.0.0.1/INBOX' }
    const door = doorOf(db, { settings: mailbox })
    const page = async (path = routes.bounces(), from = door) => {
      const text = await (await from.get(path, boss)).text()
      await assertValidHtml(text)
      assert.ok(!text.includes('hidden@'))
      return text
    }
    assert.match(await page(routes.bounces(), doorOf(db, { settings })), /Nothing is read/)
    assert.match(await page(), /not read yet/)
    await noteState(db, { at: now, problem: 'Authentication failed.' })
    assert.match(await page(), /can’t be read:<\/strong> Authentication failed/)
    await noteConfirmAddress(db, 'https://sns.eu-west-1.amazonaws.com/?Token=x&y')
    assert.match(await page(), /href="https:\/\/sns\.eu-west-1\.amazonaws\.com\/\?Token=x&amp;y"/)
    for (let i = 0; i < 51; i++) await comesBack(db, `reader${i}@example.org`)
    await comesBack(db, ada, complaintReport)
    const first = await page()
    assert.match(first, /reader\d+@example\.org<\/strong> stopped/)
    assert.match(first, /hard 5\.1\.1: 550 5\.1\.1 &lt;ada@example\.org>: no such mailbox/)
    assert.match(first, /1–50 of 52/)
    assert.match(await page(routes.bounces('complaint')), /stopped after a complaint/)
    assert.match(await page(routes.bounces('hard', 2)), /51–51 of 51/)
    assert.equal((await door.get(routes.bounces(undefined, 3), boss)).status, 404)
    assert.equal((await door.get('/admin/bounces?kind=other', boss)).status, 400)
    assert.match(await (await door.get(routes.digests(), boss)).text(), /51 bounced, 1 complained/)
    assert.equal((await door.post(routes.releaseBounced(), { email: ada }, boss)).status, 303)
    assert.equal(await stoppedFor(db, ada), null)
    assert.equal((await door.post(routes.releaseBounced(), { email: ada }, boss)).status, 404)
    assert.match(await page(routes.bounces('complaint')), /gets mail/)
  })

  test('a mail of the outbox names itself when it comes back; refused at once, as nobody’s, it stops the address, too', async () => {
    const [db, server] = [await open(), await mailServer()]
    const parts = {
      ...{ db, clock: fixedClock(noon), signal: new AbortController().signal },
      settings: {
        ...{ SMTP_URL: server.url, MAIL_FROM: 'papers@example.org', BOUNCE_ADDRESS: 'bounces@example.org' },
        ...bounceRules,
      },
    }
    await addMail(db, { recipient: ada, subject: 'Hello', body: 'x', kind: 'sign-up' }, now)
    await sendMails(parts)
    const to = server.senders[0] ?? ''
    assert.match(to, /^bounces\+m[0-9a-f]{44}@example\.org$/)
    const taken = await takeMessage({ db, now, settings: bounceRules }, bounceReport({ to }), 'command')
    assert.equal(taken.stopped, 1)
    assert.equal((await stoppedFor(db, ada))?.reason, 'bounced')
    server.misbehave({ atRecipient: 550, says: '5.1.1 No such mailbox.' })
    await addMail(db, { recipient: 'ben@example.org', subject: 'Hello', body: 'x', kind: 'sign-up' }, now)
    await sendMails(parts)
    assert.equal((await stoppedFor(db, 'ben@example.org'))?.reason, 'bounced')
    // Of who left nothing is noted any more.
    const { id } = await aMember(db, 'eve')
    await deleteMember(db, { name: 'x', publicUrl: 'https://x.example', now }, id)
    await sendMails(parts)
    const gone = await db.selectFrom('mail').select('state').where('kind', '=', 'gone').execute()
    assert.deepEqual(gone, [{ state: 'failed' }])
    assert.equal(await stoppedFor(db, 'eve@example.org'), null)
    assert.deepEqual(
      await db.selectFrom('bounce').select('id').where('email', '=', 'eve@example.org').execute(),
      [],
    )
  })
})
