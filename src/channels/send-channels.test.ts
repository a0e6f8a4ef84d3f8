import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  aChannel,
  answering,
  channelLog,
  channelStates,
  morning,
  openChannels,
  runChannels,
  sendChannelAgain,
} from '../../test/support/channels.ts'
import { eachDatabase } from '../../test/support/database.ts'
import { edition } from '../../test/support/digests.ts'
import { fill, paperRecord } from '../../test/support/records.ts'
import { proves } from '../../test/support/webhooks.ts'
import { mergePapers } from '../papers/same/merge-papers.ts'
import { type ChannelKind, channelKinds } from './channel.ts'
import { forgetChannels } from './forget-channels.ts'
import { pauseChannel, removeChannel, resumeChannel, testChannel } from './manage-channels.ts'

const MINUTE = 60_000
const DAY = 86_400_000
const kinds = Object.keys(channelKinds) as ChannelKind[]

eachDatabase('channels', (open) => {
  test('of each kind get the digest once, as their service takes it', async () => {
    const { db, server } = await openChannels(open)
    let secret = ''
    for (const kind of kinds) secret = (await aChannel(db, kind, server)).secret ?? secret
    await runChannels(db)
    await runChannels(db)
    const titles = Array.from({ length: 10 }, (_, at) => `Paper ${at + 1} of 2026-03-04`)
    for (const kind of kinds) {
      const posts = server.posts.filter((post) => post.kind === kind)
      const text = posts.map(({ raw }) => raw).join('')
      for (const title of titles) assert.ok(text.includes(title), `${kind}: ${title}`)
      assert.doesNotMatch(text, /Paper 11 /, `${kind} gets ten`)
      assert.equal(posts.length, kind === 'mastodon' ? 2 : 1, kind)
    }
    assert.deepEqual(new Set(await channelStates(db)), new Set(['sent']))
    const thread = server.posts.filter(({ kind }) => kind === 'mastodon')
    assert.equal(thread[1]?.message.in_reply_to_id, thread[0]?.name)
    const program = server.posts.find(({ kind }) => kind === 'webhook')
    assert.ok(program && proves(secret, program.headers, program.raw))
    assert.equal(program.message.type, 'digest.daily')
    const { day, url, papers } = program.message.data as { day: string; url: string; papers: object[] }
    assert.deepEqual([day, url], ['2026-03-04', 'https://papers.example/papers/date/2026-03-04'])
    assert.partialDeepStrictEqual(papers[1], { rank: 2, why: 'Number 2 of the day', id: '2603.04001' })
  })

  test('get a paper once, under whichever of its ids', async () => {
    const { db, server } = await openChannels(open)
    await aChannel(db, 'slack', server)
    await runChannels(db)
    const [first] = edition('2026-03-04', 1)
    const entries = [{ day: '2026-03-05', place: 0, recordedVotes: 500 }]
    const renamed = paperRecord({ ...first, id: 'doi:10.1000/renamed', title: 'Paper 1, published', entries })
    await fill(db, [renamed, ...edition('2026-03-05', 1, { title: 'A new one' })])
    const merge = { alias: first?.id ?? '', into: renamed.id, reason: 'person', by: 'ada', now: 1 } as const
    await mergePapers(db, merge)
    await runChannels(db, morning + DAY)
    assert.equal(server.posts.length, 2)
    assert.match(server.posts[1]?.raw ?? '', /A new one/)
    assert.doesNotMatch(server.posts[1]?.raw ?? '', /Paper 1, published/)
  })

  test('get it at their hour, on weekdays, or on Mondays; and by their taste', async () => {
    const { db, server } = await openChannels(open)
    await aChannel(db, 'slack', server, { hour: '10', timezone: 'Europe/Berlin', keywords: 'paper 3' })
    await aChannel(db, 'webhook', server, { period: 'weekly', mostPapers: '3' })
    await runChannels(db, morning - MINUTE)
    assert.equal(server.posts.length, 0, 'it is ten in Berlin a minute later')
    await runChannels(db)
    assert.equal(server.posts.length, 1)
    assert.match(server.posts[0]?.raw ?? '', /Speaks of “paper 3”, number 3 of the day/)
    assert.doesNotMatch(server.posts[0]?.raw ?? '', /Paper 2 /)
    await runChannels(db, Date.parse('2026-03-08T12:00:00Z'))
    assert.equal(server.posts.length, 1, 'nothing on Sundays')
    await runChannels(db, Date.parse('2026-03-09T08:00:00Z'))
    assert.equal(server.posts.length, 2)
    const weekly = server.posts[1]?.message as { type: string; data: { day: string; papers: object[] } }
    assert.deepEqual(
      [weekly.type, weekly.data.day, weekly.data.papers.length],
      ['digest.weekly', '2026-03-08', 3],
    )
  })

  test('never get a paper twice, and begin with the next edition', async () => {
    const { db, server } = await openChannels(open)
    await aChannel(db, 'slack', server, { now: morning })
    await runChannels(db)
    assert.equal(server.posts.length, 0, 'made after its hour: tomorrow’s is the first')
    await fill(db, edition('2026-03-05', 2))
    await fill(db, [paperRecord({ id: '2603.04000', entries: [{ day: '2026-03-05', place: 9 }] })])
    await runChannels(db, morning + DAY)
    await fill(db, [paperRecord({ id: '2603.05000', entries: [{ day: '2026-03-06', place: 0 }] })])
    await runChannels(db, morning + 4 * DAY)
    assert.equal(server.posts.length, 1, 'of the last edition it had all')
    assert.match(server.posts[0]?.raw ?? '', /2603\.04000/)
  })

  test('that are paused are sent nothing, and nothing is made up for', async () => {
    const { db, server } = await openChannels(open)
    const { id } = await aChannel(db, 'slack', server)
    await pauseChannel(db, id)
    await runChannels(db)
    await resumeChannel(db, id, morning + MINUTE)
    await runChannels(db, morning + 2 * MINUTE)
    assert.equal(server.requests, 0)
    await fill(db, edition('2026-03-05', 1))
    await runChannels(db, morning + DAY)
    assert.match(server.posts[0]?.raw ?? '', /of 2026-03-05/)
  })

  test('can be tried, and are deleted with all they were sent', async () => {
    const { db, server } = await openChannels(open)
    for (const kind of kinds) {
      const { id } = await aChannel(db, kind, server, { now: morning })
      await testChannel(db, id, morning)
      await runChannels(db)
      const post = server.posts.at(-1)
      assert.equal(post?.kind, kind)
      assert.match(post?.raw ?? '', kind === 'webhook' ? /"type":"ping"/ : /a test/)
      await removeChannel(db, id)
      await assert.rejects(testChannel(db, id, morning), /no such channel/)
    }
    assert.deepEqual(await channelLog(db), [])
    assert.deepEqual(await db.selectFrom('channel_paper').selectAll().execute(), [])
  })

  test('keep what was said for a month; what they had stays known', async () => {
    const { db, server } = await openChannels(open)
    const { id } = await aChannel(db, 'slack', server)
    await runChannels(db)
    await forgetChannels(db, morning + 29 * DAY)
    assert.notEqual((await channelLog(db))[0]?.messages, null)
    await forgetChannels(db, morning + 31 * DAY)
    const [row] = await channelLog(db)
    assert.deepEqual([row?.messages, row?.answer, row?.state], [null, null, 'sent'])
    assert.equal((await db.selectFrom('channel_paper').selectAll().execute()).length, 10)
    assert.ok(await sendChannelAgain(db, id, morning + 31 * DAY))
    await runChannels(db, morning + 31 * DAY)
    assert.equal(server.posts.length, 2, 'composed anew')
  })

  test('are sent each digest once by two nodes that work at the same time', async () => {
    const { db, server } = await openChannels(open)
    for (let made = 0; made < 6; made++) await aChannel(db, 'slack', server)
    await Promise.all([runChannels(db), runChannels(db), runChannels(db)])
    assert.equal(server.posts.length, 6)
    assert.deepEqual(
      await channelStates(db),
      Array.from({ length: 6 }, () => 'sent'),
    )
  })

  test('say nothing of papers that have gone meanwhile', async () => {
    const { db, server } = await openChannels(open)
    await aChannel(db, 'slack', server, { mostPapers: '1' })
    server.behave(answering(503))
    await runChannels(db)
    await db.updateTable('channel_delivery').set({ messages: null }).execute()
    await db.updateTable('channel_paper').set({ paper_id: 'gone' }).execute()
    await runChannels(db, morning + 10 * MINUTE)
    assert.match((await channelLog(db))[0]?.problem ?? '', /not here any more/)
  })
})
