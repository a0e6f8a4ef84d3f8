import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../test/support/database.ts'
import { type HookReceiver, hookReceiver, withStatus } from '../../test/support/hook-receiver.ts'
import { aMember } from '../../test/support/members.ts'
import { outbox } from '../../test/support/outbox.ts'
import { aHook, logOf, now, proves, runWebhooks, silence } from '../../test/support/webhooks.ts'
import type { Db } from '../db/connect.ts'
import { claimDelivery } from './claim-delivery.ts'
import { sendFailedAgain, sendOneAgain } from './delivery-queries.ts'
import { forgetWebhooks } from './forget-webhooks.ts'
import { hookRow } from './hook-queries.ts'
import { pauseHook, pingHook, removeHook, resumeHook, rotateSecret } from './manage-hooks.ts'
import { MOST_ATTEMPTS } from './retry.ts'

const MINUTE = 60_000
const DAY = 86_400_000

async function pinged(db: Db, receiver: HookReceiver, path = '') {
  const hook = await aHook(db, `${receiver.url}${path}`, ['paper.added'])
  await pingHook(db, hook.id, now)
  return hook
}

eachDatabase('a delivery', (open) => {
  test('arrives signed, once', async () => {
    const [db, receiver] = [await open(), await hookReceiver()]
    const { id, secret } = await pinged(db, receiver, '/hook?x=1')
    receiver.answer(withStatus(200, 'thank\0you\n'))
    await runWebhooks(db)
    await runWebhooks(db)
    assert.equal(receiver.received.length, 1)
    const [call] = receiver.received
    assert.ok(call)
    assert.equal(call.path, '/hook?x=1')
    assert.equal(call.headers['content-type'], 'application/json')
    assert.equal(call.headers['webhook-timestamp'], String(now / 1_000))
    assert.ok(proves(secret, call.headers, call.body))
    const { data, ...event } = JSON.parse(call.body)
    assert.deepEqual(event, {
      ...{ id: call.headers['webhook-id'], type: 'ping', timestamp: '2026-03-04T12:00:00.000Z' },
    })
    assert.equal(data.site, 'https://papers.example')
    const [row] = await logOf(db)
    assert.deepEqual(
      [row?.webhook_id, row?.state, row?.attempts, row?.status, row?.answer, row?.problem],
      [id, 'delivered', 1, 200, 'thank you', null],
    )
  })

  test('that fails is tried again later, with the same id and body and a new time', async () => {
    const [db, receiver] = [await open(), await hookReceiver()]
    await pinged(db, receiver)
    receiver.answer(withStatus(500, '<b>broken</b>'))
    await runWebhooks(db)
    const [row] = await logOf(db)
    assert.deepEqual([row?.state, row?.status, row?.answer], ['waiting', 500, '<b>broken</b>'])
    const due = row?.due_at ?? 0
    assert.ok(due >= now + 0.8 * MINUTE && due <= now + 1.2 * MINUTE)
    await runWebhooks(db, due - 1)
    assert.equal(receiver.received.length, 1)
    receiver.answer(withStatus(204))
    await runWebhooks(db, due)
    const [first, second] = receiver.received
    assert.equal(first?.body, second?.body)
    assert.equal(first?.headers['webhook-id'], second?.headers['webhook-id'])
    assert.notEqual(first?.headers['webhook-timestamp'], second?.headers['webhook-timestamp'])
    assert.equal((await logOf(db))[0]?.state, 'delivered')
  })

  test('fails where the receiver is silent, away, or sends elsewhere; a long answer is cut', async () => {
    const [db, receiver, other] = [await open(), await hookReceiver(), await hookReceiver()]
    const trouble = async (how: Parameters<HookReceiver['answer']>[0]) => {
      const { id } = await pinged(db, receiver)
      receiver.answer(how)
      await runWebhooks(db)
      return (await logOf(db)).find(({ webhook_id }) => webhook_id === id)
    }
    assert.match((await trouble(silence))?.problem ?? '', /too long/)
    const moved = await trouble(withStatus(307, '', { location: other.url }))
    assert.deepEqual([moved?.state, moved?.status], ['waiting', 307])
    assert.match(moved?.problem ?? '', /give the new address/)
    assert.equal(other.received.length, 0)
    const broken = await trouble((response) => response.destroy())
    assert.match(broken?.problem ?? '', /broke the connection off/)
    let sent = 0
    const huge = await trouble((response) => {
      response.on('error', () => {})
      const write = () => {
        while (!response.destroyed && sent < 50_000_000 && response.write('x'.repeat(10_000))) sent += 10_000
        if (!response.destroyed && sent < 50_000_000) response.once('drain', write)
      }
      write()
    })
    assert.deepEqual([huge?.state, huge?.answer?.length], ['delivered', 500])
    assert.ok(sent < 20_000_000, `${sent} bytes were taken`)
    const slow = await trouble((response) => void response.writeHead(200).write('so far'))
    assert.deepEqual([slow?.state, slow?.answer], ['delivered', 'so far'])
    const gone = await aHook(db, 'http://127.0.0.1:1/', ['paper.added'])
    await pingHook(db, gone.id, now)
    await runWebhooks(db)
    const away = (await logOf(db)).find(({ webhook_id }) => webhook_id === gone.id)
    assert.match(away?.problem ?? '', /refuses the connection/)
    const nameless = await aHook(db, 'https://hooks.invalid/', ['paper.added'])
    await pingHook(db, nameless.id, now)
    await runWebhooks(db)
    const unknown = (await logOf(db)).find(({ webhook_id }) => webhook_id === nameless.id)
    assert.equal(unknown?.state, 'waiting')
    assert.match(unknown?.problem ?? '', /its name can’t be looked up/)
  })

  test('is not sent into a private network, nor anywhere else while a test setting is on', async () => {
    const [db, receiver] = [await open(), await hookReceiver()]
    await pinged(db, receiver)
    await runWebhooks(db, now, { FETCH_ALLOW: '' })
    assert.match((await logOf(db))[0]?.problem ?? '', /private network/)
    const byName = await aHook(db, receiver.url.replace('127.0.0.1', 'localhost'), ['paper.added'])
    await pingHook(db, byName.id, now)
    await runWebhooks(db, now, { FETCH_ALLOW: '' })
    const test = { TEST_POLITENESS_MS: '0', SOURCES: '', FETCH_ALLOW: '' }
    await runWebhooks(db, now + 2 * MINUTE, test)
    const problems = (await logOf(db)).map(({ problem }) => problem)
    assert.ok(
      problems.every((problem) => /test setting is on/.test(problem ?? '')),
      String(problems),
    )
    assert.equal(receiver.received.length, 0)
  })

  test('is given up after three days; the webhook is then disabled and admins are told', async () => {
    const [db, receiver] = [await open(), await hookReceiver()]
    await aMember(db, 'some-boss', 'admin')
    const { id } = await pinged(db, receiver)
    receiver.answer(withStatus(503))
    let at = now
    for (let tries = 1; tries <= MOST_ATTEMPTS; tries++) {
      await runWebhooks(db, at)
      assert.equal(receiver.received.length, tries)
      const [row] = await logOf(db)
      if (tries === MOST_ATTEMPTS) assert.equal(row?.state, 'failed')
      else at = row?.due_at ?? 0
    }
    assert.ok(at - now > 2 * DAY && at - now < 4 * DAY, `${(at - now) / DAY} days`)
    assert.equal((await hookRow(db, id))?.state, 'disabled')
    const [mail] = (await outbox(db)).filter(({ kind }) => kind === 'webhook')
    assert.equal(mail?.recipient, 'some-boss@example.org')
    assert.match(mail?.body ?? '', new RegExp(`https://papers.example/admin/webhooks/${id}`))
    await assert.rejects(pingHook(db, id, at), /Resume it/)
    await resumeHook(db, id)
    assert.equal(await sendFailedAgain(db, { webhookId: id, since: now }, at), 1)
    receiver.answer(withStatus(200))
    await runWebhooks(db, at)
    assert.equal((await logOf(db))[0]?.state, 'delivered')
  })

  test('answered with 410 ends the webhook at once, and what waits for it', async () => {
    const [db, receiver] = [await open(), await hookReceiver()]
    const { id } = await pinged(db, receiver)
    await pingHook(db, id, now)
    receiver.answer(withStatus(410))
    await runWebhooks(db)
    assert.equal(receiver.received.length, 1)
    assert.deepEqual(
      (await logOf(db)).map(({ state }) => state),
      ['failed', 'failed'],
    )
    assert.match((await hookRow(db, id))?.reason ?? '', /410/)
  })

  test('waits as long as the receiver asks', async () => {
    const [db, receiver] = [await open(), await hookReceiver()]
    await pinged(db, receiver)
    receiver.answer(withStatus(429, '', { 'retry-after': '7200' }))
    await runWebhooks(db)
    assert.equal((await logOf(db))[0]?.due_at, now + 7_200_000)
  })

  test('is sent again where its sender died in the middle, and not while it lives', async () => {
    const [db, receiver] = [await open(), await hookReceiver()]
    await pinged(db, receiver)
    assert.ok(await claimDelivery(db, now, []))
    await runWebhooks(db, now + 59_000)
    assert.equal(receiver.received.length, 0)
    await runWebhooks(db, now + 61_000)
    assert.equal(receiver.received.length, 1)
    assert.deepEqual(
      (await logOf(db)).map(({ state, attempts }) => [state, attempts]),
      [['delivered', 2]],
    )
  })

  test('whose sender dies each time is given up, too', async () => {
    const [db, receiver] = [await open(), await hookReceiver()]
    await pinged(db, receiver)
    for (let at = now, i = 0; i < MOST_ATTEMPTS; i++, at += 2 * MINUTE) await claimDelivery(db, at, [])
    await runWebhooks(db, now + DAY)
    assert.equal(receiver.received.length, 0)
    assert.equal((await logOf(db))[0]?.state, 'failed')
  })

  test('is sent once by two nodes that work at the same time', async () => {
    const [db, receiver] = [await open(), await hookReceiver()]
    const hooks = await Promise.all(
      [1, 2, 3, 4].map((n) => aHook(db, `${receiver.url}/${n}`, ['paper.added'])),
    )
    for (const { id } of hooks) for (let i = 0; i < 10; i++) await pingHook(db, id, now)
    receiver.answer((response) => setTimeout(() => response.writeHead(204).end(), 5))
    await Promise.all([runWebhooks(db), runWebhooks(db), runWebhooks(db)])
    const ids = receiver.received.map(({ headers }) => headers['webhook-id'])
    assert.equal(ids.length, 40)
    assert.equal(new Set(ids).size, 40)
  })

  test('to one that fails does not hold up the others', async () => {
    const [db, bad, good] = [await open(), await hookReceiver(), await hookReceiver()]
    bad.answer(silence)
    const [failing, fine] = [await pinged(db, bad), await pinged(db, good)]
    for (let i = 0; i < 20; i++) {
      await pingHook(db, failing.id, now)
      await pingHook(db, fine.id, now)
    }
    await runWebhooks(db)
    assert.deepEqual([bad.received.length, good.received.length], [1, 21])
  })

  test('is signed with both secrets for a day after a change', async () => {
    const [db, receiver] = [await open(), await hookReceiver()]
    const { id, secret } = await pinged(db, receiver)
    const newer = await rotateSecret(db, id, now)
    await runWebhooks(db)
    await pingHook(db, id, now)
    await runWebhooks(db, now + DAY + 1)
    const [during, after] = receiver.received
    assert.ok(during && after)
    assert.ok(proves(secret, during.headers, during.body) && proves(newer, during.headers, during.body))
    assert.ok(!proves(secret, after.headers, after.body) && proves(newer, after.headers, after.body))
  })

  test('waits while the webhook is paused, can be replayed, and is forgotten after 30 days', async () => {
    const [db, receiver] = [await open(), await hookReceiver()]
    const { id } = await pinged(db, receiver)
    await pauseHook(db, id)
    await runWebhooks(db)
    assert.equal(receiver.received.length, 0)
    await resumeHook(db, id)
    await runWebhooks(db)
    const [row] = await logOf(db)
    assert.equal(await sendOneAgain(db, { webhookId: 'another', id: row?.id ?? '' }, now), false)
    assert.equal(await sendOneAgain(db, { webhookId: id, id: row?.id ?? '' }, now), true)
    await runWebhooks(db)
    const [first, second] = receiver.received
    assert.deepEqual(
      [first?.headers['webhook-id'], first?.body],
      [second?.headers['webhook-id'], second?.body],
    )
    await forgetWebhooks(db, now + 29 * DAY)
    assert.equal((await logOf(db)).length, 1)
    await forgetWebhooks(db, now + 31 * DAY)
    assert.equal((await logOf(db)).length, 0)
    assert.deepEqual(await db.selectFrom('webhook_event').selectAll().execute(), [])
  })

  test('to a deleted webhook goes with it', async () => {
    const [db, receiver] = [await open(), await hookReceiver()]
    const { id } = await pinged(db, receiver)
    await removeHook(db, id)
    await runWebhooks(db)
    assert.equal(receiver.received.length, 0)
    await assert.rejects(resumeHook(db, id), /no such webhook/)
    await forgetWebhooks(db, now)
    assert.deepEqual(await db.selectFrom('webhook').selectAll().execute(), [])
  })
})
