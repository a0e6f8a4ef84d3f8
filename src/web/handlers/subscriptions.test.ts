import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../../test/support/database.ts'
import { doorOf } from '../../../test/support/door.ts'
import { assertValidHtml } from '../../../test/support/html.ts'
import { aMember, testOrigin } from '../../../test/support/members.ts'
import { mailedPath, outbox, tokenOf } from '../../../test/support/outbox.ts'
import { siteOver } from '../../../test/support/site.ts'
import type { Db } from '../../db/connect.ts'
import { routes } from '../routes.ts'

const settings = { SMTP_URL: 'smtp://127.0.0.1', MAIL_FROM: 'papers@example.org' }
const ada = 'ada@example.org'

async function start(open: () => Promise<Db>, at?: string) {
  const db = await open()
  const door = doorOf(db, { settings, ...(at && { at }) })
  const subscribe = (email = ada, more = {}) => door.post(routes.subscribe(), { email, ...more })
  const row = () => db.selectFrom('subscription').selectAll().executeTakeFirst()
  const confirm = async () =>
    door.post(routes.confirmSubscription(), { token: tokenOf(await mailedPath(db, 'subscribe')) })
  /** The token of their link, once confirmed. */
  const confirmed = async (): Promise<string> => {
    await subscribe()
    const location = (await confirm()).headers.get('location') ?? ''
    return location.replace(/^\/subscriptions\/|\?.*$/g, '')
  }
  return { db, ...door, subscribe, confirm, confirmed, row }
}

eachDatabase('subscribing', (open) => {
  test('takes an address, a mail, and the button behind its link', async () => {
    const { db, get, subscribe, confirm, row } = await start(open)
    const page = await (await get(routes.subscribe())).text()
    await assertValidHtml(page)
    const answer = await subscribe(' Ada@Example.org ')
    assert.equal(answer.status, 200)
    assert.match(await answer.text(), /If this address can get mail/)
    const [mail] = await outbox(db)
    assert.equal(mail?.recipient, ada)
    const path = await mailedPath(db, 'subscribe')
    const shown = await get(path)
    assert.equal(shown.status, 200)
    await assertValidHtml(await shown.text())
    assert.equal((await row())?.state, 'unconfirmed', 'opening the link confirms nothing')
    const done = await confirm()
    assert.equal(done.status, 303)
    const { state, consented_at, token_hash } = (await row()) ?? {}
    assert.deepEqual(
      [state, consented_at, token_hash],
      ['confirmed', Date.parse('2026-03-04T12:00:00Z'), null],
    )
    const preferences = await get(done.headers.get('location') ?? '')
    assert.equal(preferences.status, 200)
    assert.equal(preferences.headers.get('cache-control'), 'no-store')
    await assertValidHtml(await preferences.text())
    assert.equal((await get(path)).status, 403, 'the link works once')
  })

  test('starts from the banner of the front page; members are led to what they chose', async () => {
    const { db, get, post } = await start(open)
    const banner = (page: string) => /<div class="banner">.*?<\/form>/s.exec(page)?.[0] ?? ''
    const page = await (await get(routes.front())).text()
    await assertValidHtml(page)
    const [, action = ''] = /<form method="post" action="([^"]*)">/.exec(banner(page)) ?? []
    const names = [...banner(page).matchAll(/<input name="(\w+)"/g)].map(([, name]) => name)
    assert.deepEqual([action, names], [routes.subscribe(), ['email', 'website']])
    assert.equal((await post(action, { email: ada, website: '' })).status, 200)
    assert.deepEqual(
      (await outbox(db)).map(({ recipient }) => recipient),
      [ada],
    )
    const ben = await aMember(db, 'ben')
    const members = await (await get(routes.front(), ben)).text()
    await assertValidHtml(members)
    assert.doesNotMatch(members, /action="\/subscribe"/)
    assert.match(members, /<div class="banner">.*?<a href="\/settings\/digest">/s)
  })

  test('the link lasts seven days, and the newest is the one that works', async () => {
    const { db, subscribe, confirm, row } = await start(open)
    await subscribe()
    const old = tokenOf(await mailedPath(db, 'subscribe'))
    await db.deleteFrom('mail').execute()
    await subscribe()
    const late = doorOf(db, { settings, at: '2026-03-11T12:00:00Z' })
    const token = tokenOf(await mailedPath(db, 'subscribe'))
    assert.equal((await late.post(routes.confirmSubscription(), { token })).status, 403)
    assert.equal((await late.post(routes.confirmSubscription(), { token: old })).status, 403)
    assert.equal((await row())?.state, 'unconfirmed')
    assert.equal((await confirm()).status, 303)
  })

  test('answers alike, known or not, trapped or suppressed; writes what fits', async () => {
    const { db, subscribe, confirm, post } = await start(open)
    const first = await (await subscribe()).text()
    await confirm()
    await db.deleteFrom('mail').execute()
    assert.equal(await (await subscribe()).text(), first)
    const [mail] = await outbox(db)
    assert.match(mail?.subject ?? '', /^You are subscribed/)
    assert.equal(await (await subscribe('bot@example.org', { website: 'x' })).text(), first)
    const boss = await aMember(db, 'boss', 'admin')
    assert.equal(
      (await post(routes.changeDigests('suppress'), { email: 'no@example.org' }, boss)).status,
      303,
    )
    assert.equal(await (await subscribe('no@example.org')).text(), first)
    assert.deepEqual(
      (await outbox(db)).map(({ recipient }) => recipient),
      [ada],
    )
    assert.equal((await db.selectFrom('subscription').select('id').execute()).length, 1)
  })

  test('refuses what is no address, and too many', async () => {
    const { db, subscribe } = await start(open)
    const answer = await subscribe('no address')
    assert.equal(answer.status, 400)
    const page = await answer.text()
    assert.match(page, /This is no mail address/)
    await assertValidHtml(page)
    for (let at = 0; at < 5; at++) assert.equal((await subscribe()).status, 200)
    const refused = await subscribe()
    assert.equal(refused.status, 429)
    assert.ok(refused.headers.get('retry-after'))
    assert.equal((await outbox(db)).length, 5)
  })

  test('programs may without a cookie, other sites may not', async () => {
    const { db } = await start(open)
    const site = siteOver(db, { settings })
    const send = (headers: Record<string, string>) =>
      site.request(`${testOrigin}/subscribe`, {
        method: 'POST',
        headers: {
          host: '127.0.0.1:8080',
          'content-type': 'application/x-www-form-urlencoded',
          ...headers,
        },
        body: 'email=ada%40example.org',
      })
    assert.equal((await send({})).status, 200)
    assert.equal((await send({ origin: 'https://evil.example' })).status, 403)
    assert.equal((await send({ 'sec-fetch-site': 'cross-site' })).status, 403)
  })
})

eachDatabase('the link of each mail', (open) => {
  test('changes what comes, and says why it can’t', async () => {
    const { get, post, confirmed, row } = await start(open)
    const token = await confirmed()
    const chosen = {
      ...{ period: 'weekly', hour: '18', timezone: 'Europe/Berlin', pausedUntil: '2026-04-01' },
      ...{ categories: 'cs.CL, stat cs.CL', keywords: 'diffusion, state  space models' },
      language: 'pt-BR',
    }
    const saved = await post(routes.changeSubscription(token, 'preferences'), chosen)
    assert.equal(saved.headers.get('location'), routes.subscription(token, 'saved'))
    const { period, hour, timezone, categories, keywords, paused_until, language } = (await row()) ?? {}
    assert.deepEqual([period, hour, timezone, language], ['weekly', 18, 'Europe/Berlin', 'pt-BR'])
    assert.deepEqual(
      [categories, keywords, paused_until],
      ['["cs.CL","stat"]', '["diffusion","state space models"]', '2026-04-01'],
    )
    const page = await (await get(routes.subscription(token, 'saved'))).text()
    await assertValidHtml(page)
    assert.match(
      page,
      /gets nothing before <time dateTime="2026-04-01" lang="pt-BR" dir="ltr">1 de abril de 2026<\/time>/i,
    )
    assert.match(page, /<option value="pt-BR" lang="pt-BR" selected>português \(Brasil\): 29 de outubro</)
    const { language: kept } = JSON.parse(
      await (await get(routes.changeSubscription(token, 'export'))).text(),
    )
    assert.equal(kept, 'pt-BR')
    const wrong = [
      { period: 'hourly' },
      { hour: '24' },
      { timezone: 'Mars/Olympus' },
      { timezone: '+02:00' },
      { categories: 'cs.CL <b>' },
      { pausedUntil: '2026-02-30' },
      { language: 'tlh' },
      { keywords: Array.from({ length: 41 }, (_, at) => `word ${at}`).join(',') },
    ]
    for (const change of wrong) {
      const refused = await post(routes.changeSubscription(token, 'preferences'), { ...chosen, ...change })
      assert.equal(refused.status, 400, JSON.stringify(change))
      const again = await refused.text()
      await assertValidHtml(again)
      assert.match(again, /role="alert"/)
    }
    assert.equal((await row())?.period, 'weekly')
  })

  test('opened only shows; mail programs unsubscribe by a bare POST, as often as they like', async () => {
    const { db, get, confirmed, row } = await start(open)
    const token = await confirmed()
    assert.equal((await get(routes.subscription(token))).status, 200)
    assert.equal((await row())?.state, 'confirmed')
    const site = siteOver(db, { settings })
    const bare = (body: string, type = 'application/x-www-form-urlencoded') =>
      site.request(testOrigin + routes.subscription(token), {
        method: 'POST',
        headers: { host: '127.0.0.1:8080', 'content-type': type },
        body,
      })
    assert.equal((await bare('')).status, 400)
    assert.equal((await bare(`List-Unsubscribe=One-Click&x=${'x'.repeat(300_000)}`)).status, 400)
    assert.equal((await row())?.state, 'confirmed')
    const done = await bare('List-Unsubscribe=One-Click')
    assert.equal(done.status, 200)
    assert.equal(done.headers.get('set-cookie'), null)
    assert.equal((await row())?.state, 'unsubscribed')
    const parts =
      '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n'
    assert.equal((await bare(parts, 'multipart/form-data; boundary=b')).status, 200)
    const page = await (await get(routes.subscription(token))).text()
    assert.match(page, /Save and subscribe again/)
  })

  test('brings somebody back, who stays confirmed', async () => {
    const { post, confirmed, row } = await start(open)
    const token = await confirmed()
    assert.equal((await post(routes.changeSubscription(token, 'unsubscribe'), {})).status, 303)
    assert.equal((await row())?.state, 'unsubscribed')
    const usual = { period: 'daily', hour: '8', timezone: 'UTC' }
    assert.equal((await post(routes.changeSubscription(token, 'preferences'), usual)).status, 303)
    const { state, unsubscribed_at, decided_on } = (await row()) ?? {}
    assert.deepEqual([state, unsubscribed_at, decided_on], ['confirmed', null, '2026-03-04'])
  })

  test('in the mail that asks for it ends that, too', async () => {
    const { db, confirm, subscribe, row } = await start(open)
    await subscribe()
    const { unsubscribe_url: url } = await db
      .selectFrom('mail')
      .select('unsubscribe_url')
      .executeTakeFirstOrThrow()
    const answer = await siteOver(db, { settings }).request(url ?? '', {
      method: 'POST',
      headers: { host: '127.0.0.1:8080' },
      body: 'List-Unsubscribe=One-Click',
    })
    assert.equal(answer.status, 200)
    assert.equal((await row())?.state, 'unsubscribed')
    assert.equal((await confirm()).status, 403)
  })

  test('gives everything, and erases it; for good where that is asked', async () => {
    const { db, get, post, confirmed, subscribe } = await start(open)
    const token = await confirmed()
    const document = JSON.parse(await (await get(routes.changeSubscription(token, 'export'))).text())
    assert.equal(document.email, ada)
    assert.equal(document.consentedAt, '2026-03-04T12:00:00.000Z')
    const erased = await post(routes.changeSubscription(token, 'erase'), { forGood: 'on' })
    assert.equal(erased.status, 200)
    await assertValidHtml(await erased.text())
    assert.deepEqual(await db.selectFrom('subscription').selectAll().execute(), [])
    assert.deepEqual(await outbox(db), [])
    const [kept] = await db.selectFrom('suppressed_address').selectAll().execute()
    assert.equal(kept?.reason, 'asked')
    assert.doesNotMatch(JSON.stringify(kept), /ada/)
    assert.equal((await subscribe()).status, 200)
    assert.deepEqual(await outbox(db), [])
    assert.equal((await get(routes.subscription(token))).status, 404)
    const boss = await aMember(db, 'boss', 'admin')
    assert.equal((await post(routes.changeDigests('release'), { email: ada }, boss)).status, 303)
    await subscribe()
    assert.equal((await outbox(db)).length, 1)
  })
})

eachDatabase('a member', (open) => {
  test('subscribes at one press, where the address is confirmed', async () => {
    const { db, get, post, row } = await start(open)
    const ben = await aMember(db, 'ben')
    const page = await (await get(routes.ownDigest(), ben)).text()
    await assertValidHtml(page)
    assert.match(page, /Subscribe with ben@example\.org/)
    const done = await post(routes.ownDigest(), {}, ben)
    assert.match(done.headers.get('location') ?? '', /^\/subscriptions\/[\w-]{67}\?done=confirmed$/)
    assert.equal((await row())?.state, 'confirmed')
    assert.match(await (await get(routes.ownDigest(), ben)).text(), /href="\/subscriptions\//)
    await db.updateTable('member').set({ email_verified: 0 }).where('id', '=', ben.id).execute()
    assert.equal((await post(routes.ownDigest(), {}, ben)).status, 403)
  })
})
