import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aChannel, openChannels, runChannels } from '../../test/support/channels.ts'
import { eachDatabase } from '../../test/support/database.ts'
import { aSubscriber, digestParts, edition } from '../../test/support/digests.ts'
import { mailServer } from '../../test/support/mail-server.ts'
import { fill } from '../../test/support/records.ts'
import type { Db } from '../db/connect.ts'
import { sendDueDigests } from './send-digests.ts'

const long = [...edition('2026-03-05', 25), ...edition('2026-03-06', 25)]

async function start(open: () => Promise<Db>) {
  const db = await open()
  const server = await mailServer()
  await fill(db, [...edition('2026-03-03', 3), ...edition('2026-03-04', 2), ...long])
  const settings = { SMTP_URL: server.url, MAIL_FROM: 'Daily Papers <papers@example.org>' }
  const send = (at: string) => sendDueDigests(digestParts(db, at, settings))
  return { db, server, send }
}

eachDatabase('the digest where several editions are due', (open) => {
  test('loses no edition where the week ends earlier, and begins with the newest', async () => {
    const { db, server, send } = await start(open)
    await aSubscriber(db, 'kiwi@example.org', { timezone: 'Pacific/Auckland' })
    for (
      let hour = Date.parse('2026-03-04T00:30:00Z');
      hour < Date.parse('2026-03-11T00:00:00Z');
      hour += 3_600_000
    )
      await send(new Date(hour).toISOString())
    assert.deepEqual(
      server.mails.map(({ subject, date }) => [subject?.split(':')[0], date?.toISOString().slice(0, 13)]),
      [
        ['3 papers for 3 March', '2026-03-04T00'],
        ['2 papers for 4 March', '2026-03-05T19'],
        ['20 papers for 5 March', '2026-03-08T19'],
        ['20 papers for 6 March', '2026-03-09T19'],
      ],
    )
  })

  test('leaves what waits for the next day out of what is followed, too', async () => {
    const { db, server, send } = await start(open)
    await aSubscriber(db, 'kiwi@example.org', {
      ...{ timezone: 'Pacific/Auckland', scope: 'followed', keywords: ['paper 1 of'] },
    })
    for (const time of ['04T00:30', '05T19:30', '08T19:30', '09T19:30']) await send(`2026-03-${time}:00.000Z`)
    assert.deepEqual(
      server.mails.map(({ text }) => text?.match(/Paper 1 of [0-9-]+/g)?.at(-1)),
      [3, 4, 5, 6].map((day) => `Paper 1 of 2026-03-0${day}`),
    )
  })

  test('of several days that were missed is one, in which each has its first', async () => {
    const { db, server, send } = await start(open)
    await aSubscriber(db, 'ada@example.org')
    await send('2026-03-04T08:00:00.000Z')
    await send('2026-03-09T08:00:00.000Z')
    await send('2026-03-10T08:00:00.000Z')
    const [, mail, ...others] = server.mails
    assert.equal(others.length, 0)
    assert.match(mail?.subject ?? '', /^20 papers for 6 March: Paper 1 of 2026-03-0/)
    for (const title of ['2 of 2026-03-04', '9 of 2026-03-05', '9 of 2026-03-06'])
      assert.match(mail?.text ?? '', new RegExp(`Paper ${title}`))
    assert.doesNotMatch(mail?.text ?? '', /Paper 1[1-9] of/)
  })

  test('comes to channels in the same way', async () => {
    const { db, server } = await openChannels(open)
    await fill(db, long)
    await aChannel(db, 'slack', server, { timezone: 'Pacific/Auckland', hour: '8' })
    const days = []
    for (const time of ['05T19', '08T19', '09T19', '10T19']) {
      await runChannels(db, Date.parse(`2026-03-${time}:00:00Z`))
      days.push(server.posts.splice(0).map(({ raw }) => /Paper 1 of ([0-9-]+)/.exec(raw)?.[1]))
    }
    assert.deepEqual(days, [['2026-03-04'], ['2026-03-05'], ['2026-03-06'], []])
  })
})
