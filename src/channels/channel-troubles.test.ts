import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  aChannel,
  answering,
  breaking,
  channelLog,
  channelServer,
  channelStates,
  morning,
  openChannels,
  runChannels,
  sendChannelAgain,
} from '../../test/support/channels.ts'
import { eachDatabase } from '../../test/support/database.ts'
import { edition } from '../../test/support/digests.ts'
import { aMember } from '../../test/support/members.ts'
import { outbox } from '../../test/support/outbox.ts'
import { fill } from '../../test/support/records.ts'
import { type ChannelKind, channelKinds } from './channel.ts'
import { claimChannelDelivery } from './claim-message.ts'
import { channelById, resumeChannel } from './manage-channels.ts'
import { planChannels } from './plan-channels.ts'

const MINUTE = 60_000
const DAY = 86_400_000
const kinds = Object.keys(channelKinds) as ChannelKind[]

eachDatabase('channels where something goes wrong', (open) => {
  test('wait as long as they are asked to, and go on where they were', async () => {
    const { db, server } = await openChannels(open)
    await aChannel(db, 'mastodon', server)
    server.behave(({ serve, response }) =>
      server.posts.length === 1
        ? void response.writeHead(429, { 'retry-after': '300' }).end('{"error":"Too many requests"}')
        : serve(),
    )
    await runChannels(db)
    const [row] = await channelLog(db)
    assert.deepEqual([row?.state, row?.status, JSON.parse(row?.arrived ?? '').length], ['waiting', 429, 1])
    assert.ok((row?.due_at ?? 0) >= morning + 5 * MINUTE)
    server.behave(({ serve }) => serve())
    await runChannels(db, morning + 4 * MINUTE)
    assert.equal(server.posts.length, 1)
    await runChannels(db, row?.due_at)
    assert.deepEqual([server.posts.length, await channelStates(db)], [2, ['sent']])
    assert.equal(server.posts[1]?.message.in_reply_to_id, server.posts[0]?.name)
  })

  test('wait where the store can’t be asked what stands in their message: nothing was sent', async () => {
    const { db, server } = await openChannels(open)
    await aChannel(db, 'slack', server)
    const times = { timezone: 'UTC', cutoff: '00:00' }
    await planChannels(db, { now: morning, times, signal: new AbortController().signal })
    await db.schema.alterTable('channel_paper').renameTo('away').execute()
    await runChannels(db)
    await db.schema.alterTable('away').renameTo('channel_paper').execute()
    const [row] = await channelLog(db)
    assert.deepEqual([row?.state, row?.unsure_since, server.requests], ['waiting', null, 0])
    await runChannels(db, row?.due_at)
    assert.deepEqual([server.posts.length, await channelStates(db)], [1, ['sent']])
  })

  test('say by themselves how long to wait: Discord in seconds, Matrix in milliseconds', async () => {
    for (const [kind, body] of [
      ['discord', '{"message":"You are being rate limited.","retry_after":600.5,"global":false}'],
      ['matrix', '{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":600500}'],
    ] as const) {
      const { db, server } = await openChannels(open)
      await aChannel(db, kind, server)
      server.behave(answering(429, body))
      await runChannels(db)
      const [row] = await channelLog(db)
      assert.equal(row?.due_at, morning + 600_500 + (kind === 'discord' ? 500 : 0), kind)
    }
  })

  test('that took a message without a word are sent it once more only where it comes once', async () => {
    for (const kind of kinds) {
      const { db, server } = await openChannels(open)
      const { id } = await aChannel(db, kind, server, { mostPapers: '1' })
      server.behave(breaking)
      await runChannels(db)
      assert.equal(server.posts.length, 1, kind)
      const [row] = await channelLog(db)
      const repeats = kind !== 'slack' && kind !== 'discord'
      assert.equal(row?.state, repeats ? 'waiting' : 'doubtful', kind)
      server.behave(({ serve }) => serve())
      await runChannels(db, repeats ? row?.due_at : morning + DAY / 2)
      assert.deepEqual(await channelStates(db), [repeats ? 'sent' : 'doubtful'], kind)
      const seen = kind === 'webhook' ? 2 : 1
      assert.equal(server.posts.length, seen, kind)
      if (kind === 'webhook') assert.equal(server.posts[0]?.message.id, server.posts[1]?.message.id)
      assert.ok(await sendChannelAgain(db, id, morning + DAY / 2))
      await runChannels(db, morning + DAY / 2)
      assert.equal(server.posts.length, seen + 1, `${kind}: an admin may have it sent once more`)
    }
  })

  test('that remember for an hour are doubted after it', async () => {
    const { db, server } = await openChannels(open)
    await aChannel(db, 'mastodon', server, { mostPapers: '1' })
    server.behave(breaking)
    await runChannels(db)
    server.behave(({ serve }) => serve())
    await runChannels(db, morning + 2 * 60 * MINUTE)
    assert.deepEqual([await channelStates(db), server.requests], [['doubtful'], 1])
  })

  test('are sent what a dead sender had taken where that is safe, and doubted elsewhere', async () => {
    const { db, server } = await openChannels(open)
    for (const kind of ['slack', 'matrix'] as const) await aChannel(db, kind, server)
    await db.updateTable('channel').set({ state: 'paused' }).execute()
    await db.updateTable('channel').set({ state: 'active' }).execute()
    server.behave(answering(503))
    await runChannels(db)
    const later = morning + 5 * MINUTE
    while (await claimChannelDelivery(db, later, []));
    server.behave(({ serve }) => serve())
    await runChannels(db, later + 9 * MINUTE)
    assert.deepEqual([await channelStates(db), server.posts.length], [['sending', 'sending'], 0])
    await runChannels(db, later + 11 * MINUTE)
    assert.deepEqual(
      server.posts.map(({ kind }) => kind),
      ['matrix'],
    )
    assert.deepEqual((await channelStates(db)).sort(), ['doubtful', 'sent'])
  })

  test('are told apart: one that is silent holds no other up', async () => {
    const { db, server } = await openChannels(open)
    for (const kind of ['slack', 'discord', 'matrix'] as const) await aChannel(db, kind, server)
    server.behave(({ request, serve }) => void (request.method === 'PUT' || serve()))
    await runChannels(db, morning, {}, 2_000)
    assert.deepEqual(server.posts.map(({ kind }) => kind).sort(), ['discord', 'slack'])
    const waiting = (await channelLog(db)).find(({ state }) => state === 'waiting')
    assert.match(waiting?.problem ?? '', /took too long/)
  })

  test('are not in private networks, nor anybody else’s while a test setting is on', async () => {
    const { db, server } = await openChannels(open)
    await aChannel(db, 'webhook', server)
    await runChannels(db, morning, { FETCH_ALLOW: '' })
    assert.match((await channelLog(db))[0]?.problem ?? '', /private network/)
    const later = morning + 10 * MINUTE
    await runChannels(db, later, { FETCH_ALLOW: '', TEST_POLITENESS_MS: '0', SOURCES: '' })
    const [row] = await channelLog(db)
    assert.match(row?.problem ?? '', /test setting is on/)
    assert.deepEqual([row?.state, server.requests], ['waiting', 0])
  })

  test('follow nobody elsewhere, and refuse what they don’t take', async () => {
    const { db, server } = await openChannels(open)
    const other = await channelServer()
    const { id } = await aChannel(db, 'slack', server)
    server.behave(answering(307, '', { location: `${other.url}/services/T0/B0/x` }))
    await runChannels(db)
    assert.deepEqual([await channelStates(db), other.requests], [['failed'], 0])
    assert.match((await channelLog(db))[0]?.problem ?? '', /give the new address/)
    assert.ok(await sendChannelAgain(db, id, morning))
    server.behave(answering(403, 'action_prohibited'))
    await runChannels(db)
    const [row] = await channelLog(db)
    assert.deepEqual([row?.state, row?.answer], ['failed', 'action_prohibited'])
    assert.equal((await channelById(db, id)).failingSince, morning)
  })

  test('that are gone, or that nothing reaches for two days, are disabled, and admins told', async () => {
    for (const status of [410, 503]) {
      const { db, server } = await openChannels(open)
      await aMember(db, 'some-boss', 'admin')
      const { id } = await aChannel(db, 'slack', server)
      server.behave(answering(status, 'no_service'))
      for (let at = morning; at <= morning + 2 * DAY + 120 * MINUTE; at += 120 * MINUTE)
        await runChannels(db, at)
      const channel = await channelById(db, id)
      assert.equal(channel.state, 'disabled', String(status))
      const [mail] = (await outbox(db)).filter(({ kind }) => kind === 'channel')
      assert.equal(mail?.recipient, 'some-boss@example.org')
      assert.match(mail?.body ?? '', /admin\/channels\//)
      assert.doesNotMatch(mail?.body ?? '', /T0\/B0/, 'its address is nobody’s business')
      if (status === 410) assert.equal(server.requests, 1)
      await fill(db, edition('2026-03-10', 1))
      await runChannels(db, Date.parse('2026-03-11T09:00:00Z'))
      assert.ok((await channelLog(db)).every(({ day }) => day < '2026-03-10'))
      await resumeChannel(db, id, Date.parse('2026-03-11T09:00:00Z'))
      server.behave(({ serve }) => serve())
      await fill(db, edition('2026-03-11', 1))
      await runChannels(db, Date.parse('2026-03-12T09:00:00Z'))
      assert.equal(server.posts.length, 1)
      assert.equal((await channelById(db, id)).failingSince, null)
    }
  })
})
