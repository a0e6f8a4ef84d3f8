import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../../test/support/database.ts'
import { mainOf } from '../../../test/support/html.ts'
import { aMember, browserHeaders, formBody, testOrigin } from '../../../test/support/members.ts'
import { mailedPath, outbox, tokenOf } from '../../../test/support/outbox.ts'
import { noon, siteOver } from '../../../test/support/site.ts'
import { makeInvitation } from '../../accounts/invitations.ts'
import type { Web } from '../create-web.ts'

const ada = { name: 'ada', email: 'Ada@Example.org', password: 'a long password' }

const post = (site: Web, path: string, fields: Record<string, string>, headers = browserHeaders()) =>
  site.request(`${testOrigin}${path}`, { method: 'POST', headers, body: formBody(fields) })
const get = (site: Web, path: string, headers = {}) => site.request(`${testOrigin}${path}`, { headers })
const later = (ms: number) => new Date(Date.parse(noon) + ms).toISOString()

eachDatabase('signing up', (open) => {
  test('a mail brings a link, whose button makes the account and signs in', async () => {
    const db = await open()
    const site = siteOver(db)
    assert.equal((await post(site, '/sign-up', ada)).status, 200)
    assert.deepEqual(await db.selectFrom('member').selectAll().execute(), [])
    assert.equal((await post(site, '/sign-in', { who: 'ada', password: ada.password })).status, 403)

    const path = await mailedPath(db, 'signUp')
    for (let i = 0; i < 2; i++) assert.equal((await get(site, path)).status, 200)
    const fields = {
      token: tokenOf(path),
      name: 'ada',
      role: 'admin',
      vouched: '1',
      email: 'eve@example.org',
    }
    const answer = await post(
      site,
      '/sign-up/confirm',
      fields,
      browserHeaders('__Host-session=chosen.by-another'),
    )
    assert.equal(answer.status, 303)
    const cookie = answer.headers.getSetCookie()[0] ?? ''
    assert.match(cookie, /^__Host-session=(?!chosen)/)
    const members = await db
      .selectFrom('member')
      .select(['name', 'email', 'role', 'email_verified', 'vouched'])
      .execute()
    const [name, email, role] = ['ada', 'ada@example.org', 'reader']
    assert.deepEqual(members, [{ name, email, role, email_verified: 1, vouched: 0 }])
    const page = await get(site, '/about', browserHeaders(cookie.split(';')[0]))
    assert.match(await page.text(), /@ada/)
    assert.equal((await post(site, '/sign-up/confirm', fields)).status, 403)
    assert.equal((await get(site, path)).status, 403)
    assert.equal((await post(site, '/sign-in', { who: 'ada', password: ada.password })).status, 303)
  })

  test('says the same of known and unknown addresses; the mail differs', async () => {
    const db = await open()
    const site = siteOver(db)
    await aMember(db, 'bea')
    const answers = await Promise.all(
      ['bea@example.org', 'new@example.org'].map((email) => post(site, '/sign-up', { ...ada, email })),
    )
    const [known, unknown] = await Promise.all(answers.map(async (a) => [a.status, mainOf(await a.text())]))
    assert.deepEqual(known, unknown)
    const written = (await outbox(db)).map(({ recipient, subject }) => `${recipient}: ${subject}`).sort()
    assert.deepEqual(written, [
      'bea@example.org: You have an account at Daily Papers',
      'new@example.org: Confirm your address for Daily Papers',
    ])
  })

  test('a name that is taken, reserved or looks like another’s is refused, and what was typed stays', async () => {
    const db = await open()
    const site = siteOver(db)
    await aMember(db, 'Alice1')
    await db
      .insertInto('person')
      .values({
        ...{ id: 'f'.repeat(24), kind: 'recorded', name: 'taesiri', name_key: 'taesiri', details: '{}' },
        ...{ fullname: null, avatar_url: null },
      })
      .execute()
    for (const name of [
      'alice1',
      'aliceI',
      'alice-l',
      'Taesiri',
      'admin',
      'аlice',
      'a\u200blice',
      'x'.repeat(40),
    ]) {
      const answer = await post(site, '/sign-up', { ...ada, name })
      assert.ok([400, 409].includes(answer.status), `${name}: ${answer.status}`)
      const page = await answer.text()
      assert.match(page, /role="alert"/)
      assert.match(page, /Ada@Example\.org/)
      assert.doesNotMatch(page, /a long password/)
    }
    assert.deepEqual(await outbox(db), [])
  })

  test('a name that was taken meanwhile costs no second mail', async () => {
    const db = await open()
    const site = siteOver(db)
    await post(site, '/sign-up', ada)
    const token = tokenOf(await mailedPath(db, 'signUp'))
    await aMember(db, 'ADA')
    await db.updateTable('member').set({ email: 'other@example.org' }).execute()
    const refused = await post(site, '/sign-up/confirm', { token, name: 'ada' })
    assert.equal(refused.status, 409)
    assert.match(await refused.text(), /is taken/)
    assert.equal((await post(site, '/sign-up/confirm', { token, name: 'ada-example' })).status, 303)
  })

  test('two clicks at once make one account', async () => {
    const db = await open()
    const site = siteOver(db)
    await post(site, '/sign-up', ada)
    const token = tokenOf(await mailedPath(db, 'signUp'))
    const answers = await Promise.all(
      ['ada', 'bea'].map((name) => post(site, '/sign-up/confirm', { token, name })),
    )
    assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 403])
    assert.equal((await db.selectFrom('member').select('id').execute()).length, 1)
    assert.equal((await db.selectFrom('person').select('id').execute()).length, 1)
  })

  test('programs that fill every field, and too many wishes, cause no mail', async () => {
    const db = await open()
    const site = siteOver(db)
    assert.equal((await post(site, '/sign-up', { ...ada, website: 'https://spam.example' })).status, 200)
    assert.deepEqual(await outbox(db), [])
    const statuses = []
    for (let i = 0; i < 6; i++)
      statuses.push((await post(site, '/sign-up', { ...ada, name: `ada${i}x` })).status)
    assert.deepEqual(statuses, [200, 200, 200, 200, 429, 429])
    const many = []
    for (let i = 0; i < 20; i++) {
      many.push((await post(site, '/sign-up', { ...ada, email: `a${i}@example.org` })).status)
    }
    assert.equal(many.at(-1), 429)
  })

  test('the link is void after two days', async () => {
    const db = await open()
    await post(siteOver(db), '/sign-up', ada)
    const path = await mailedPath(db, 'signUp')
    const site = siteOver(db, { at: later(2 * 86_400_000) })
    assert.equal((await get(site, path)).status, 403)
    assert.equal((await post(site, '/sign-up/confirm', { token: tokenOf(path), name: 'ada' })).status, 403)
  })

  test('by invitation: once, with the role it names; closed: not at all', async () => {
    const db = await open()
    const admin = await aMember(db, 'bea', 'admin')
    const invitation = await makeInvitation(db, {
      role: 'curator',
      invitedBy: admin.id,
      now: Date.parse(noon),
    })
    const closed = siteOver(db, { settings: { REGISTRATION: 'closed' } })
    assert.equal((await post(closed, '/sign-up', { ...ada, invitation })).status, 403)
    assert.match(await (await get(closed, '/sign-up')).text(), /Nobody can sign up/)

    const site = siteOver(db, { settings: { REGISTRATION: 'invite' } })
    assert.match(await (await get(site, '/sign-up')).text(), /by invitation/)
    for (const wrong of ['', 'guess'])
      assert.equal((await post(site, '/sign-up', { ...ada, invitation: wrong })).status, 403)
    assert.match(await (await get(site, `/sign-up?invitation=${invitation}`)).text(), /name="password"/)
    assert.equal((await post(site, '/sign-up', { ...ada, invitation })).status, 200)
    const token = tokenOf(await mailedPath(db, 'signUp'))
    assert.equal((await post(site, '/sign-up/confirm', { token, name: 'ada' })).status, 303)
    const member = await db
      .selectFrom('member')
      .select(['role', 'vouched'])
      .where('name', '=', 'ada')
      .executeTakeFirst()
    assert.deepEqual(member, { role: 'curator', vouched: 1 })
    assert.equal((await post(site, '/sign-up', { ...ada, name: 'eve', invitation })).status, 403)
  })

  test('refuses what is no form, no address or no password', async () => {
    const site = siteOver(await open())
    for (const wrong of [
      { email: 'ada' },
      { email: 'ada@example.org\r\nBcc: eve@example.org' },
      { email: `${'a'.repeat(300)}@example.org` },
      { password: 'short' },
      { password: 'x'.repeat(201) },
      { name: 'ada\r\nX: y' },
    ]) {
      assert.equal((await post(site, '/sign-up', { ...ada, ...wrong })).status, 400, JSON.stringify(wrong))
    }
    const large = await post(site, '/sign-up', { ...ada, website: 'x'.repeat(300_000) })
    assert.equal(large.status, 400)
  })
})
