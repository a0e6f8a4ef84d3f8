import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../../test/support/database.ts'
import { mainOf } from '../../../test/support/html.ts'
import { aMember, browserHeaders, formBody, testOrigin } from '../../../test/support/members.ts'
import { mailedPath, outbox, tokenOf } from '../../../test/support/outbox.ts'
import { noon, siteOver } from '../../../test/support/site.ts'
import type { Web } from '../create-web.ts'

const post = (site: Web, path: string, fields: Record<string, string>, headers = browserHeaders()) =>
  site.request(`${testOrigin}${path}`, { method: 'POST', headers, body: formBody(fields) })
const get = (site: Web, path: string, headers = {}) => site.request(`${testOrigin}${path}`, { headers })

eachDatabase('links by mail', (open) => {
  test('sign in once, for who has an account', async () => {
    const db = await open()
    const site = siteOver(db)
    await aMember(db, 'ada')
    const answers = await Promise.all(
      ['ada', 'nobody'].map(async (who) => mainOf(await (await post(site, '/sign-in/link', { who })).text())),
    )
    assert.equal(answers[0], answers[1])
    assert.equal((await outbox(db)).length, 1)
    const path = await mailedPath(db, 'signIn')
    assert.equal((await get(site, path)).status, 200)
    const answer = await post(site, '/sign-in/confirm', { token: tokenOf(path) })
    assert.equal(answer.status, 303)
    assert.match(answer.headers.getSetCookie()[0] ?? '', /^__Host-session=/)
    assert.equal((await post(site, '/sign-in/confirm', { token: tokenOf(path) })).status, 403)
    assert.equal((await get(site, path)).status, 403)
  })

  test('are for one thing only, and not for who was banned since', async () => {
    const db = await open()
    const site = siteOver(db)
    await aMember(db, 'ada')
    await post(site, '/sign-in/link', { who: 'ada@example.org' })
    const token = tokenOf(await mailedPath(db, 'signIn'))
    assert.equal((await post(site, '/reset/confirm', { token, password: 'another password' })).status, 403)
    assert.equal((await post(site, '/sign-up/confirm', { token, name: 'eve' })).status, 403)
    assert.equal((await post(site, '/sign-in/owner', { token, name: 'eve' })).status, 403)
    await db.updateTable('member').set({ state: 'banned' }).execute()
    assert.equal((await post(site, '/sign-in/confirm', { token })).status, 403)
  })

  test('a new password ends every session and every other link', async () => {
    const db = await open()
    const site = siteOver(db)
    const ada = await aMember(db, 'ada')
    await post(site, '/sign-in/link', { who: 'ada' })
    await post(site, '/reset', { who: 'ada' })
    const token = tokenOf(await mailedPath(db, 'password'))
    const short = await post(site, '/reset/confirm', { token, password: 'short' })
    assert.equal(short.status, 400)
    assert.match(await short.text(), /10 to 200 characters/)
    assert.equal((await post(site, '/reset/confirm', { token, password: 'another password' })).status, 303)
    assert.doesNotMatch(await (await get(site, '/about', ada.headers)).text(), /@ada/)
    assert.equal((await post(site, '/sign-in', { who: 'ada', password: 'another password' })).status, 303)
    const signIn = tokenOf(await mailedPath(db, 'signIn'))
    assert.equal((await post(site, '/sign-in/confirm', { token: signIn })).status, 403)
    assert.ok((await outbox(db)).some(({ kind }) => kind === 'passwordChanged'))
  })

  test('passwords can be guessed ten times, then not for a while, from wherever', async () => {
    const db = await open()
    await aMember(db, 'ada')
    const site = siteOver(db, { settings: { TRUST_PROXY: 'on' } })
    const guess = async (who: string, from: string) =>
      (
        await post(
          site,
          '/sign-in',
          { who, password: 'a wrong guess' },
          { ...browserHeaders(), 'x-forwarded-for': from },
        )
      ).status
    for (let i = 0; i < 10; i++)
      assert.equal(await guess(i % 2 ? 'ada' : 'ada@example.org', `192.0.2.${i}`), 403)
    assert.equal(await guess('ada', '192.0.2.99'), 429)
    for (let i = 0; i < 60; i++) await guess(`somebody${i}`, `203.0.113.${i}, 198.51.100.7`)
    assert.equal(await guess('another', '198.51.100.7'), 429)
    assert.equal(await guess('another', '198.51.100.8'), 403)
    const later = siteOver(db, { at: new Date(Date.parse(noon) + 15 * 60_000).toISOString() })
    assert.equal((await post(later, '/sign-in', { who: 'ada', password: 'a wrong guess' })).status, 403)
  })

  test('addresses that a stranger made up cause no more mails than five an hour', async () => {
    const db = await open()
    const site = siteOver(db)
    await aMember(db, 'ada')
    const statuses = []
    for (let i = 0; i < 7; i++) statuses.push((await post(site, '/reset', { who: 'ADA' })).status)
    assert.deepEqual(statuses, [200, 200, 200, 200, 200, 429, 429])
    assert.equal((await outbox(db)).length, 5)
  })
})
