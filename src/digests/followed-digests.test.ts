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
import { sendDueDigests } from './send-digests.ts'

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
  return { db, send, arrive }
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
    await arrive([stones], at(wednesday, '06:00'))
    await arrive([{ ...stones, id: '2602.50009', title: 'Older stones' }], at('2026-03-02', '06:00'))
    assert.deepEqual(partsOf((await send(at(wednesday)))[0]?.text).followed, ['Counting stones'])
    const renamed = { ...stones, id: 'doi:10.1000/stones', title: 'Counting stones' }
    await arrive([renamed, { ...stones, id: '2603.50010', title: 'New stones' }], at(wednesday, '18:00'))
    await mergePapers(db, { alias: stones.id, into: renamed.id, reason: 'person', by: 'ada', now: 1 })
    assert.deepEqual(partsOf((await send(at(thursday)))[0]?.text).followed, ['New stones'])
  })

  test('is none where nothing came and nothing of the edition fits', async () => {
    const { db, send, arrive } = await start(open)
    await aSubscriber(db, 'ada@example.org', { scope: 'followed', categories: ['stat'] })
    await arrive([stones], at(wednesday, '06:00'))
    assert.deepEqual(await send(at(wednesday)), [])
  })
})
