import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../../test/support/database.ts'
import { say, sendForm } from '../../../test/support/discussions.ts'
import { assertValidHtml } from '../../../test/support/html.ts'
import { aMember, browserHeaders, type TestMember, testOrigin } from '../../../test/support/members.ts'
import { fill, paperRecord } from '../../../test/support/records.ts'
import { noon, siteOver } from '../../../test/support/site.ts'
import type { Db } from '../../db/connect.ts'
import { addressHash } from '../../digests/suppression.ts'
import { mergePapers } from '../../papers/same/merge-papers.ts'
import { routes } from '../routes.ts'

const paper = '2603.00001'

async function start(open: () => Promise<Db>) {
  const db = await open()
  const [ada, ben, kim] = [await aMember(db, 'ada'), await aMember(db, 'ben'), await aMember(db, 'kim')]
  const entries = [{ day: '2026-03-03', submittedBy: { name: 'kim', id: kim.id } }]
  await fill(db, [paperRecord({ id: paper, entries })])
  return { db, site: siteOver(db), ada, ben, kim }
}

const told = async (db: Db, { id }: TestMember): Promise<string[]> =>
  (
    await db.selectFrom('notification').select('kind').where('person_id', '=', id).orderBy('kind').execute()
  ).map(({ kind }) => kind)

eachDatabase('notifications', (open, openWhole) => {
  test('tell of replies, mentions and comments on one’s paper, each once, and never of oneself', async () => {
    const { db, site, ada, ben, kim } = await start(open)
    const first = await say(site, ada, { paper, body: 'Hello @ben, @Ben and @ada; `@kim`' })
    assert.deepEqual(
      [await told(db, ada), await told(db, ben), await told(db, kim)],
      [[], ['mention'], ['comment']],
    )
    await say(site, ben, { paper, body: 'Hello @ada and @nobody-here', parent: first })
    assert.deepEqual([await told(db, ada), await told(db, ben)], [['reply'], ['mention']])
    await say(site, kim, { paper, body: 'My own submission' })
    assert.deepEqual(await told(db, kim), ['comment', 'comment'])
    await sendForm(site, ada, routes.ofComment(paper, first, 'edit'), { body: 'Hello @ben and @kim' })
    assert.deepEqual([await told(db, ben), await told(db, kim)], [['mention'], ['comment', 'comment']])
    await sendForm(site, ada, routes.ofComment(paper, first, 'delete'), {})
    assert.deepEqual([await told(db, ben), await told(db, kim)], [[], ['comment']])
  })

  test('are counted on each page, read, and muted by one press', async () => {
    const { db, site, ada, ben } = await start(open)
    const page = async (who: TestMember, path: string) =>
      (await site.request(`${testOrigin}${path}`, { headers: who.headers })).text()
    await say(site, ada, { paper, body: 'Hello @ben' })
    await say(site, ada, { paper, body: 'And again, @ben' })
    assert.match(await page(ben, routes.about()), /2 new/)
    const list = await page(ben, routes.notifications())
    assert.match(list, /@ada<\/a> mentioned you on/)
    await assertValidHtml(list)
    const [one] = await db.selectFrom('notification').select('id').where('person_id', '=', ben.id).execute()
    await sendForm(site, ada, routes.markRead(), { id: one?.id ?? '' })
    assert.match(await page(ben, routes.about()), /2 new/)
    await sendForm(site, ben, routes.markRead(), { id: one?.id ?? '' })
    assert.match(await page(ben, routes.about()), /1 new/)
    await sendForm(site, ben, routes.markRead(), {})
    assert.match(await page(ben, routes.about()), /Inbox/)
    await sendForm(site, ben, routes.mute(paper), { mute: 'on' })
    await say(site, ada, { paper, body: 'Are you there, @ben?' })
    assert.match(await page(ben, routes.about()), /Inbox/)
    await sendForm(site, ben, routes.mute(paper), { mute: 'off' })
    await say(site, ada, { paper, body: 'And now, @ben?' })
    assert.match(await page(ben, routes.about()), /1 new/)
  })

  test('come by mail where there is a server for it: one until it was read, with a link that mutes', async () => {
    const { db, ada, ben } = await start(open)
    const settings = { SMTP_URL: 'smtp://127.0.0.1', MAIL_FROM: 'papers@example.org' }
    const site = siteOver(db, { settings })
    const mails = () => db.selectFrom('mail').select(['recipient', 'subject', 'body']).execute()
    await say(site, ada, { paper, body: 'Hello @ben\n\nhttps://evil.example/' })
    const [first] = (await mails()).filter(({ recipient }) => recipient === 'ben@example.org')
    assert.equal(first?.subject, 'ada mentioned you on “On the matter of 2603.00001”')
    assert.match(first?.body ?? '', /^> Hello @ben https:\/\/evil\.example\/$/m)
    assert.equal((await mails()).length, 2)
    await say(site, ada, { paper, body: 'Hello again @ben' })
    assert.equal((await mails()).length, 2)
    await sendForm(site, ben, routes.markRead(), {})
    await say(site, ada, { paper, body: 'A third time, @ben' })
    assert.equal((await mails()).length, 3)

    const address = new URL(/^http.*\/notifications\/mute.*$/m.exec(first?.body ?? '')?.[0] ?? '')
    const page = (path: string) => site.request(`${testOrigin}${path}`, { headers: browserHeaders() })
    assert.equal((await page(`${address.pathname}${address.search}`)).status, 200)
    assert.equal((await db.selectFrom('thread_mute').selectAll().execute()).length, 0)
    const fields = Object.fromEntries(address.searchParams)
    const nobody = { headers: browserHeaders() }
    assert.equal(
      (await sendForm(site, nobody, routes.muteByLink(), { ...fields, person: ada.id })).status,
      403,
    )
    assert.equal((await sendForm(site, nobody, routes.muteByLink(), fields)).status, 200)
    assert.deepEqual(await db.selectFrom('thread_mute').selectAll().execute(), [
      { paper_id: paper, person_id: ben.id },
    ])
  })

  test('are muted by the link of an earlier mail where the paper’s id was merged into another one since', async () => {
    const { db, ada } = await start(open)
    const settings = { SMTP_URL: 'smtp://127.0.0.1', MAIL_FROM: 'papers@example.org' }
    const site = siteOver(db, { settings })
    await say(site, ada, { paper, body: 'Hello @ben' })
    const { body } = await db
      .selectFrom('mail')
      .select('body')
      .where('recipient', '=', 'ben@example.org')
      .executeTakeFirstOrThrow()
    const into = 'acl:2026.acl-long.7'
    await fill(db, [paperRecord({ id: into })])
    await mergePapers(db, { alias: paper, into, reason: 'person', by: ada.id, now: Date.parse(noon) })
    const address = new URL(/^http.*\/notifications\/mute.*$/m.exec(body)?.[0] ?? '')
    const page = await site.request(address.href, { headers: browserHeaders() })
    assert.match(await page.text(), /On the matter of acl:2026/)
    const fields = Object.fromEntries(address.searchParams)
    const muted = await sendForm(site, { headers: browserHeaders() }, routes.muteByLink(), fields)
    assert.equal(muted.status, 200)
    const mutes = await db.selectFrom('thread_mute').select('paper_id').execute()
    assert.deepEqual(mutes, [{ paper_id: into }])
  })

  test('go to no address where mail came back, which is asked once for all', async () => {
    const { db, onQuery } = await openWhole()
    const { ada } = await start(async () => db)
    const names = ['cleo', 'dora', 'emil', 'fred']
    for (const name of names) await aMember(db, name)
    const stopped = {
      address_hash: await addressHash(db, 'ben@example.org'),
      reason: 'bounced',
      created_at: 1,
    }
    await db.insertInto('suppressed_address').values(stopped).execute()
    const settings = { SMTP_URL: 'smtp://127.0.0.1', MAIL_FROM: 'papers@example.org' }
    const site = siteOver(db, { settings })
    const asked: string[] = []
    onQuery(({ sql }) => void asked.push(sql))
    await say(site, ada, { paper, body: ['Hello', 'ben', ...names].join(' @') })
    const mails = await db.selectFrom('mail').select('recipient').orderBy('recipient').execute()
    assert.deepEqual(
      mails.map(({ recipient }) => recipient),
      [...names, 'kim'].map((name) => `${name}@example.org`),
    )
    assert.equal(asked.filter((sql) => sql.includes('suppressed_address')).length, 1)
  })

  test('are for who is signed in', async () => {
    const { site } = await start(open)
    const answer = await site.request(`${testOrigin}${routes.notifications()}`, { headers: browserHeaders() })
    assert.equal(answer.status, 302)
    assert.equal(
      (await sendForm(site, { headers: browserHeaders() }, routes.mute(paper), { mute: 'on' })).status,
      403,
    )
  })
})
