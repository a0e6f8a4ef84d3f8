// What was typed is there again after a refusal, and there is a way on.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aChannel, channelServer } from '../../../test/support/channels.ts'
import { eachDatabase, openMigrated } from '../../../test/support/database.ts'
import { say } from '../../../test/support/discussions.ts'
import { doorOf, stampIn } from '../../../test/support/door.ts'
import { assertValidHtml } from '../../../test/support/html.ts'
import {
  aMember,
  browserHeaders,
  formBody,
  type TestMember,
  testOrigin,
} from '../../../test/support/members.ts'
import { fill, paperRecord } from '../../../test/support/records.ts'
import { siteOver } from '../../../test/support/site.ts'
import { aHook } from '../../../test/support/webhooks.ts'
import type { Db } from '../../db/connect.ts'
import { routes } from '../routes.ts'

const id = '2603.00001'
const day = '2026-03-06'
const long = 'A reason of many words. '.repeat(30).trim()

async function start(open: () => Promise<Db>) {
  const db = await open()
  await fill(db, [paperRecord({ id, published: '2026-03-02T10:00:00.000Z' })])
  const { get, post } = doorOf(db)
  /** Sends the form and gives the page of the refusal. */
  const refused = async (
    path: string,
    fields: Record<string, string>,
    { who, status = 400 }: { who?: TestMember; status?: number },
  ): Promise<string> => {
    const answer = await post(path, fields, who)
    const html = await answer.text()
    assert.equal(answer.status, status, `${path}: ${html}`)
    await assertValidHtml(html)
    return html
  }
  return { db, get, post, refused }
}

eachDatabase('a refusal keeps what was typed', (open) => {
  test('by who reports, and by moderators', async () => {
    const { db, refused } = await start(open)
    const [ada, bea, mod] = [
      await aMember(db, 'ada'),
      await aMember(db, 'bea'),
      await aMember(db, 'mod', 'moderator'),
    ]
    const comment = await say(siteOver(db), ada, { paper: id, body: 'Buy at shop.example' })
    const about = { kind: 'comment', id: comment }
    const reported = await refused(routes.reports(), { ...about, reason: long }, { who: bea })
    assert.match(reported, /role="alert">[^<]*at most 500.*>A reason of many words\./s)
    const gone = await refused(routes.reports(), { ...about, reason: 'It is spam' }, { status: 403 })
    assert.match(gone, /Sign in in another tab.*>It is spam<\/textarea>/s)

    const step = {
      ...about,
      step: 'ban-domain',
      domain: 'not a domain',
      days: '9',
      reason: 'It sells things',
    }
    const stepAgain = await refused(routes.moderationSteps(), step, { who: mod })
    assert.match(stepAgain, /value="ban-domain" checked/)
    assert.match(stepAgain, /value="9".*value="not a domain".*>It sells things<\/textarea>/s)
    const domain = { kind: 'domain', id: 'not a domain', step: 'ban-domain', reason: 'It sells things' }
    const domainAgain = await refused(routes.moderationSteps(), domain, { who: mod })
    assert.match(domainAgain, /name="id"[^>]* value="not a domain".*value="It sells things"/s)
    const restore = { ...about, step: 'restore', reason: 'A mistake' }
    const clash = await refused(routes.moderationSteps(), restore, { who: mod, status: 409 })
    assert.match(clash, /This comment isn’t hidden.*value="restore" checked.*>A mistake<\/textarea>/s)
  })

  test('by curators, beside the list as it is now', async () => {
    const { db, get, post, refused } = await start(open)
    const cur = await aMember(db, 'cur', 'curator')
    const plan = async () => (await get(routes.adminEdition(day), cur)).text()
    const early = stampIn(await plan())
    const unknown = { text: 'A title that nobody gave', stamp: early }
    const adding = routes.changeEdition(day, 'add')
    assert.match(
      await refused(adding, unknown, { who: cur, status: 404 }),
      /role="alert".*name="text"[^>]* value="A title that nobody gave"/s,
    )
    assert.equal((await post(adding, { text: id, stamp: early }, cur)).status, 303)
    const fields = { paper: id, stamp: stampIn(await plan()) }
    const change = (name: 'remove' | 'place' | 'move', more: Record<string, string>, status = 400) =>
      refused(routes.changeEdition(day, name), { ...fields, ...more }, { who: cur, status })
    assert.match(await change('remove', { reason: long }), /<details open>.*value="A reason of many words\./s)
    assert.match(await change('place', { place: '0' }), /name="place"[^>]* value="0"/)
    const stale = await change('move', { to: '2026-03-09', stamp: early }, 409)
    assert.match(stale, /Somebody else has changed this list.*name="to" value="2026-03-09"/s)
    assert.equal(stampIn(stale), stampIn(await plan()))
  })

  test('by who decides about submissions, claims and people', async () => {
    const { db, post, refused } = await start(open)
    const [ada, boss] = [await aMember(db, 'ada'), await aMember(db, 'boss', 'admin')]
    const waiting = doorOf(db, { settings: { SUBMISSIONS: 'approve' } })
    await waiting.post(routes.submitPaper(), { paper: id }, ada)
    const submission = await db.selectFrom('submission').select('id').executeTakeFirstOrThrow()
    const decide = (decision: 'approve' | 'refuse', fields: Record<string, string>) =>
      refused(routes.decideSubmission(submission.id, decision), fields, { who: boss })
    assert.match(await decide('refuse', { reason: long }), /role="alert".*value="A reason of many words\./s)
    assert.match(await decide('approve', { day: '2026-03-07' }), /role="alert".*value="2026-03-07"/s)

    await post(routes.claim(id), { author: 'Ada Example', evidence: 'My page' }, ada)
    const claim = await db.selectFrom('claim').select('id').executeTakeFirstOrThrow()
    const claimAgain = await refused(routes.decideClaim(claim.id, 'refuse'), { reason: long }, { who: boss })
    assert.match(claimAgain, /role="alert".*value="A reason of many words\./s)
    const names = { member: 'nobody', recorded: 'ada-elsewhere' }
    const linkAgain = await refused(routes.personLinks(), names, { who: boss, status: 404 })
    assert.match(linkAgain, /role="alert".*value="ada-elsewhere".*value="nobody"/s)
  })

  test('by who changes channels and webhooks', async () => {
    const { db, refused } = await start(open)
    const boss = await aMember(db, 'boss', 'admin')
    const channel = await aChannel(db, 'mastodon', await channelServer())
    const wish = { name: 'Ours', period: 'daily', hour: '99', timezone: 'UTC', keywords: 'toast, tea' }
    const secret = { token: 'typed-secret' }
    const channelAgain = await refused(routes.channel(channel.id), { ...wish, ...secret }, { who: boss })
    assert.match(channelAgain, /role="alert".*<details[^>]* open.*value="toast, tea"/s)
    assert.doesNotMatch(channelAgain, /typed-secret/)
    const hook = await aHook(db, 'http://127.0.0.1:9/hook', ['paper.added'])
    const hookWish = { url: 'ftp://hooks.example', 'event-paper.added': 'on', categories: 'cs.CL' }
    const hookAgain = await refused(routes.webhook(hook.id), hookWish, { who: boss })
    assert.match(hookAgain, /role="alert".*<details[^>]* open.*value="ftp:\/\/hooks\.example"/s)
  })

  test('by who sees to their account', async () => {
    const { db, refused } = await start(open)
    const ada = await aMember(db, 'ada')
    const token = await refused(routes.tokens(), { name: ' ', 'scope-vote': 'on' }, { who: ada })
    assert.match(token, /name="scope-vote"[^>]* checked/)
    assert.doesNotMatch(token, /name="scope-read"[^>]* checked/)
    const address = await refused(routes.saveAddress(), { email: 'ada@nowhere' }, { who: ada })
    assert.match(address, /name="email"[^>]* value="ada@nowhere"/)
    const confirm = await refused(routes.confirmAddress(), { token: 'old' }, { who: ada, status: 403 })
    assert.match(confirm, /<h1>Your new address<\/h1>.*role="alert"/s)
  })
})

test('whoever is signed out is led to the door and back', async () => {
  const { db } = await openMigrated('sqlite')
  await fill(db, [paperRecord({ id })])
  const { get } = doorOf(db)
  const page = await get(`${routes.adminClaims()}?x=1`)
  assert.equal(page.status, 403)
  const html = await page.text()
  await assertValidHtml(html)
  assert.ok(html.includes(`href="${routes.signIn(`${routes.adminClaims()}?x=1`)}"`))

  const sendFrom = (referer: string) =>
    siteOver(db).request(testOrigin + routes.claim(id), {
      method: 'POST',
      headers: { ...browserHeaders(), referer },
      body: formBody({ author: 'Ada Example', evidence: 'My page' }),
    })
  const sent = await (await sendFrom(testOrigin + routes.claim(id))).text()
  assert.ok(sent.includes(`href="${routes.signIn(routes.claim(id))}"`))
  assert.ok(sent.includes(`<a href="${routes.claim(id)}">Back to where you were</a>`))
  const foreign = await (await sendFrom('https://evil.example/trap')).text()
  assert.doesNotMatch(foreign, /evil|Back to where/)

  const dead = await (await get(`${routes.confirmSignIn()}?token=${'x'.repeat(43)}`)).text()
  assert.match(dead, /This link/)
  assert.doesNotMatch(dead, />Sign in<\/a> and go on/)

  const member = await get(routes.adminClaims(), await aMember(db, 'ada'))
  assert.equal(member.status, 403)
  assert.doesNotMatch(await member.text(), />Sign in<\/a> and go on/)
})
