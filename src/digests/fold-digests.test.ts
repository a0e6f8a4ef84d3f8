import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../test/support/database.ts'
import { aSubscriber, digestParts, edition } from '../../test/support/digests.ts'
import { mailServer } from '../../test/support/mail-server.ts'
import { fill } from '../../test/support/records.ts'
import type { Db } from '../db/connect.ts'
import type { PaperRecord } from '../papers/paper.ts'
import { exportSubscription } from './change-subscription.ts'
import { foldDigests, UNFOLDED_DAYS } from './fold-digests.ts'
import { planDue } from './plan-digests.ts'
import { sendDueDigests } from './send-digests.ts'

const DAY_MS = 86_400_000
const wednesday = '2026-03-04T12:00:00.000Z'
const signal = new AbortController().signal
const fold = (db: Db, days = UNFOLDED_DAYS + 1) =>
  foldDigests(db, Date.parse(wednesday) + days * DAY_MS, signal)
const rowsOf = (db: Db) => db.selectFrom('digest_paper').select(['subscription_id', 'paper_id']).execute()

async function start(open: () => Promise<Db>) {
  const [db, server] = [await open(), await mailServer()]
  const settings = { SMTP_URL: server.url, MAIL_FROM: 'papers@example.org' }
  /** Titles that each got since the last call. */
  const send = async (at: string): Promise<Record<string, string[]>> => {
    server.mails.length = 0
    await sendDueDigests(digestParts(db, at, settings))
    return Object.fromEntries(
      server.mails
        .map(({ to, text = '' }) => [
          (to as { text: string }).text.replace(/@.*/, ''),
          [...text.matchAll(/^\d+\. (.*)$/gm)].map(([, title = '']) => title),
        ])
        .sort() as [string, string[]][],
    )
  }
  return { db, send }
}

/** The same paper on the list of another day. */
const again = (record: PaperRecord | undefined, day: string): PaperRecord => {
  assert.ok(record)
  return { ...record, entries: [{ day, place: 0, recordedVotes: 9 }] }
}

eachDatabase('what was sent long ago', (open) => {
  test('takes little room, and is never sent again when it comes back years later', async () => {
    const { db, send } = await start(open)
    const old = edition('2026-03-03', 3)
    await fill(db, old)
    const ada = await aSubscriber(db, 'ada@example.org')
    await aSubscriber(db, 'vision@example.org', { categories: ['cs.CV'] })
    await send(wednesday)
    const told = await exportSubscription(db, ada)
    assert.equal((await rowsOf(db)).length, 4)

    await fold(db, UNFOLDED_DAYS - 1)
    assert.equal((await rowsOf(db)).length, 4, 'what is news stays as it is')
    await fold(db)
    await fold(db)
    assert.deepEqual(await rowsOf(db), [])
    assert.deepEqual(await exportSubscription(db, ada), told, 'who asks is told the same')

    await fill(db, [again(old[0], '2028-05-02'), again(old[1], '2028-05-02'), ...edition('2028-05-02', 1)])
    await aSubscriber(db, 'new@example.org')
    const [first, second, third] = ['Paper 1 of 2026-03-03', 'Paper 2 of 2026-03-03', 'Paper 1 of 2028-05-02']
    const got = await send('2028-05-03T12:00:00.000Z')
    assert.deepEqual(got.ada, [third])
    assert.deepEqual(new Set(got.new), new Set([first, second, third]))
    assert.equal(got.vision, undefined)
  })

  test('is known under the other id of the same paper, folded or not', async () => {
    for (const folds of [false, true]) {
      const { db, send } = await start(open)
      const [one, other] = edition('2026-03-03', 2)
      assert.ok(one && other)
      await fill(db, [one])
      await aSubscriber(db, 'ada@example.org')
      assert.deepEqual(await send(wednesday), { ada: [one.title] })
      if (folds) await fold(db)
      await fill(db, [again(other, '2026-03-24'), ...edition('2026-03-24', 1)])
      await db
        .insertInto('paper_merge')
        .values({
          ...{ alias_id: one.id, paper_id: other.id, reason: 'same', moved: '{}', merged_at: 1 },
          ...{ merged_by: null, undone_at: null, change_seq: 1 },
        })
        .execute()
      assert.deepEqual(await send('2026-03-25T12:00:00.000Z'), { ada: ['Paper 1 of 2026-03-24'] })
    }
  })

  test('is folded some at a time, once, and only what was sent', async () => {
    const db = await open()
    await fill(db, edition('2026-03-03', 2))
    for (let at = 0; at < 205; at++) await aSubscriber(db, `reader-${at}@example.org`)
    const times = { timezone: 'UTC', cutoff: '00:00' }
    await planDue(db, { now: Date.parse(wednesday), times, signal })
    await db.updateTable('digest_delivery').set({ state: 'sent' }).execute()
    const [failed] = await db.selectFrom('digest_delivery').select('id').orderBy('id').execute()
    assert.ok(failed)
    await db.updateTable('digest_delivery').set({ state: 'failed' }).where('id', '=', failed.id).execute()
    const stopped = new AbortController()
    stopped.abort()
    await foldDigests(db, Date.parse('2027-01-01'), stopped.signal)
    assert.equal((await rowsOf(db)).length, 410)
    await Promise.all([fold(db), fold(db)])
    const folded = await db.selectFrom('digest_delivery').select(['id', 'papers']).execute()
    assert.deepEqual(
      [...new Set(folded.filter(({ id }) => id !== failed.id).map(({ papers }) => papers))],
      ['["2603.03000","2603.03001"]'],
    )
    assert.equal((await rowsOf(db)).length, 2, 'an admin can have it sent again')
    const past = await db.selectFrom('digest_past_paper').selectAll().orderBy('paper_id').execute()
    assert.deepEqual(past, [
      { paper_id: '2603.03000', period: 'daily', day: '2026-03-03' },
      { paper_id: '2603.03001', period: 'daily', day: '2026-03-03' },
    ])
  })
})
