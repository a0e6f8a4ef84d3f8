import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aChannel, openChannels, runChannels } from '../../test/support/channels.ts'
import { eachDatabase } from '../../test/support/database.ts'
import { aSubscriber, digestParts, edition } from '../../test/support/digests.ts'
import { mailServer } from '../../test/support/mail-server.ts'
import { fill } from '../../test/support/records.ts'
import type { Db } from '../db/connect.ts'
import { savePreferences, unsubscribe } from './change-subscription.ts'
import { sendDueDigests } from './send-digests.ts'
import { subscribeMember } from './subscribe.ts'
import { usualPreferences } from './subscription.ts'

const hour = 3_600_000

async function start(open: () => Promise<Db>) {
  const db = await open()
  const server = await mailServer()
  await fill(db, [...edition('2026-03-03', 1), ...edition('2026-03-06', 1), ...edition('2026-03-10', 1)])
  const settings = { SMTP_URL: server.url, MAIL_FROM: 'Daily Papers <papers@example.org>' }
  /** Hour by hour, as the job comes by; `except`: hours in which it doesn't. */
  const sendFrom = async (first: string, last: string, except: string[] = []) => {
    for (let at = Date.parse(first); at <= Date.parse(last); at += hour) {
      const time = new Date(at).toISOString()
      if (!except.some((one) => time.startsWith(one))) await sendDueDigests(digestParts(db, time, settings))
    }
  }
  /** By name, then in their order. */
  const sent = () =>
    server.mails
      .splice(0)
      .map(({ to, subject = '', date }) => {
        const [, week] = / for (the week to [^:]+):/.exec(subject) ?? []
        return [(to as { text: string }).text.split('@')[0] ?? '', week, date?.toISOString().slice(0, 13)]
      })
      .sort(([a = ''], [b = '']) => a.localeCompare(b))
  return { db, server, sendFrom, sent }
}

eachDatabase('the weekly digest', (open) => {
  test('is of the week that ended on Sunday, also where Monday begins before that', async () => {
    const { db, sendFrom, sent } = await start(open)
    for (const [name, timezone] of [
      ['auckland', 'Pacific/Auckland'],
      ['tokyo', 'Asia/Tokyo'],
      ['berlin', 'Europe/Berlin'],
      ['honolulu', 'Pacific/Honolulu'],
    ] as const)
      await aSubscriber(db, `${name}@example.org`, { period: 'weekly', timezone })
    await sendFrom('2026-03-08T12:00:00Z', '2026-03-13T12:00:00Z')
    assert.deepEqual(sent(), [
      ['auckland', 'the week to 8 March', '2026-03-08T19'],
      ['berlin', 'the week to 8 March', '2026-03-09T07'],
      ['honolulu', 'the week to 8 March', '2026-03-09T18'],
      ['tokyo', 'the week to 8 March', '2026-03-08T23'],
    ])
  })

  test('is that in channels, too', async () => {
    const { db, server } = await openChannels(open)
    await aChannel(db, 'slack', server, { period: 'weekly', hour: '8', timezone: 'Pacific/Auckland' })
    await runChannels(db, Date.parse('2026-03-08T19:00:00Z'))
    assert.equal(server.posts.length, 1)
    assert.match(server.posts[0]?.raw ?? '', /Paper 1 of 2026-03-04/)
  })

  test('comes on the next weekday where it could not on Monday, once', async () => {
    const { db, sendFrom, sent } = await start(open)
    await aSubscriber(db, 'late@example.org', { period: 'weekly', hour: 23 })
    await aSubscriber(db, 'paused@example.org', { period: 'weekly', pausedUntil: '2026-03-11' })
    await aSubscriber(db, 'asleep@example.org', { period: 'weekly', pausedUntil: '2026-03-16' })
    await sendFrom('2026-03-08T12:00:00Z', '2026-03-16T09:00:00Z', ['2026-03-09T23'])
    assert.deepEqual(sent(), [
      ['asleep', 'the week to 15 March', '2026-03-16T08'],
      ['late', 'the week to 8 March', '2026-03-10T23'],
      ['paused', 'the week to 8 March', '2026-03-11T08'],
      ['paused', 'the week to 15 March', '2026-03-16T08'],
    ])
  })

  test('begins with the week in which somebody asks for it', async () => {
    const { db, sendFrom, sent } = await start(open)
    const tuesday = Date.parse('2026-03-10T06:00:00Z')
    const { id, ...chosen } = await subscribeMember(db, 'ada@example.org', tuesday)
    await savePreferences(db, id, { ...chosen, period: 'weekly' }, tuesday)
    const ben = await aSubscriber(db, 'ben@example.org', { period: 'weekly' })
    await unsubscribe(db, ben, tuesday)
    await savePreferences(db, ben, { ...usualPreferences, period: 'weekly' }, tuesday)
    await sendFrom('2026-03-10T07:00:00Z', '2026-03-16T09:00:00Z')
    assert.deepEqual(sent(), [
      ['ada', 'the week to 15 March', '2026-03-16T08'],
      ['ben', 'the week to 15 March', '2026-03-16T08'],
    ])
  })

  test('of channels comes later and begins likewise', async () => {
    const { db, server } = await openChannels(open)
    await aChannel(db, 'slack', server, { period: 'weekly', hour: '8' })
    await runChannels(db, Date.parse('2026-03-06T09:00:00Z'))
    assert.equal(server.posts.length, 0, 'it was made on Tuesday')
    await runChannels(db, Date.parse('2026-03-10T09:00:00Z'))
    await runChannels(db, Date.parse('2026-03-11T09:00:00Z'))
    assert.equal(server.posts.length, 1)
  })
})
