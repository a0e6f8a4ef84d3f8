import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../../test/support/database.ts'
import { assertValidHtml } from '../../../test/support/html.ts'
import { aMember, browserHeaders, formBody, testOrigin } from '../../../test/support/members.ts'
import { type Claims, type OidcServer, oidcServer } from '../../../test/support/oidc-server.ts'
import { mailedPath, tokenOf } from '../../../test/support/outbox.ts'
import { noon, siteOver } from '../../../test/support/site.ts'
import { accountLimits } from '../../accounts/account-limits.ts'
import { countAttempt } from '../../accounts/limits.ts'
import type { Db } from '../../db/connect.ts'
import type { Web } from '../create-web.ts'

const ada = { sub: 'ada-1', email: 'ada@example.org', email_verified: true, name: 'Ada' }

/** The last value of each cookie that was set. */
const cookiesOf = (...answers: Response[]) => {
  const pairs = answers.flatMap((answer) =>
    answer.headers.getSetCookie().map((line) => line.split(';')[0] ?? ''),
  )
  return [...new Map(pairs.map((pair) => [pair.split('=')[0], pair])).values()].join('; ')
}

async function whole(db: Db, more = {}): Promise<{ site: Web; service: OidcServer }> {
  const service = await oidcServer()
  const settings = {
    OIDC_ISSUER: service.issuer,
    OIDC_CLIENT_ID: 'client',
    OIDC_CLIENT_SECRET: 'secret',
    OIDC_NAME: 'Uni',
  }
  return { service, site: siteOver(db, { settings: { ...settings, ...more } }) }
}

/** All the way there and back; what the browser then has. */
async function signInWith(site: Web, service: OidcServer, claims: Claims) {
  service.claims = claims
  const leaving = await site.request(`${testOrigin}/sign-in/with/oidc`, {
    ...{ method: 'POST', headers: browserHeaders(), body: '' },
  })
  assert.equal(leaving.status, 200)
  const page = await leaving.text()
  await assertValidHtml(page)
  const [, link = ''] = /<a href="(http[^"]+\/authorize[^"]+)"/.exec(page) ?? []
  const there = await fetch(link.replaceAll('&amp;', '&'), { redirect: 'manual' })
  const back = there.headers.get('location') ?? ''
  assert.ok(back.startsWith(`${testOrigin}/auth/callback/oidc?`))
  const come = await site.request(back, { headers: { host: '127.0.0.1:8080', cookie: cookiesOf(leaving) } })
  assert.equal(come.status, 302)
  return { back, location: come.headers.get('location') ?? '', headers: browserHeaders(cookiesOf(come)) }
}

const get = (site: Web, path: string, headers = {}) => site.request(`${testOrigin}${path}`, { headers })
const takeName = (site: Web, headers: Record<string, string>, name: string, more = {}) =>
  site.request(`${testOrigin}/welcome`, {
    ...{ method: 'POST', headers, body: formBody({ name, role: 'admin', ...more }) },
  })

eachDatabase('signing in with a service', (open) => {
  test('who is new chooses a name, and is known the next time', async () => {
    const db = await open()
    const { site, service } = await whole(db)
    await aMember(db, 'bea')
    assert.match(await (await get(site, '/sign-in')).text(), /Sign in with Uni/)
    const { location, headers } = await signInWith(site, service, ada)
    assert.equal(location, `${testOrigin}/welcome`)
    assert.doesNotMatch(await (await get(site, '/about', headers)).text(), /@unnamed/)
    assert.equal((await get(site, '/settings', headers)).headers.get('location'), '/sign-in?next=%2Fsettings')
    await assertValidHtml(await (await get(site, '/welcome', headers)).text())
    assert.equal((await takeName(site, headers, 'bea')).status, 409)
    assert.equal((await takeName(site, headers, 'ada')).status, 303)
    assert.equal((await takeName(site, headers, 'ada2')).status, 403)
    assert.match(await (await get(site, '/about', headers)).text(), /@ada/)
    const again = await signInWith(site, service, { ...ada, email: 'changed@example.org' })
    assert.match(await (await get(site, '/about', again.headers)).text(), /@ada/)
    const member = await db
      .selectFrom('member')
      .selectAll()
      .where('name', '=', 'ada')
      .executeTakeFirstOrThrow()
    assert.deepEqual([member.email, member.role, member.state], ['ada@example.org', 'reader', 'active'])
    const account = await db.selectFrom('account').selectAll().executeTakeFirstOrThrow()
    assert.deepEqual([account.access_token, account.id_token], [null, null])
  })

  test('of two who choose the same name at the same moment one learns that it is taken', async () => {
    const db = await open()
    const { site, service } = await whole(db)
    const people = []
    for (const sub of ['one', 'two', 'three'])
      people.push(await signInWith(site, service, { ...ada, sub, email: `${sub}@example.org` }))
    const answers = await Promise.all(
      people.map(({ headers }, at) => takeName(site, headers, at === 1 ? 'A-da' : 'ada')),
    )
    assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 409, 409])
    const refused = answers.filter(({ status }) => status === 409)
    for (const answer of refused) assert.match(await answer.text(), /role="alert">The name .* is taken/)
    const named = await db.selectFrom('person').select('id').where('kind', '=', 'member').execute()
    assert.equal(named.length, 1)
  })

  test('whose service tells no address is asked for one, which counts once it was confirmed', async () => {
    const db = await open()
    const { site, service } = await whole(db)
    const { headers } = await signInWith(site, service, ada)
    const madeUp = '0000-0002-1825-0097@orcid.invalid'
    await db.updateTable('member').set({ email: madeUp }).execute()
    assert.match(await (await get(site, '/welcome', headers)).text(), /name="email"/)
    for (const email of ['', 'x', madeUp]) {
      const refused = await takeName(site, headers, 'ada', { email })
      assert.equal(refused.status, 400, email)
      await assertValidHtml(await refused.text())
    }
    const answer = await takeName(site, headers, 'ada', { email: 'ada@example.org' })
    assert.equal(answer.status, 200)
    assert.match(await answer.text(), /Look into your mail/)
    const email = async () => (await db.selectFrom('member').select('email').executeTakeFirstOrThrow()).email
    assert.equal(await email(), madeUp)
    assert.match(await (await get(site, '/settings', headers)).text(), /You have given none yet/)
    assert.match(await (await get(site, '/settings/mails', headers)).text(), /you have given none yet/)
    const mails = await db.selectFrom('mail').select('recipient').execute()
    assert.deepEqual(mails, [{ recipient: 'ada@example.org' }])
    const token = tokenOf(await mailedPath(db, 'newAddress'))
    const confirmed = await site.request(`${testOrigin}/settings/address/confirm`, {
      ...{ method: 'POST', headers, body: formBody({ token }) },
    })
    assert.equal(confirmed.status, 303)
    assert.equal(await email(), 'ada@example.org')
    const all = await db.selectFrom('mail').select('recipient').execute()
    assert.ok(all.every(({ recipient }) => recipient === 'ada@example.org'))
  })

  test('whose name is taken goes on to the settings when no more mails are sent for now', async () => {
    const db = await open()
    const { site, service } = await whole(db)
    const { headers } = await signInWith(site, service, ada)
    await db.updateTable('member').set({ email: '0000-0002-1825-0097@orcid.invalid' }).execute()
    const { id } = await db.selectFrom('member').select('id').executeTakeFirstOrThrow()
    const { mailTo } = accountLimits
    for (let mail = 0; mail < mailTo.most; mail++) await countAttempt(db, mailTo, id, Date.parse(noon))
    const answer = await takeName(site, headers, 'ada', { email: 'ada@example.org' })
    assert.deepEqual([answer.status, answer.headers.get('location')], [303, '/settings'])
    const settings = await (await get(site, '/settings', headers)).text()
    assert.match(settings, /You are <a href="\/@ada">.*You have given none yet/s)
    assert.deepEqual(await db.selectFrom('mail').selectAll().execute(), [])
  })

  test('joins an account of the same address only where both sides confirmed it', async () => {
    const db = await open()
    const { site, service } = await whole(db)
    const known = await aMember(db, 'ada')
    const stranger = await signInWith(site, service, { ...ada, sub: 'eve', email_verified: false })
    assert.match(stranger.location, /\/sign-in\?error=/)
    await db.updateTable('member').set({ email_verified: 0 }).execute()
    assert.match((await signInWith(site, service, ada)).location, /\/sign-in\?error=/)
    assert.deepEqual(await db.selectFrom('account').selectAll().execute(), [])
    await db.updateTable('member').set({ email_verified: 1 }).execute()
    const { headers } = await signInWith(site, service, ada)
    assert.match(await (await get(site, '/about', headers)).text(), /@ada/)
    const account = await db.selectFrom('account').select('user_id').executeTakeFirst()
    assert.equal(account?.user_id, known.id)
  })

  test('an address that the service has not confirmed makes no account', async () => {
    const db = await open()
    const { site, service } = await whole(db)
    const { location } = await signInWith(site, service, { ...ada, email_verified: false })
    assert.match(location, /error=/)
    assert.match(await (await site.request(location)).text(), /role="alert"/)
    assert.deepEqual(await db.selectFrom('member').selectAll().execute(), [])
  })

  test('makes no new accounts where registration is not open', async () => {
    const db = await open()
    const { site, service } = await whole(db, { REGISTRATION: 'invite' })
    assert.match((await signInWith(site, service, ada)).location, /error=/)
    assert.deepEqual(await db.selectFrom('member').selectAll().execute(), [])
  })

  test('what comes back must be what was asked for, by this browser, once', async () => {
    const db = await open()
    const { site, service } = await whole(db)
    const { back } = await signInWith(site, service, ada)
    for (const address of [
      back,
      `${testOrigin}/auth/callback/oidc?code=x&state=y`,
      `${testOrigin}/auth/callback/oidc`,
    ]) {
      const answer = await site.request(address, { headers: { host: '127.0.0.1:8080' } })
      assert.equal(answer.status, 302)
      assert.match(answer.headers.get('location') ?? '', /\/sign-in\?error=/)
      assert.ok(!answer.headers.getSetCookie().some((cookie) => /session=[^;]/.test(cookie)))
    }
    assert.equal((await get(site, '/auth/callback/github?code=x&state=y')).status, 404)
    for (const path of ['/auth/get-session', '/auth/sign-up/email', '/auth/error'])
      assert.equal((await get(site, path)).status, 404)
  })
})
