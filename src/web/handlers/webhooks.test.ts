import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../../test/support/database.ts'
import { doorOf } from '../../../test/support/door.ts'
import { hookReceiver, withStatus } from '../../../test/support/hook-receiver.ts'
import { assertValidHtml } from '../../../test/support/html.ts'
import { aMember } from '../../../test/support/members.ts'
import { aHook, logOf, now, proves, runWebhooks } from '../../../test/support/webhooks.ts'
import type { Db } from '../../db/connect.ts'
import { pingHook } from '../../webhooks/manage-hooks.ts'
import { routes } from '../routes.ts'

const onThisMachine = { settings: { FETCH_ALLOW: '127.0.0.1' } }

async function opened(open: () => Promise<Db>) {
  const db = await open()
  const [door, boss] = [doorOf(db, onThisMachine), await aMember(db, 'boss1', 'admin')]
  return { db, door, boss, receiver: await hookReceiver() }
}

const secretIn = (html: string): string => /whsec_[\w+/=]{44}/.exec(html)?.[0] ?? ''

eachDatabase('admins and webhooks', (open) => {
  test('make one, see its secret once, test it, change the secret, delete it', async () => {
    const { db, door, boss, receiver } = await opened(open)
    const fields = { url: `${receiver.url}/hook#x`, 'event-paper.added': 'on', categories: 'cs.CL, stat' }
    const made = await door.post(routes.webhooks(), fields, boss)
    assert.equal(made.headers.get('cache-control'), 'no-store')
    const html = await made.text()
    await assertValidHtml(html)
    const secret = secretIn(html)
    const { id } = await db.selectFrom('webhook').select('id').executeTakeFirstOrThrow()
    for (const path of [routes.webhooks(), routes.webhook(id)]) {
      const page = await (await door.get(path, boss)).text()
      await assertValidHtml(page)
      assert.equal(secretIn(page), '')
      assert.match(page, new RegExp(`${receiver.url}/hook<`))
    }
    assert.equal((await door.post(routes.changeWebhook(id, 'ping'), {}, boss)).status, 303)
    await runWebhooks(db)
    const [call] = receiver.received
    assert.ok(call && proves(secret, call.headers, call.body))
    const rotated = secretIn(await (await door.post(routes.changeWebhook(id, 'rotate'), {}, boss)).text())
    assert.notEqual(rotated, secret)
    await door.post(routes.changeWebhook(id, 'ping'), {}, boss)
    await runWebhooks(db)
    const second = receiver.received[1]
    assert.ok(second && proves(secret, second.headers, second.body))
    assert.ok(proves(rotated, second.headers, second.body))
    assert.equal((await door.post(routes.changeWebhook(id, 'delete'), {}, boss)).status, 303)
    assert.equal((await door.get(routes.webhook(id), boss)).status, 404)
    assert.match(await (await door.get(routes.webhooks(), boss)).text(), /There are none/)
  })

  test('are told what is wrong with what they typed, and find it again', async () => {
    const { db, door, boss } = await opened(open)
    const all = { 'event-comment.created': 'on', categories: '' }
    for (const [fields, problem] of [
      [{ ...all, url: 'example.org' }, /must be an address/],
      [{ ...all, url: 'javascript:alert(1)' }, /must be an address/],
      [{ ...all, url: 'https://ada:secret@example.org/' }, /name or password/],
      [{ ...all, url: 'http://169.254.169.254/latest' }, /private network/],
      [{ ...all, url: 'http://[::1]/' }, /private network/],
      [{ ...all, url: 'http://0x7f000002/' }, /private network/],
      [{ categories: '', url: 'https://example.org/' }, /at least one event/],
      [{ ...all, url: 'https://example.org/', categories: '<b> cs.CL' }, /must be categories/],
    ] as const) {
      const answer = await door.post(routes.webhooks(), fields, boss)
      assert.equal(answer.status, 400, fields.url)
      const page = await answer.text()
      assert.match(page, problem)
      assert.doesNotMatch(page, /<b>/)
      if ('event-comment.created' in fields) assert.match(page, /name="event-comment.created"[^>]*checked/)
    }
    assert.deepEqual(await db.selectFrom('webhook').selectAll().execute(), [])
  })

  test('change one, pause and resume it', async () => {
    const { db, door, boss, receiver } = await opened(open)
    const { id } = await aHook(db, receiver.url, ['paper.added'])
    const fields = { url: 'https://other.example/x', 'event-edition.closed': 'on', categories: '' }
    assert.equal((await door.post(routes.webhook(id), fields, boss)).status, 303)
    const page = () => door.get(routes.webhook(id), boss).then((answer) => answer.text())
    assert.match(await page(), /https:\/\/other.example\/x[\s\S]*edition.closed/)
    await door.post(routes.changeWebhook(id, 'pause'), {}, boss)
    assert.match(await page(), /state-paused/)
    assert.equal((await door.post(routes.changeWebhook(id, 'ping'), {}, boss)).status, 409)
    await door.post(routes.changeWebhook(id, 'resume'), {}, boss)
    assert.doesNotMatch(await page(), /state-paused/)
  })

  test('read the log in parts, with what receivers answered as text, and have things sent again', async () => {
    const { db, door, boss, receiver } = await opened(open)
    const { id } = await aHook(db, receiver.url, ['paper.added'])
    receiver.answer(withStatus(410, '<script>alert(1)</script>\u001b[31m'))
    for (let i = 0; i < 60; i++) await pingHook(db, id, now - 1_000 * i)
    await runWebhooks(db)
    const read = async (path: string) => {
      const page = await (await door.get(path, boss)).text()
      await assertValidHtml(page)
      return page
    }
    const first = await read(routes.webhook(id))
    assert.match(first, /disabled: The receiver said/)
    assert.match(first, /1–50 of 60/)
    assert.match(await read(routes.webhook(id, 'failed', 2)), /51–60 of 60[\s\S]*$/)
    const whole = first + (await read(routes.webhook(id, undefined, 2)))
    assert.match(whole, /&lt;script>alert\(1\)&lt;\/script>/)
    assert.ok(!whole.includes('<script>alert') && !whole.includes('\u001b'))
    assert.match(await read(routes.webhook(id, 'waiting')), /Nothing of that/)
    assert.equal((await door.get(routes.webhook(id, undefined, 3), boss)).status, 404)
    assert.equal((await door.get(routes.webhook(id, 'lost'), boss)).status, 400)

    receiver.answer(withStatus(200))
    await door.post(routes.changeWebhook(id, 'resume'), {}, boss)
    const [one] = await logOf(db)
    const replay = (fields: Record<string, string>) =>
      door.post(routes.changeWebhook(id, 'replay'), fields, boss)
    assert.equal((await replay({ delivery: one?.id ?? '' })).status, 303)
    assert.equal((await replay({ delivery: one?.id ?? '' })).status, 404)
    assert.equal((await replay({ period: 'century' })).status, 400)
    await runWebhooks(db)
    const all = await replay({ period: 'hour' })
    assert.match(await read(all.headers.get('location') ?? ''), /59 deliveries sent again/)
    await runWebhooks(db)
    assert.ok((await logOf(db)).every(({ state }) => state === 'delivered'))
    assert.equal(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size, 60)
  })

  test('nobody else does, and there is an end to how many there are', async () => {
    const { db, door, boss, receiver } = await opened(open)
    const mod = await aMember(db, 'mod1', 'moderator')
    assert.equal((await door.get(routes.webhooks(), mod)).status, 403)
    for (let i = 0; i < 50; i++) await aHook(db, `${receiver.url}/${i}`, ['paper.added'])
    const fields = { url: receiver.url, 'event-paper.added': 'on', categories: '' }
    assert.equal((await door.post(routes.webhooks(), fields, boss)).status, 409)
  })
})
