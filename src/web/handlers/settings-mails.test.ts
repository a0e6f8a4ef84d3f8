import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../../test/support/database.ts'
import { say } from '../../../test/support/discussions.ts'
import { doorOf } from '../../../test/support/door.ts'
import { assertValidHtml } from '../../../test/support/html.ts'
import { mailServer } from '../../../test/support/mail-server.ts'
import { aMember, type TestMember, testOrigin } from '../../../test/support/members.ts'
import { outbox } from '../../../test/support/outbox.ts'
import { fill, paperRecord } from '../../../test/support/records.ts'
import { noon, siteOver } from '../../../test/support/site.ts'
import { fixedClock } from '../../clock.ts'
import { mailKinds } from '../../community/notifications/mail-kinds.ts'
import type { Db } from '../../db/connect.ts'
import { sendMails } from '../../mail/send-mails.ts'
import { routes } from '../routes.ts'

const paper = '2603.00001'
const settings = { SMTP_URL: 'smtp://127.0.0.1', MAIL_FROM: 'papers@example.org', SUBMISSIONS: 'approve' }

async function start(open: () => Promise<Db>) {
  const db = await open()
  const authors = ['Ada Example', 'Ben Example'].map((name) => ({ name }))
  await fill(db, [paperRecord({ id: paper, published: '2026-03-01', authors })])
  const people = {
    ada: await aMember(db, 'ada'),
    ben: await aMember(db, 'ben'),
    cur: await aMember(db, 'cur', 'curator'),
    mo: await aMember(db, 'mo', 'moderator'),
    boss: await aMember(db, 'boss', 'admin'),
  }
  const door = doorOf(db, { settings })
  const told = async (who: TestMember) =>
    (
      await db
        .selectFrom('notification')
        .select(['kind', 'read_at', 'mailed_at'])
        .where('person_id', '=', who.id)
        .orderBy('kind')
        .execute()
    ).map(({ kind, read_at, mailed_at }) => [
      kind,
      read_at === null ? 'new' : 'read',
      ...(mailed_at === null ? [] : ['mailed']),
    ])
  const want = async (who: TestMember, ...kinds: string[]) =>
    door.post(routes.mailChoices(), Object.fromEntries(kinds.map((kind) => [kind, 'on'])), who)
  return { db, ...people, ...door, told, want }
}

eachDatabase('mails of notifications', (open) => {
  test('are ended by mail programs themselves, without a cookie, each kind by its own mails', async () => {
    const { db, ada, ben, get } = await start(open)
    const server = await mailServer()
    const send = () =>
      sendMails({
        ...{ db, clock: fixedClock(noon), signal: new AbortController().signal },
        settings: {
          ...{ SMTP_URL: server.url, MAIL_FROM: 'papers@example.org', PUBLIC_URL: testOrigin },
          ...{ BOUNCE_HARD_LIMIT: 1, BOUNCE_SOFT_LIMIT: 5, BOUNCE_SOFT_DAYS: 30 },
        },
      })
    const site = siteOver(db, { settings })
    await say(site, ada, { paper, body: 'Hello @ben' })
    await send()
    const raw = String(server.raw.find((one) => String(one).includes('To: ben@example.org')))
    assert.match(raw, /^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m)
    assert.match(raw, /^List-ID: <notifications\./m)
    const address = /^List-Unsubscribe: <(.*)>\r$/m.exec(raw)?.[1] ?? ''
    const path = address.slice(testOrigin.length)
    const link = Object.fromEntries(new URL(address).searchParams)
    assert.equal(
      routes.stopMails({ personId: link.person ?? '', kind: 'mention', token: link.token ?? '' }),
      path,
    )

    const page = await get(path)
    assert.equal(page.status, 200)
    assert.equal(page.headers.get('cache-control'), 'no-store')
    await assertValidHtml(await page.text())
    const off = () => db.selectFrom('mail_off').select(['person_id', 'kind']).execute()
    assert.deepEqual(await off(), [], 'whatever opens links stops nothing')
    const post = (to: string, body: string) =>
      site.request(`${testOrigin}${to}`, {
        ...{ method: 'POST', body },
        headers: { host: '127.0.0.1:8080', 'content-type': 'application/x-www-form-urlencoded' },
      })
    assert.equal((await post(path, 'hello=1')).status, 400)
    for (const wrong of [path.replace('mention', 'reply'), path.replace(ben.id, ada.id), `${path}x`])
      assert.equal((await post(wrong, 'List-Unsubscribe=One-Click')).status, 403, wrong)
    for (let again = 0; again < 2; again++)
      assert.equal((await post(path, 'List-Unsubscribe=One-Click')).status, 200)
    assert.deepEqual(await off(), [{ person_id: ben.id, kind: 'mention' }])
    await db.updateTable('notification').set({ read_at: 1 }).execute()
    await say(site, ada, { paper, body: 'Hello again @ben' })
    assert.equal((await outbox(db)).filter(({ recipient }) => recipient === 'ben@example.org').length, 1)
  })

  test('are chosen by kind; the page shows what is chosen', async () => {
    const { db, ada, ben, get, want } = await start(open)
    const checked = async (who: TestMember) => {
      const page = await (await get(routes.mailChoices(), who)).text()
      await assertValidHtml(page)
      return [...page.matchAll(/name="([a-z]+)" value="on" checked/g)].map(([, kind]) => kind)
    }
    assert.deepEqual(await checked(ada), [...mailKinds])
    assert.equal((await want(ada, 'reply', 'claim', 'nothing')).status, 303)
    assert.deepEqual(await checked(ada), ['reply', 'claim'])
    assert.deepEqual(await checked(ben), [...mailKinds])
    const site = siteOver(db, { settings })
    await want(ben, 'reply')
    const first = await say(site, ben, { paper, body: 'Hello @ada' })
    await say(site, ada, { paper, body: 'Hello @ben', parent: first })
    assert.deepEqual(
      (await outbox(db)).map(({ recipient, subject }) => [recipient, subject.slice(0, 20)]),
      [['ben@example.org', 'ada replied to you o']],
    )
    assert.equal((await want(ada, ...mailKinds)).status, 303)
    assert.deepEqual(await db.selectFrom('mail_off').select('person_id').distinct().execute(), [
      { person_id: ben.id },
    ])
  })

  test('tell of what moderators do, with the reason, where they are wanted; of a ban in any case', async () => {
    const { db, ada, mo, post, told, want } = await start(open)
    const id = await say(siteOver(db), ada, { paper, body: 'Not kind at all' })
    const step = async (name: string) => {
      const fields = { step: name, kind: 'comment', id, reason: 'Be kind.', days: '7' }
      assert.equal((await post(routes.moderationSteps(), fields, mo)).status, 303, name)
    }
    await step('hide')
    await step('restore')
    const subject = 'About your comment on “On the matter of 2603.00001”'
    assert.deepEqual((await outbox(db)).map((mail) => [mail.subject, mail.body]).sort(), [
      [subject, 'Your comment is shown again. The reason: Be kind.'],
      [subject, 'Your comment was hidden. The reason: Be kind.'],
    ])
    await want(ada, 'reply')
    await step('hide')
    await step('suspend')
    await step('unsuspend')
    assert.equal((await outbox(db)).length, 2)
    await step('ban')
    assert.equal((await outbox(db)).length, 3)
    assert.deepEqual((await told(ada)).map(([, ...state]) => state.join(' ')).sort(), [
      'new',
      'new',
      'new',
      'new mailed',
      'new mailed',
      'new mailed',
    ])
  })

  test('never go to made-up addresses, or to those that nobody confirmed', async () => {
    const { db, ada, ben, mo, post, told } = await start(open)
    await db.updateTable('member').set({ email: 'x@orcid.invalid' }).where('id', '=', ada.id).execute()
    await db.updateTable('member').set({ email_verified: 0 }).where('id', '=', ben.id).execute()
    const site = siteOver(db, { settings })
    await say(site, mo, { paper, body: 'Hello @ada and @ben' })
    for (const { id } of [ada, ben]) {
      const fields = { step: 'ban', kind: 'person', id, reason: 'Off.' }
      assert.equal((await post(routes.moderationSteps(), fields, mo)).status, 303)
    }
    assert.deepEqual(await outbox(db), [])
    for (const who of [ada, ben]) {
      assert.deepEqual(await told(who), [
        ['mention', 'new'],
        ['moderation', 'new'],
      ])
    }
  })
})

eachDatabase('those who decide', (open) => {
  test('are told of claims that wait, until somebody has decided', async () => {
    const { db, ada, ben, cur, boss, get, post, told } = await start(open)
    const claim = (author: string, who: TestMember) =>
      post(routes.claim(paper), { author, evidence: 'My own page says so.' }, who)
    assert.equal((await claim('Ada Example', ada)).status, 303)
    assert.equal((await claim('Ben Example', ben)).status, 303)
    assert.deepEqual(
      [await told(boss), await told(cur)],
      [
        [
          ['waiting-claim', 'new'],
          ['waiting-claim', 'new'],
        ],
        [],
      ],
    )
    const page = await (await get(routes.notifications(), boss)).text()
    assert.match(page, /@ada<\/a> claims to be an author of/)
    assert.match(page, /href="\/admin\/claims">Decide/)
    await assertValidHtml(page)
    const { id } = await db
      .selectFrom('claim')
      .select('id')
      .where('person_id', '=', ada.id)
      .executeTakeFirstOrThrow()
    assert.equal((await post(routes.decideClaim(id, 'approve'), {}, boss)).status, 303)
    assert.deepEqual((await told(boss)).map(([, state]) => state).sort(), ['new', 'read'])
    assert.deepEqual(await told(ada), [['claim', 'new', 'mailed']])
    assert.equal((await outbox(db)).at(-1)?.subject, 'About your claim')
  })

  test('are told of submissions that wait, until they are decided or withdrawn', async () => {
    const { db, ada, ben, cur, boss, mo, get, post, told } = await start(open)
    assert.equal((await post(routes.submitPaper(), { paper }, ada)).status, 303)
    const waiting = [['waiting-submission', 'new']]
    assert.deepEqual([await told(cur), await told(mo), await told(boss)], [waiting, waiting, waiting])
    assert.deepEqual([await told(ada), await told(ben)], [[], []])
    assert.match(await (await get(routes.notifications(), cur)).text(), /href="\/admin\/editions">Decide/)
    const { id } = await db.selectFrom('submission').select('id').executeTakeFirstOrThrow()
    assert.equal((await post(routes.withdrawSubmission(id), {}, ada)).status, 303)
    const done = [['waiting-submission', 'read']]
    assert.deepEqual([await told(cur), await told(mo), await told(boss)], [done, done, done])
  })
})
