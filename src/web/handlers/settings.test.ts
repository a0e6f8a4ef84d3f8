import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../../test/support/database.ts'
import { assertValidHtml } from '../../../test/support/html.ts'
import { aMember, browserHeaders, formBody, testAccounts, testOrigin } from '../../../test/support/members.ts'
import { mailedPath, outbox, tokenOf } from '../../../test/support/outbox.ts'
import { siteOver } from '../../../test/support/site.ts'
import type { Db } from '../../db/connect.ts'
import type { Web } from '../create-web.ts'

const post = (site: Web, path: string, fields: Record<string, string>, headers = browserHeaders()) =>
  site.request(`${testOrigin}${path}`, { method: 'POST', headers, body: formBody(fields) })
const get = (site: Web, path: string, headers: Record<string, string> = {}) =>
  site.request(`${testOrigin}${path}`, { headers: { host: '127.0.0.1:8080', ...headers } })

/** Ada with a password, signed in. */
async function adaSignedIn(db: Db, site: Web) {
  const id = await testAccounts(db).addMember({
    ...{ name: 'ada', email: 'ada@example.org', password: 'a long password', vouched: true },
  })
  return { id, headers: await signedIn(site) }
}

async function signedIn(
  site: Web,
  password = 'a long password',
  agent = 'Mozilla/5.0 (X11; Linux) Firefox/140',
) {
  const headers = { ...browserHeaders(), 'user-agent': agent }
  const answer = await post(site, '/sign-in', { who: 'ada', password }, headers)
  assert.equal(answer.status, 303)
  return browserHeaders(answer.headers.getSetCookie()[0]?.split(';')[0])
}

const isSignedIn = async (site: Web, headers: Record<string, string>) =>
  /@ada/.test(await (await get(site, '/about', headers)).text())

eachDatabase('settings', (open) => {
  test('each page is for its owner, valid, and leads others to the door', async () => {
    const db = await open()
    const site = siteOver(db)
    const { headers } = await adaSignedIn(db, site)
    for (const path of ['/settings', '/settings/sessions', '/settings/tokens', '/settings/delete']) {
      const page = await get(site, path, headers)
      assert.equal(page.status, 200, path)
      await assertValidHtml(await page.text())
      const door = await get(site, path)
      assert.equal(door.headers.get('location'), `/sign-in?next=${encodeURIComponent(path)}`)
    }
  })

  test('a display name is shown, without what people spoof with', async () => {
    const db = await open()
    const site = siteOver(db)
    const { headers } = await adaSignedIn(db, site)
    await post(
      site,
      '/settings/profile',
      { fullname: '  Ada\u202e \u200bLovelace\u0301\u0301\u0301\u0301 ', role: 'admin' },
      headers,
    )
    const person = await db.selectFrom('person').select('fullname').executeTakeFirst()
    assert.equal(person?.fullname, 'Ada Lovelac\u00e9\u0301\u0301')
    assert.match(await (await get(site, '/@ada')).text(), /Ada Lovelac/)
    for (const fullname of ['✓ Ada', '@admin', '123', 'x'.repeat(61), 'Ada ✔'])
      assert.equal((await post(site, '/settings/profile', { fullname }, headers)).status, 400, fullname)
    const member = await db.selectFrom('member').select('role').executeTakeFirst()
    assert.equal(member?.role, 'reader')
  })

  test('a new password needs the current one and ends other sessions', async () => {
    const db = await open()
    const site = siteOver(db)
    const { headers } = await adaSignedIn(db, site)
    const other = await signedIn(site)
    const wrong = { current: 'a wrong password', password: 'another password' }
    assert.equal((await post(site, '/settings/password', wrong, headers)).status, 403)
    const right = { ...wrong, current: 'a long password' }
    assert.equal((await post(site, '/settings/password', right, headers)).status, 303)
    assert.deepEqual([await isSignedIn(site, headers), await isSignedIn(site, other)], [true, false])
    await signedIn(site, 'another password')
    assert.equal((await outbox(db)).at(-1)?.kind, 'passwordChanged')
  })

  test('a new address is confirmed by its owner; both are told', async () => {
    const db = await open()
    const site = siteOver(db)
    const { headers } = await adaSignedIn(db, site)
    const eve = await aMember(db, 'eve')
    const wish = { email: 'ada@new.example', current: 'a long password' }
    assert.equal((await post(site, '/settings/address', { ...wish, current: 'wrong' }, headers)).status, 403)
    assert.equal((await post(site, '/settings/address', wish, headers)).status, 200)
    const path = await mailedPath(db, 'newAddress')
    assert.equal((await get(site, path, headers)).status, 200)
    const token = tokenOf(path)
    assert.equal((await post(site, '/settings/address/confirm', { token }, eve.headers)).status, 403)
    assert.equal((await post(site, '/settings/address/confirm', { token }, headers)).status, 303)
    assert.equal((await post(site, '/settings/address/confirm', { token }, headers)).status, 403)
    const told = (await outbox(db))
      .filter(({ kind }) => kind === 'addressChanged')
      .map((mail) => mail.recipient)
    assert.deepEqual(told.sort(), ['ada@example.org', 'ada@new.example'])
    await post(site, '/settings/address', { ...wish, email: 'eve@example.org' }, headers)
    const toEve = (await outbox(db)).find(({ recipient }) => recipient === 'eve@example.org')
    assert.match(toEve?.subject ?? '', /You have an account/)
  })

  test('the only admin, who can’t leave, stays signed in', async () => {
    const db = await open()
    const site = siteOver(db)
    const { headers } = await aMember(db, 'ada', 'admin')
    const refused = await post(site, '/settings/delete', { name: 'ada' }, headers)
    assert.equal(refused.status, 409)
    assert.match(await refused.text(), /You are the only admin\./)
    assert.equal(await isSignedIn(site, headers), true)
    await aMember(db, 'eve', 'admin')
    const gone = await post(site, '/settings/delete', { name: 'ada' }, headers)
    assert.equal(gone.status, 303)
    assert.match(gone.headers.getSetCookie()[0] ?? '', /Max-Age=0/)
    assert.equal(await isSignedIn(site, headers), false)
  })

  test('sessions are listed; one, or all others, are ended; another’s are not', async () => {
    const db = await open()
    const site = siteOver(db)
    const { headers } = await adaSignedIn(db, site)
    const [second, third] = [await signedIn(site), await signedIn(site)]
    const eve = await aMember(db, 'eve')
    const page = await (await get(site, '/settings/sessions', headers)).text()
    assert.match(page, /This browser/)
    assert.match(page, /Firefox on Linux/)
    const ids = [...page.matchAll(/name="id" value="([^"]+)"/g)].map(([, id = '']) => id)
    assert.equal(ids.length, 2)
    for (const id of ids) await post(site, '/settings/sessions', { id }, eve.headers)
    await post(site, '/settings/sessions', {}, eve.headers)
    assert.deepEqual(await Promise.all([headers, second, third].map((who) => isSignedIn(site, who))), [
      true,
      true,
      true,
    ])
    await post(site, '/settings/sessions', {}, second)
    assert.deepEqual(await Promise.all([headers, second, third].map((who) => isSignedIn(site, who))), [
      false,
      true,
      false,
    ])
  })

  test('a token is shown once, kept as a hash, limited, revoked', async () => {
    const db = await open()
    const site = siteOver(db)
    const { headers } = await adaSignedIn(db, site)
    const wish = { name: 'my <b>bot', 'scope-vote': 'on', 'scope-god': 'on' }
    const answer = await post(site, '/settings/tokens', wish, headers)
    assert.equal(answer.headers.get('cache-control'), 'no-store')
    const made = await answer.text()
    const [token = ''] = /bsht_[\w-]{32}/.exec(made) ?? []
    assert.ok(token !== '')
    assert.doesNotMatch(made, /<b>bot/)
    const row = await db.selectFrom('api_token').selectAll().executeTakeFirstOrThrow()
    assert.equal(row.scopes, '["vote"]')
    assert.ok(!JSON.stringify(row).includes(token))
    const page = await (await get(site, '/settings/tokens', headers)).text()
    assert.ok(!page.includes(token))

    const bearer = { authorization: `Bearer ${token}` }
    assert.ok(await isSignedIn(site, bearer))
    assert.equal((await get(site, '/settings', bearer)).status, 403)
    assert.equal((await post(site, '/settings/tokens', { name: 'x' }, { ...headers, ...bearer })).status, 403)
    assert.equal((await get(site, '/about', { authorization: 'Bearer guessed' })).status, 401)
    const used = await db.selectFrom('api_token').select('last_used_at').executeTakeFirst()
    assert.notEqual(used?.last_used_at, null)

    const eve = await aMember(db, 'eve')
    await post(site, '/settings/tokens', { revoke: row.id }, eve.headers)
    assert.ok(await isSignedIn(site, bearer))
    await post(site, '/settings/tokens', { revoke: row.id }, headers)
    assert.equal((await get(site, '/about', bearer)).status, 401)
  })
})
