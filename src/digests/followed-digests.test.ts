import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../test/support/database.ts'
import { aSubscriber, digestParts, edition } from '../../test/support/digests.ts'
import { mailServer } from '../../test/support/mail-server.ts'
import { aMember } from '../../test/support/members.ts'
import { fill, paperRecord } from '../../test/support/records.ts'
import type { Db } from '../db/connect.ts'
import { inTransaction } from '../db/write.ts'
import { follow } from '../follows/follow.ts'
import { noteNewPapers } from '../papers/new-paper-queries.ts'
import type { PaperRecord } from '../papers/paper.ts'
import { mergePapers } from '../papers/same/merge-papers.ts'
import { editionOn } from './digest-edition.ts'
import { sendFailedDigestsAgain } from './manage-digests.ts'
import { planDue, planForAll } from './plan-digests.ts'
import { sendDueDigests, sendWaiting } from './send-digests.ts'

const at = (day: string, time = '12:00') => `${day}T${time}:00.000Z`
const wednesday = '2026-03-04'
const thursday = '2026-03-05'

const stones = paperRecord({ id: '2603.50001', title: 'Counting stones', categories: ['math.CO'] })
const gardens = paperRecord({
  id: '2603.50002',
  title: 'Weaving gardens',
  authors: [{ name: 'Grace Sample' }],
})
const gone = paperRecord({
  id: '2603.50003',
  title: 'Stones, withdrawn',
  categories: ['math.CO'],
  withdrawn: true,
})

async function start(open: () => Promise<Db>) {
  const db = await open()
  const server = await mailServer()
  await fill(db, [...edition('2026-03-03', 3), ...edition(wednesday, 2)])
  const settings = { SMTP_URL: server.url, MAIL_FROM: 'Daily Papers <papers@example.org>' }
  const send = async (moment: string) => {
    const before = server.mails.length
    await sendDueDigests(digestParts(db, moment, settings))
    return server.mails.slice(before)
  }
  const arrive = async (records: PaperRecord[], moment: string) => {
    await fill(db, records)
    const ids = records.map(({ id }) => id)
    await inTransaction(db, (tx) => noteNewPapers(tx, ids, Date.parse(moment)))
  }
  const partsAt = (moment: string) => digestParts(db, moment, settings)
  return { db, server, send, arrive, partsAt }
}

const partsOf = (text: string | undefined) => {
  const [edition = '', followed = ''] = (text ?? '').split('FROM WHAT YOU FOLLOW')
  const titles = (part: string) => [...part.matchAll(/^\d+\. (.*)$/gm)].map(([, title]) => title)
  return { edition: titles(edition), followed: titles(followed) }
}

eachDatabase('the digest of everything followed', (open) => {
  test('has the edition, and then what came and fits, with the reason, once', async () => {
    const { db, send, arrive } = await start(open)
    await aSubscriber(db, 'ada@example.org', {
      scope: 'followed',
      categories: ['math'],
      keywords: ['paper 1'],
    })
    await aSubscriber(db, 'ben@example.org', { categories: ['math'] })
    await arrive([stones, gardens, gone], at(wednesday, '06:00'))
    const mails = await send(at(wednesday))
    assert.equal(mails.length, 1)
    const [mail] = mails
    assert.deepEqual(partsOf(mail?.text), {
      edition: ['Paper 1 of 2026-03-03'],
      followed: ['Counting stones'],
    })
    assert.match(mail?.text ?? '', /2\. Counting stones\n.*\nIn math/)
    assert.match(String(mail?.html), />From what you follow<[\s\S]*In math ·[\s\S]*Counting stones/)
    assert.equal(mail?.subject, '2 papers for 3 March: Paper 1 of 2026-03-03')
    assert.deepEqual(partsOf((await send(at(thursday)))[0]?.text), {
      edition: ['Paper 1 of 2026-03-04'],
      followed: [],
    })
  })

  test('has what a member follows, where the address is theirs', async () => {
    const { db, send, arrive } = await start(open)
    const { id: memberId } = await aMember(db, 'grace')
    await follow(db, { memberId, kind: 'author', text: 'Grace Sample', now: 1 })
    const { id: other } = await aMember(db, 'other')
    await follow(db, { memberId: other, kind: 'author', text: 'Grace Sample', now: 1 })
    await db.updateTable('member').set({ email_verified: 0 }).where('id', '=', other).execute()
    await aSubscriber(db, 'grace@example.org', { scope: 'followed' })
    await aSubscriber(db, 'other@example.org', { scope: 'followed' })
    await arrive([stones, gardens], at(wednesday, '06:00'))
    const mails = await send(at(wednesday))
    const followed = Object.fromEntries(
      mails.map(({ to, text }) => [(to as { text: string }).text, partsOf(text).followed]),
    )
    assert.deepEqual(followed, { 'grace@example.org': ['Weaving gardens'], 'other@example.org': [] })
  })

  test('has what came since the last one; never twice, under whichever of its ids', async () => {
    const { db, send, arrive } = await start(open)
    await aSubscriber(db, 'ada@example.org', { scope: 'followed', categories: ['math.CO', 'cs'] })
    await arrive([{ ...stones, id: '2602.50009', title: 'Older stones' }], at('2026-03-02', '06:00'))
    await arrive([stones], at(wednesday, '06:00'))
    assert.deepEqual(partsOf((await send(at(wednesday)))[0]?.text).followed, ['Counting stones'])
    const renamed = { ...stones, id: 'doi:10.1000/stones', title: 'Counting stones' }
    await arrive([renamed, { ...stones, id: '2603.50010', title: 'New stones' }], at(wednesday, '18:00'))
    await mergePapers(db, { alias: stones.id, into: renamed.id, reason: 'person', by: 'ada', now: 1 })
    assert.deepEqual(partsOf((await send(at(thursday)))[0]?.text).followed, ['New stones'])
  })

  test('has what was being written down while the last one was decided, once', async () => {
    const { db, send, arrive } = await start(open)
    await aSubscriber(db, 'ada@example.org', { scope: 'followed', categories: ['math.CO'] })
    await arrive([stones], at(wednesday, '11:58'))
    assert.deepEqual(partsOf((await send(at(wednesday)))[0]?.text).followed, ['Counting stones'])
    await arrive([{ ...stones, id: '2603.50000', title: 'Late stones' }], at(wednesday, '11:58'))
    assert.deepEqual(partsOf((await send(at(thursday)))[0]?.text).followed, ['Late stones'])
    assert.deepEqual(await send(at('2026-03-06')), [])
  })

  test('has what came before another edition was sent to all, which brings none of it', async () => {
    const { db, server, send, arrive, partsAt } = await start(open)
    await aSubscriber(db, 'ada@example.org', { scope: 'followed', categories: ['math.CO', 'cs'] })
    await send(at(wednesday))
    await fill(db, edition('2026-03-02', 1))
    await arrive([stones], at(wednesday, '13:00'))
    const parts = partsAt(at(wednesday, '14:00'))
    const older = await editionOn(db, 'daily', '2026-03-02')
    assert.equal(await planForAll(db, older, { now: parts.clock.now(), signal: parts.signal }), 1)
    await sendWaiting(parts)
    assert.deepEqual(partsOf(server.mails.at(-1)?.text), {
      edition: ['Paper 1 of 2026-03-02'],
      followed: [],
    })
    assert.deepEqual(partsOf((await send(at(thursday)))[0]?.text).followed, ['Counting stones'])
  })

  test('has what came before the last one was sent once more', async () => {
    const { db, send, arrive } = await start(open)
    await aSubscriber(db, 'ada@example.org', { scope: 'followed', categories: ['math.CO', 'cs'] })
    await send(at(wednesday))
    await db.updateTable('digest_delivery').set({ state: 'failed' }).execute()
    await arrive([stones], at(wednesday, '13:00'))
    assert.equal(await sendFailedDigestsAgain(db, Date.parse(at(wednesday, '14:00'))), 1)
    assert.equal((await send(at(wednesday, '14:00'))).length, 1)
    assert.deepEqual(partsOf((await send(at(thursday)))[0]?.text).followed, ['Counting stones'])
  })

  test('has what stood in one that was dropped, for who came back', async () => {
    const { db, server, send, arrive, partsAt } = await start(open)
    await aSubscriber(db, 'ada@example.org', { scope: 'followed', categories: ['math.CO'] })
    await arrive([{ ...stones, id: '2603.50004', title: 'First stones' }], at(wednesday, '06:00'))
    await arrive([stones], at(wednesday, '07:00'))
    const parts = partsAt(at(wednesday))
    const times = { timezone: 'UTC', cutoff: '00:00' }
    assert.equal(await planDue(db, { now: parts.clock.now(), times, signal: parts.signal }), 1)
    const change = (state: string) => db.updateTable('subscription').set({ state }).execute()
    await change('unsubscribed')
    await sendWaiting(parts)
    assert.equal(server.mails.length, 0)
    await change('confirmed')
    const titles = partsOf((await send(at(thursday)))[0]?.text).followed
    assert.deepEqual(titles, ['Counting stones', 'First stones'])
  })

  test('has what came over the weekend, also for whom there was nothing on Friday', async () => {
    const { db, send, arrive } = await start(open)
    await fill(db, [...edition(thursday, 1), ...edition('2026-03-06', 1)])
    await aSubscriber(db, 'ada@example.org', { scope: 'followed', categories: ['math.CO'] })
    assert.deepEqual(await send(at('2026-03-06')), [])
    await arrive([stones], at('2026-03-07'))
    assert.deepEqual(partsOf((await send(at('2026-03-09', '13:00')))[0]?.text).followed, ['Counting stones'])
  })

  test('is none where nothing came and nothing of the edition fits', async () => {
    const { db, send, arrive } = await start(open)
    await aSubscriber(db, 'ada@example.org', { scope: 'followed', categories: ['stat'] })
    await arrive([stones], at(wednesday, '06:00'))
    assert.deepEqual(await send(at(wednesday)), [])
  })
})
