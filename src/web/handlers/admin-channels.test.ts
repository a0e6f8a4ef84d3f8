import assert from 'node:assert/strict'
import { test } from 'node:test'
import { channelLog, channelServer, runChannels, token } from '../../../test/support/channels.ts'
import { eachDatabase } from '../../../test/support/database.ts'
import { edition } from '../../../test/support/digests.ts'
import { doorOf } from '../../../test/support/door.ts'
import { assertValidHtml } from '../../../test/support/html.ts'
import { aMember } from '../../../test/support/members.ts'
import { fill } from '../../../test/support/records.ts'
import type { Db } from '../../db/connect.ts'
import { routes } from '../routes.ts'

const now = Date.parse('2026-03-04T12:00:00Z')

const typed = {
  ...{ kind: 'mastodon', name: 'Our <b>posts</b>', token, visibility: 'unlisted', characters: '600' },
  ...{ period: 'daily', hour: '8', timezone: 'UTC', mostPapers: '3', categories: '', keywords: '' },
}

async function start(open: () => Promise<Db>) {
  const [db, server] = [await open(), await channelServer()]
  await fill(db, edition('2026-03-03', 4))
  const admin = await aMember(db, 'some-boss', 'admin')
  const door = doorOf(db, { settings: { FETCH_ALLOW: '127.0.0.1' } })
  const post = (path: string, fields: Record<string, string>) => door.post(path, fields, admin)
  const page = async (path: string): Promise<string> => {
    const answer = await door.get(path, admin)
    const html = await answer.text()
    assert.equal(answer.status, 200, html)
    await assertValidHtml(html)
    return html
  }
  const make = async (more: Record<string, string> = {}) => {
    const made = await post(routes.channels(), { ...typed, address: server.url, ...more })
    assert.equal(made.status, 303, await made.text())
    return (made.headers.get('location') ?? '').replace('/admin/channels/', '')
  }
  return { db, server, door, post, page, make }
}

eachDatabase('the pages of channels', (open) => {
  test('make one, try it, send an edition, and show how that went', async () => {
    const { db, server, post, page, make } = await start(open)
    assert.match(await page(routes.channels()), /There are none/)
    const id = await make()
    assert.match(await page(routes.channels()), /Our &lt;b>posts|Our &lt;b&gt;posts/)
    const preview = await page(routes.channelPreview(id, '2026-03-03'))
    assert.match(preview, /Paper 3 of 2026-03-03/)
    assert.doesNotMatch(preview, /Paper 4 of 2026-03-03/)
    assert.equal((await post(routes.changeChannel(id, 'test'), {})).status, 303)
    assert.equal((await post(routes.changeChannel(id, 'send'), { date: '2026-03-03' })).status, 303)
    assert.equal((await post(routes.changeChannel(id, 'send'), { date: '2026-03-03' })).status, 409)
    await runChannels(db, now)
    assert.deepEqual(server.posts.map(({ message }) => message.visibility).sort(), ['direct', 'unlisted'])
    const log = await page(routes.channel(id))
    assert.match(log, /2026-03-03, daily<\/strong>, <span class="state">sent/)
    assert.match(log, /a test<\/strong>/)
    const sent = (await channelLog(db)).find(({ period }) => period === 'daily')
    assert.equal((await post(routes.changeChannel(id, 'again'), { delivery: sent?.id ?? '' })).status, 303)
    assert.equal((await post(routes.changeChannel(id, 'again'), { delivery: sent?.id ?? '' })).status, 404)
    await runChannels(db, now)
    assert.equal(server.posts.length, 3)
    assert.match(await page(routes.channel(id, 'sent')), /sent \(2\)/)
  })

  test('show nothing secret, and keep it where a form leaves it empty', async () => {
    const { db, door, server, post, page, make } = await start(open)
    const id = await make({ kind: 'slack', address: `${server.url}/services/T0/B0/x` })
    const other = await make()
    const refused = await post(routes.channels(), { ...typed, address: 'nowhere' })
    const again = await refused.text()
    assert.equal(refused.status, 400)
    assert.match(again, /must be one such as https:\/\/mastodon\.example/)
    assert.match(again, /value="600"/)
    const pages = [again, await page(routes.channel(id)), await page(routes.channel(other))]
    for (const html of [...pages, await page(routes.channels()), await page(routes.channelPreview(id))])
      assert.doesNotMatch(html, /T0\/B0|a-secret-token/)
    const saved = await post(routes.channel(id), { ...typed, name: 'Renamed', address: '', token: '' })
    assert.equal(saved.status, 303)
    const rows = await db.selectFrom('channel').selectAll().orderBy('created_at').execute()
    const row = rows.find((one) => one.id === id)
    assert.deepEqual(
      [row?.name, row?.kind, row?.address],
      ['Renamed', 'slack', `${server.url}/services/T0/B0/x`],
    )
    await post(routes.channel(other), { ...typed, address: '', token: '' })
    const kept = await db.selectFrom('channel').selectAll().where('id', '=', other).executeTakeFirst()
    assert.equal(kept?.secret, token)
    assert.equal((await door.get(routes.channel(id))).status, 403)
  })

  test('send no token to another server than the one that it was given for', async () => {
    const { db, post, make, server } = await start(open)
    const elsewhere = server.url.replace(/\d+$/, '9')
    const row = (id: string) =>
      db.selectFrom('channel').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    for (const kind of ['mastodon', 'matrix']) {
      const fields = { ...typed, kind, room: '!room:example.org' }
      const id = await make(fields)
      const refused = await post(routes.channel(id), { ...fields, address: elsewhere, token: '' })
      assert.equal(refused.status, 400)
      assert.match(await refused.text(), /leads to another server: give the token/)
      assert.deepEqual([(await row(id)).address, (await row(id)).secret], [server.url, token])
      const path = { ...fields, address: `${server.url}/social`, token: '' }
      assert.equal((await post(routes.channel(id), path)).status, 303, 'the same server')
      assert.equal((await row(id)).secret, token)
      const moved = { ...fields, address: elsewhere, token: 'another-token' }
      assert.equal((await post(routes.channel(id), moved)).status, 303)
      assert.deepEqual([(await row(id)).address, (await row(id)).secret], [elsewhere, 'another-token'])
    }
  })

  test('pause, resume and delete; a program’s secret is shown once', async () => {
    const { db, server, post, page } = await start(open)
    const wish = { ...typed, kind: 'webhook', address: `${server.url}/hook` }
    const made = await post(routes.channels(), wish)
    assert.equal(made.headers.get('cache-control'), 'no-store')
    const html = await made.text()
    await assertValidHtml(html)
    const [secret] = html.match(/whsec_[\w+/=]+/) ?? []
    const { id } = await db.selectFrom('channel').select('id').executeTakeFirstOrThrow()
    assert.doesNotMatch(await page(routes.channel(id)), /whsec_/)
    const changed = await (await post(routes.changeChannel(id, 'rotate'), {})).text()
    assert.ok(secret && !changed.includes(secret) && /whsec_/.test(changed))
    await post(routes.changeChannel(id, 'pause'), {})
    assert.equal((await post(routes.changeChannel(id, 'test'), {})).status, 409)
    assert.match(await page(routes.channel(id)), /paused/)
    await post(routes.changeChannel(id, 'resume'), {})
    assert.equal((await post(routes.changeChannel(id, 'test'), {})).status, 303)
    assert.equal((await post(routes.changeChannel(id, 'delete'), {})).status, 303)
    assert.match(await page(routes.channels()), /There are none/)
  })
})
