import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../../test/support/database.ts'
import { assertValidHtml } from '../../../test/support/html.ts'
import { aMember, browserHeaders, formBody, testOrigin } from '../../../test/support/members.ts'
import { noon, siteOver } from '../../../test/support/site.ts'
import { addMail } from '../../mail/mail.ts'
import { setMail } from '../../mail/mail-queries.ts'
import type { Web } from '../create-web.ts'

const post = (site: Web, path: string, fields: Record<string, string>, headers = browserHeaders()) =>
  site.request(`${testOrigin}${path}`, { method: 'POST', headers, body: formBody(fields) })
const get = (site: Web, path: string, headers = {}) => site.request(`${testOrigin}${path}`, { headers })

eachDatabase('admins', (open) => {
  test('see members, give roles and invite; the last admin stays one', async () => {
    const db = await open()
    const site = siteOver(db)
    const [boss, mod] = [await aMember(db, 'boss1', 'admin'), await aMember(db, 'mod1', 'moderator')]
    const page = await get(site, '/admin/people', boss.headers)
    await assertValidHtml(await page.text())
    for (const [path, fields] of [
      ['/admin/people/role', { name: 'mod1', role: 'admin' }],
      ['/admin/people/invite', { role: 'admin' }],
    ] as const) {
      assert.equal((await post(site, path, fields, mod.headers)).status, 403)
    }
    assert.equal(
      (await post(site, '/admin/people/role', { name: 'boss1', role: 'reader' }, boss.headers)).status,
      409,
    )
    assert.equal(
      (await post(site, '/admin/people/role', { name: 'mod1', role: 'god' }, boss.headers)).status,
      400,
    )
    assert.equal(
      (await post(site, '/admin/people/role', { name: 'mod1', role: 'admin' }, boss.headers)).status,
      303,
    )
    assert.equal((await get(site, '/admin/people', mod.headers)).status, 200)

    const answer = await post(site, '/admin/people/invite', { role: 'curator' }, boss.headers)
    assert.equal(answer.headers.get('cache-control'), 'no-store', 'the link is shown once')
    const made = await answer.text()
    const [link = ''] = /\/sign-up\?invitation=[\w-]{32}/.exec(made) ?? []
    assert.equal((await get(site, link)).status, 200)
    const [hash] = await db.selectFrom('invitation').select('token_hash').execute()
    await post(site, '/admin/people/invite', { revoke: hash?.token_hash ?? '' }, boss.headers)
    assert.match(await (await get(site, link)).text(), /was used or is too old/)
  })

  test('see mail that waits, and have what is doubtful sent again', async () => {
    const db = await open()
    const site = siteOver(db)
    const [boss, mod] = [await aMember(db, 'boss1', 'admin'), await aMember(db, 'mod1', 'moderator')]
    await addMail(
      db,
      { recipient: 'ada@example.org', subject: '<i>Hello', body: '<b>', kind: 'x' },
      Date.parse(noon),
    )
    const [mail] = await db.selectFrom('mail').select('id').execute()
    const id = mail?.id ?? ''
    assert.equal((await get(site, '/admin/mail', mod.headers)).status, 403)
    const page = await (await get(site, '/admin/mail', boss.headers)).text()
    await assertValidHtml(page)
    assert.match(page, /&lt;i>Hello/)
    assert.equal((await post(site, '/admin/mail', { id }, boss.headers)).status, 404)
    await setMail(db, id, { state: 'doubtful' })
    assert.equal((await post(site, '/admin/mail', { id }, mod.headers)).status, 403)
    assert.equal((await post(site, '/admin/mail', { id }, boss.headers)).status, 303)
  })
})
