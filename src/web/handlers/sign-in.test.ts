import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../../test/support/database.ts'
import { aMember, browserHeaders, formBody, testAccounts, testOrigin } from '../../../test/support/members.ts'
import { noon, siteOver } from '../../../test/support/site.ts'
import { makeOwnerLink } from '../../accounts/owner-link.ts'
import { hereOnly } from './here-only.ts'

const post = (fields: Record<string, string>, headers = browserHeaders()) => ({
  method: 'POST',
  headers,
  body: formBody(fields),
})
const url = (path: string) => `${testOrigin}${path}`

eachDatabase('signing in', (open) => {
  test('with the name or the address, and out again', async () => {
    const db = await open()
    const site = siteOver(db)
    await testAccounts(db).addMember({ name: 'ada', email: 'Ada@Example.org', password: 'a long password' })
    for (const who of ['ada', 'ADA', ' ada@example.org ']) {
      const answer = await site.request(
        url('/sign-in'),
        post({ who, password: 'a long password', next: '/sources' }),
      )
      assert.deepEqual([answer.status, answer.headers.get('location')], [303, '/sources'], who)
      const cookie = answer.headers.getSetCookie()[0] ?? ''
      assert.match(cookie, /^__Host-session=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
      const headers = browserHeaders(cookie.split(';')[0])
      const page = await site.request(url('/about'), { headers })
      assert.match(await page.text(), /@ada/)
      assert.equal(page.headers.get('cache-control'), 'private, no-cache')
      await site.request(url('/sign-out'), post({}, headers))
      assert.doesNotMatch(await (await site.request(url('/about'), { headers })).text(), /@ada/)
    }
  })

  test('answers the same for a wrong password and for nobody', async () => {
    const db = await open()
    const site = siteOver(db)
    await testAccounts(db).addMember({ name: 'ada', email: 'ada@example.org', password: 'a long password' })
    const attempt = async (who: string) => {
      const answer = await site.request(url('/sign-in'), post({ who, password: 'another password' }))
      // The form comes back with what was typed.
      return [answer.status, (await answer.text()).replaceAll(`value="${who}"`, '')]
    }
    assert.deepEqual(await attempt('ada'), await attempt('nobody'))
    assert.equal((await attempt('ada'))[0], 403)
  })

  test('the owner’s link works once, makes an admin, and a GET spends nothing', async () => {
    const db = await open()
    const site = siteOver(db)
    const token = await makeOwnerLink(db, Date.parse(noon))
    assert.equal((await site.request(url(`/sign-in/owner?token=${token}`))).status, 200)
    const answer = await site.request(url('/sign-in/owner'), post({ token, name: 'ada' }))
    assert.equal(answer.status, 303)
    const members = await db.selectFrom('member').select(['name', 'role']).execute()
    assert.deepEqual(members, [{ name: 'ada', role: 'admin' }])
    assert.equal((await site.request(url('/sign-in/owner'), post({ token, name: 'eve' }))).status, 403)

    const next = await makeOwnerLink(db, Date.parse(noon))
    assert.equal((await site.request(url('/sign-in/owner'), post({ token: next }))).status, 303)
    assert.equal((await db.selectFrom('member').selectAll().execute()).length, 1)
    assert.equal(
      (await site.request(url('/sign-in/owner'), post({ token: 'guess', name: 'eve' }))).status,
      403,
    )
  })

  test('nothing is changed by what another site sends', async () => {
    const db = await open()
    const site = siteOver(db)
    const ada = await aMember(db, 'ada')
    const attempts: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null', 'sec-fetch-site': 'cross-site' },
      { origin: '', 'sec-fetch-site': 'same-site' },
    ]
    for (const headers of attempts) {
      const answer = await site.request(url('/sign-out'), post({}, { ...ada.headers, ...headers }))
      assert.equal(answer.status, 403, JSON.stringify(headers))
    }
    const { origin: _, 'sec-fetch-site': __, ...bare } = ada.headers
    assert.equal((await site.request(url('/sign-out'), post({}, bare as Record<string, string>))).status, 403)
  })

  test('only an admin asks or pauses a source', async () => {
    const db = await open()
    const site = siteOver(db, { settings: { SOURCES: 'hf-daily' } })
    const [reader, admin] = [await aMember(db, 'ada'), await aMember(db, 'bea', 'admin')]
    for (const action of ['run', 'pause', 'resume']) {
      const path = url(`/sources/hf-daily/${action}`)
      assert.equal((await site.request(path, post({}))).status, 403)
      assert.equal((await site.request(path, post({}, reader.headers))).status, 403)
      assert.equal((await site.request(path, post({}, admin.headers))).status, 303)
    }
    await site.request(url('/sources/hf-daily/pause'), post({}, admin.headers))
    const page = await (await site.request(url('/sources/hf-daily'), { headers: admin.headers })).text()
    assert.match(page, /Harvest now/)
    assert.match(page, /Resume/)
    assert.doesNotMatch(await (await site.request(url('/sources/hf-daily'))).text(), /Harvest now/)
    assert.equal((await site.request(url('/sources/arxiv/run'), post({}, admin.headers))).status, 404)
  })
})

test('going on leads to this site only', () => {
  for (const address of ['/sources?x=1', '/papers/2407.21783']) assert.equal(hereOnly(address), address)
  for (const address of [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/\t/evil.example',
    'x',
    '',
    undefined,
  ]) {
    assert.equal(hereOnly(address), '/', String(address))
  }
})
